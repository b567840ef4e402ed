#include "deploy/lienthong/signals.h"

#include <csignal>
#include <cstdlib>
#include <thread>

namespace lienthong {
namespace {

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

void BlockStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void AwaitStopSignal() {
  const sigset_t signals = StopSignals();
  int signal = 0;
  sigwait(&signals, &signal);
}

void NextStopSignalEnds() {
  std::thread([] {
    AwaitStopSignal();
    std::_Exit(1);
  }).detach();
}

}  // namespace lienthong
