#pragma once

#include <functional>
#include <list>
#include <memory>
#include <set>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "lienthong/control/v1/world.pb.h"
#include "services/base/host/authority_link.h"
#include "services/base/host/wire.h"
#include "services/base/journal/journal.h"
#include "services/base/store/store.h"
#include "services/base/world/trampoline.h"

namespace lienthong::host {

// WorldPart is what one agency holds of one world. Thread-safe.
class WorldPart {
 public:
  using World = control::v1::World;

  WorldPart(std::shared_ptr<const World> record, std::shared_ptr<store::Space> space,
            std::shared_ptr<journal::Journal> journal)
      : space_(std::move(space)), journal_(std::move(journal)), record_(std::move(record)) {}

  store::Space& space() { return *space_; }
  journal::Journal& journal() { return *journal_; }
  std::shared_ptr<journal::Journal> shared_journal() { return journal_; }

  std::shared_ptr<const World> record() const;
  void set_record(std::shared_ptr<const World> record);
  bool manual() const { return record()->clock_mode() != control::v1::CLOCK_MODE_REAL; }

  LeastRow Least() const;

  // Fence of a MANUAL world (rule 9): false when (now, step) is older than one already seen, which *seen then tells.
  bool Admit(int64_t step, int64_t* seen);

  // The last caused call and the last Run are answered again when the driver repeats them on the wire (rule 11).
  bool RepeatCall(const std::string& path, RawAnswer* answer) const;
  void RememberCall(const std::string& path, const RawAnswer& answer);
  bool RepeatRun(int64_t step, control::v1::RunResponse* response) const;
  void RememberRun(int64_t step, const control::v1::RunResponse& response);

  // Watches wait for commits.
  using Waker = std::function<void()>;
  int64_t commits() const;
  // Calls `wake` once when commits() exceeds `seen`, at once if it does already. Returns a ticket for Forget.
  int64_t WakeAfter(int64_t seen, Waker wake);
  void Forget(int64_t ticket);
  void Committed();

  // REAL worlds: owners whose rows run now; rows of one owner run one after the other.
  bool Claim(const std::string& owner, size_t limit);
  void Release(const std::string& owner);
  // True when no timer is armed for `due` or earlier; then it counts as armed.
  bool Arm(absl::Time due);
  void Disarm();
  Trampoline& pump() { return pump_; }

 private:
  Trampoline pump_;
  const std::shared_ptr<store::Space> space_;
  const std::shared_ptr<journal::Journal> journal_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const World> record_ ABSL_GUARDED_BY(mutex_);
  int64_t step_seen_ ABSL_GUARDED_BY(mutex_) = 0;
  std::string last_call_path_ ABSL_GUARDED_BY(mutex_);
  RawAnswer last_call_ ABSL_GUARDED_BY(mutex_);
  int64_t last_run_step_ ABSL_GUARDED_BY(mutex_) = -1;
  control::v1::RunResponse last_run_ ABSL_GUARDED_BY(mutex_);
  int64_t commits_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t tickets_ ABSL_GUARDED_BY(mutex_) = 0;
  std::list<std::pair<int64_t, Waker>> wakers_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> running_ ABSL_GUARDED_BY(mutex_);
  absl::Time armed_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteFuture();
};

}  // namespace lienthong::host
