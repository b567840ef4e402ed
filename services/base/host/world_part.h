#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "lienthong/control/v1/world.pb.h"
#include "services/base/admission/admission.h"
#include "services/base/host/authority_link.h"
#include "services/base/host/journal_index.h"
#include "services/base/host/latest.h"
#include "services/base/host/wire.h"
#include "services/base/journal/journal.h"
#include "services/base/mock/rules.h"
#include "services/base/store/store.h"
#include "services/base/world/trampoline.h"

namespace lienthong::host {

// WorldPart is what one agency holds of one world. Thread-safe.
class WorldPart {
 public:
  using World = control::v1::World;

  WorldPart(std::shared_ptr<const World> record, std::shared_ptr<store::Space> space,
            std::shared_ptr<journal::Journal> journal, std::shared_ptr<admission::WorldLoad> load)
      : space_(std::move(space)),
        journal_(std::move(journal)),
        load_(std::move(load)),
        journal_index_(journal_.get()),
        record_(std::move(record)) {}

  store::Space& space() { return *space_; }
  journal::Journal& journal() { return *journal_; }
  std::shared_ptr<journal::Journal> shared_journal() { return journal_; }
  JournalIndex& journal_index() { return journal_index_; }
  // What the world takes of this process.
  const std::shared_ptr<admission::WorldLoad>& load() const { return load_; }

  std::shared_ptr<const World> record() const;
  void set_record(std::shared_ptr<const World> record);
  // Its overrides and faults, compiled once per version; null when it has none.
  std::shared_ptr<const mock::Rules> rules() const;
  bool manual() const { return record()->clock_mode() != control::v1::CLOCK_MODE_REAL; }

  LeastRow Least() const;

  // Fence of a MANUAL world (rule 9).
  //   STEP_STALE  `step` is older than one already seen
  absl::Status Admit(absl::Time now, int64_t step);
  // The latest time admitted.
  absl::Time seen() const;

  // Caused calls by cause path, and Runs by step, as the driver repeats them on the wire.
  Latest<std::string, RawAnswer>& calls() { return calls_; }
  Latest<int64_t, control::v1::RunResponse>& runs() { return runs_; }

  // Watches wait for commits.
  using Waker = std::function<void()>;
  int64_t commits() const;
  // Calls `wake` once when commits() exceeds `seen`, at once if it does already. Returns a ticket for Forget.
  int64_t WakeAfter(int64_t seen, Waker wake);
  void Forget(int64_t ticket);
  void Committed();

  // REAL worlds: rows of one owner run one after the other, and at most `limit` rows at once. A parked row waits to be
  // tried again: it keeps its owner but takes no place.
  bool Claim(const std::string& owner, int limit);
  void Release(const std::string& owner);
  void Park();
  void Unpark();
  // Calls `idle` when no row runs; in a world just made MANUAL none begins any more.
  void WhenIdle(std::function<void()> idle);
  // The world is gone: nothing fires here again, and watches are woken to end.
  void Retire();
  bool retired() const { return retired_; }
  // True when no timer is armed for `due` or earlier; then it counts as armed.
  bool Arm(absl::Time due);
  void Disarm();
  Trampoline& pump() { return pump_; }

 private:
  void Vacate() ABSL_LOCKS_EXCLUDED(mutex_);

  Trampoline pump_;
  Latest<std::string, RawAnswer> calls_;
  Latest<int64_t, control::v1::RunResponse> runs_;
  std::atomic<bool> retired_{false};
  const std::shared_ptr<store::Space> space_;
  const std::shared_ptr<journal::Journal> journal_;
  const std::shared_ptr<admission::WorldLoad> load_;
  JournalIndex journal_index_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const World> record_ ABSL_GUARDED_BY(mutex_);
  // Of `ruled_`, which may be older than the record.
  mutable std::shared_ptr<const mock::Rules> rules_ ABSL_GUARDED_BY(mutex_);
  mutable std::shared_ptr<const World> ruled_ ABSL_GUARDED_BY(mutex_);
  int64_t step_seen_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Time now_seen_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  int64_t commits_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t tickets_ ABSL_GUARDED_BY(mutex_) = 0;
  std::list<std::pair<int64_t, Waker>> wakers_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> owners_ ABSL_GUARDED_BY(mutex_);
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::function<void()>> idle_ ABSL_GUARDED_BY(mutex_);
  absl::Time armed_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteFuture();
};

}  // namespace lienthong::host
