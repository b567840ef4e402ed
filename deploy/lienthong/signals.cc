#include "deploy/lienthong/signals.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "absl/time/time.h"

namespace lienthong {
namespace {

sigset_t StopSet() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

void AwaitSignal() {
  const sigset_t signals = StopSet();
  int signal = 0;
  sigwait(&signals, &signal);
}

// False when none has come in time.
bool AwaitSignalFor(absl::Duration limit) {
  const sigset_t signals = StopSet();
  const timespec time = absl::ToTimespec(limit);
  int taken = sigtimedwait(&signals, nullptr, &time);
  while (taken < 0 && errno == EINTR) taken = sigtimedwait(&signals, nullptr, &time);
  return taken > 0;
}

}  // namespace

void EndProcess(int code) {
  std::fflush(nullptr);
  std::_Exit(code);
}

StopSignals::StopSignals() {
  const sigset_t signals = StopSet();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread([this] { Watch(); }).detach();
}

void StopSignals::Await(absl::Duration limit) {
  absl::MutexLock lock(&mutex_);
  limit_ = limit;
  awaited_ = true;
  mutex_.Await(absl::Condition(&told_));
}

void StopSignals::Watch() {
  AwaitSignal();
  absl::Duration limit;
  {
    absl::MutexLock lock(&mutex_);
    if (!awaited_) EndProcess(0);
    told_ = true;
    limit = limit_;
  }
  // Nothing is flushed from here on: a reader that stalls must not hold up the end.
  if (AwaitSignalFor(limit)) std::_Exit(kCutOffExit);
  std::_Exit(0);
}

}  // namespace lienthong
