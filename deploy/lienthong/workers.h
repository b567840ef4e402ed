#pragma once

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace lienthong {

// Workers runs jobs on a few threads of its own, first in, first out. The destructor finishes what was posted.
class Workers {
 public:
  explicit Workers(int threads);
  ~Workers();
  void Post(std::function<void()> job);

 private:
  void Loop();

  absl::Mutex mutex_;
  std::deque<std::function<void()>> jobs_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace lienthong
