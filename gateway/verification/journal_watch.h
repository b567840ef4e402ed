#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/journal_service.pb.h"
#include "services/base/authority/authority.h"
#include "services/base/world/clock.h"
#include "services/base/world/timer.h"

namespace lienthong::verification {

// What VerificationService works with. Everything pointed to outlives the handlers.
struct Parts {
  authority::Authority* authority = nullptr;
  // For waiting; null: one look, whatever was asked.
  Timer* timer = nullptr;
  const WallClock* clock = &WallClock::System();
  // Where journals are looked through; null = on the thread that answered.
  std::function<void(std::function<void()>)> executor;
  // The process stops: who waits is answered at once. Null = never.
  std::function<bool()> stopping;
};

// Who looks at lines. Called by one thread at a time.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual bool NeedsBodies() const = 0;
  virtual void Add(const control::v1::JournalEntry& entry) = 0;
  // An office's journal began anew: what came from it is no more.
  virtual void Forget(const std::string& agency) = 0;
  virtual void SetDropped(const std::string& agency, int64_t dropped) = 0;
  // Enough is known; asked whenever all that is written has been looked at.
  virtual bool Content() const = 0;
};

// JournalWatch shows a reader every line of a world's journal, office by office in the order of writing: what is there,
// and then, until the reader is content or the time is up, what is written. It takes no turn, asks for no line twice,
// and is woken by new lines. Keeps itself alive until it is done.
class JournalWatch : public std::enable_shared_from_this<JournalWatch> {
 public:
  using Done = std::function<void(absl::Status)>;

  // `reader` lives until `done` is called. `wait` 0: one look.
  JournalWatch(std::shared_ptr<const Parts> parts, std::string world, Reader* reader, absl::Duration wait, Done done);
  //   WORLD_UNKNOWN, or why an office could not be asked
  void Start();

 private:
  using Stretch = control::v1::FollowJournalResponse;

  struct Office {
    // As the office names it.
    std::string journal;
    int64_t after_line = 0;
    // All that was written when it was last asked is known.
    bool caught_up = false;
  };

  void Execute(std::function<void()> work) const { parts_->executor ? parts_->executor(std::move(work)) : work(); }
  // Asks offices that have opened the world since; false when there are none.
  bool AskNewcomers();
  void Ask(const std::string& agency);
  void Answered(const std::string& agency, const absl::StatusOr<Stretch>& stretch);
  void Take(const std::string& agency, const Stretch& stretch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool AllCaughtUp() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool Over() const ABSL_LOCKS_EXCLUDED(mutex_);
  void Tick();
  void Finish(absl::Status status);

  const std::shared_ptr<const Parts> parts_;
  const std::string world_;
  Reader* const reader_;
  const bool waits_;
  const absl::Time until_;

  mutable absl::Mutex mutex_;
  // All that was there at the beginning has been looked at.
  bool looked_ ABSL_GUARDED_BY(mutex_) = false;
  Done done_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Office> offices_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::verification
