#pragma once

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace lienthong {

// Exit code of a process that was told twice to stop.
inline constexpr int kCutOffExit = 1;

// What is left for last answers to leave when the grace is used up.
inline constexpr absl::Duration kLastWords = absl::Milliseconds(300);

// Ends the process without running destructors: calls may still be at work in other threads, and what is to be kept
// has been committed.
[[noreturn]] void EndProcess(int code);

// StopSignals takes SIGINT and SIGTERM for the whole process, from its first line to its end:
//   before Await   the process ends at once with 0: it has taken on nothing yet
//   in Await       Await returns; from then on the process ends in time whatever happens:
//   afterwards     at the next signal at once with kCutOffExit, at the deadline with 0
// One per process; make it before any thread is started. It lives as long as the process.
class StopSignals {
 public:
  StopSignals();

  // Waits for a signal. The process has `limit` from then on.
  void Await(absl::Duration limit);

 private:
  void Watch();

  absl::Mutex mutex_;
  bool awaited_ ABSL_GUARDED_BY(mutex_) = false;
  bool told_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Duration limit_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong
