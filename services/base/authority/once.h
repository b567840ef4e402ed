#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

namespace lienthong::authority {

// Once answers a repeated control call with the first answer, also while the first is still at work. It remembers the
// last `kRemembered` successes of this process's life. Thread-safe.
class Once {
 public:
  using Answer = absl::StatusOr<std::string>;
  using Done = std::function<void(Answer)>;

  // Runs `work` unless the request_id is known. `fingerprint` tells equal bodies from others.
  //   REQUEST_ID_MISSING, REQUEST_ID_REUSED
  void Run(const std::string& method, const std::string& request_id, const std::string& fingerprint, Done done,
           std::function<void(Done)> work);

 private:
  static constexpr size_t kRemembered = 4096;
  struct Call {
    std::string fingerprint;
    bool answered = false;
    std::string answer;
    std::vector<Done> waiting;
  };
  void Finish(const std::string& key, const Answer& answer);

  absl::Mutex mutex_;
  std::map<std::string, Call> calls_ ABSL_GUARDED_BY(mutex_);
  std::deque<std::string> order_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::authority
