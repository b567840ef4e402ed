#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/base/authority/world_records.h"

namespace lienthong::authority {

// Once answers a repeated call of the tester with the first answer, also while the first is still at work. It remembers
// the last `kRemembered` successes of this process's life, and of earlier ones those that concerned durable worlds: of
// an ephemeral world nothing is left that an old answer could be about. Thread-safe.
class Once {
 public:
  using Answer = absl::StatusOr<std::string>;
  using Done = std::function<void(Answer)>;

  struct Call {
    std::string method;
    std::string request_id;
    std::string request;  // serialised: equal bodies are told from others by it
    // Whether the world it concerns outlives the process; asked before and after the work.
    std::function<bool()> durable;
  };

  // `records` outlives it; null: nothing outlives the process.
  explicit Once(WorldRecords* records);

  // Runs `work` unless the request_id is known. An answer that is to be kept is given when it is.
  //   REQUEST_ID_MISSING, REQUEST_ID_REUSED
  void Run(const Call& call, Done done, std::function<void(Done)> work);

 private:
  static constexpr size_t kRemembered = 4096;
  struct Known {
    std::string request;
    bool answered = false;
    std::string answer;
    std::vector<Done> waiting;
  };
  // In the order they were answered; what is kept goes by its own order, so that the store and memory forget alike.
  struct Remembered {
    std::string key;
    int64_t number = 0;  // in the store; 0: it isn't there
  };
  void Keep(const Call& call, const Answer& answer);
  void Finish(const std::string& key, int64_t number, const Answer& answer);
  // Makes room for one more; the number of what is forgotten, 0 when there is room.
  int64_t MakeRoom(std::deque<Remembered>& order) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  WorldRecords* const records_;
  absl::Mutex mutex_;
  std::map<std::string, Known> calls_ ABSL_GUARDED_BY(mutex_);
  std::deque<Remembered> order_ ABSL_GUARDED_BY(mutex_), kept_ ABSL_GUARDED_BY(mutex_);
  int64_t last_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace lienthong::authority
