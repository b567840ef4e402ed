#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/base/admission/limits.h"
#include "services/base/admission/place.h"
#include "services/base/metrics/sheet.h"

namespace lienthong::admission {

// What one world takes of a process. Shared by all agencies there.
struct WorldLoad {
  Count calls;
  Count turns;
  Count watches;
};

class Admission;

// CallPlaces is what one call from outside occupies until it is answered.
class CallPlaces {
 public:
  CallPlaces() = default;
  CallPlaces(CallPlaces&& other) noexcept;
  CallPlaces& operator=(CallPlaces&&) = delete;
  ~CallPlaces() { GiveBack(); }

  // The call has its turn: it waits no more.
  void EndWait() { turn_.GiveBack(); }
  void GiveBack();

 private:
  friend class Admission;

  Admission* process_ = nullptr;
  int64_t bytes_ = 0;
  std::shared_ptr<WorldLoad> world_;
  Place in_world_;
  Place turn_;
};

// Admission is the door of one process: how much from outside it takes on at once. What it has taken on is never
// dropped, so it refuses only before anything was done; and it is asked only about what comes from outside. Machinery
// between the simulator's own processes and calls that agenda rows make carry accepted work, and pass it by.
// Thread-safe; the Admit functions take no lock.
//   OVERLOADED       a limit is reached; metadata names it, RetryInfo says when to come again
//   SERVER_STOPPING  the door is closed
class Admission : public metrics::MetricsSource {
 public:
  explicit Admission(Limits limits = {}) : limits_(limits) {}

  // A call with a request of so many bytes.
  absl::Status AdmitCall(size_t bytes, CallPlaces* places);
  // It acts in this world; after AdmitCall.
  absl::Status AdmitToWorld(const std::shared_ptr<WorldLoad>& world, CallPlaces* places);
  // It waits for the world's turn; after AdmitToWorld.
  absl::Status AdmitToTurn(CallPlaces* places);

  absl::Status AdmitWatch(Place* place);
  absl::Status AdmitWatchToWorld(WorldLoad& world, Place* place);
  // Bytes of a request that is still being read, and an HTTP connection. A closed door lets both pass: health and
  // figures are asked for to the end, and what else is wanted is refused as a call.
  absl::Status AdmitBytes(size_t bytes, Place* place);
  absl::Status AdmitConnection(Place* place);

  // Refuses on behalf of whoever keeps the queue itself, and counts it.
  absl::Status Refuse(Limit limit);

  std::shared_ptr<WorldLoad> LoadOf(const std::string& world);

  // An agenda row is being executed, until EndRow.
  void BeginRow();
  void EndRow();

  // From now on every call and stream from outside is refused.
  void Close() { closed_ = true; }
  bool closed() const { return closed_; }
  // Once closed: waits until no call from outside and no row is at work, but no longer than `grace`; then false.
  bool AwaitQuiet(absl::Duration grace);

  void Measure(metrics::Sheet& sheet) const override;

  const Limits& limits() const { return limits_; }
  int64_t calls() const { return calls_.taken(); }
  int64_t bytes() const { return bytes_.taken(); }
  int64_t watches() const { return watches_.taken(); }
  int64_t connections() const { return connections_.taken(); }
  int64_t rows() const { return rows_.taken(); }
  int64_t refused(Limit limit) const { return refused_[static_cast<size_t>(limit)].load(std::memory_order_relaxed); }

 private:
  friend class CallPlaces;

  absl::Status Admit(Count& count, int64_t amount, Limit limit, Place* place);
  void GiveBack(int64_t bytes);
  // Work has ended: whoever waits for quiet looks again.
  void Ring();
  bool Quiet() const { return calls_.taken() == 0 && rows_.taken() == 0; }

  const Limits limits_;
  std::atomic<bool> closed_{false};
  Count calls_;
  Count bytes_;
  Count watches_;
  Count connections_;
  Count rows_;
  std::array<std::atomic<int64_t>, kLimitCount> refused_{};
  absl::Mutex mutex_;
  // Worlds that an agency here holds; ended ones are swept when the map has doubled.
  absl::flat_hash_map<std::string, std::weak_ptr<WorldLoad>> worlds_ ABSL_GUARDED_BY(mutex_);
  size_t sweep_at_ ABSL_GUARDED_BY(mutex_) = 64;
};

}  // namespace lienthong::admission
