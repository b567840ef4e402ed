#include "gateway/verification/journal_watch.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using control::v1::FollowJournalRequest;
using control::v1::FollowJournalResponse;

constexpr char kFollowJournal[] = "lienthong.control.v1.JournalService/FollowJournal";
// An office is asked again after this; an answer that nobody needs any more is kept waiting no longer.
constexpr absl::Duration kSlice = absl::Seconds(2);
// Offices that open the world meanwhile are noticed this late, and so is the end of the time.
constexpr absl::Duration kTick = absl::Milliseconds(20);

}  // namespace

JournalWatch::JournalWatch(std::shared_ptr<const Parts> parts, std::string world, Reader* reader, absl::Duration wait,
                           Done done)
    : parts_(std::move(parts)),
      world_(std::move(world)),
      reader_(reader),
      waits_(parts_->timer != nullptr && wait > absl::ZeroDuration()),
      until_(parts_->clock->Now() + wait),
      done_(std::move(done)) {}

void JournalWatch::Start() {
  if (const auto world = parts_->authority->Get(world_); !world.ok()) return Finish(world.status());
  if (!AskNewcomers()) {
    bool content;
    {
      absl::MutexLock lock(&mutex_);
      content = reader_->Content();
    }
    if (content || !waits_) return Finish(absl::OkStatus());
  }
  if (waits_) parts_->timer->After(kTick, [self = shared_from_this()] { self->Tick(); });
}

bool JournalWatch::AskNewcomers() {
  std::vector<std::string> newcomers;
  bool any = false;
  {
    absl::MutexLock lock(&mutex_);
    for (const std::string& agency : parts_->authority->AgenciesOf(world_)) {
      if (offices_.try_emplace(agency).second) newcomers.push_back(agency);
    }
    any = !offices_.empty();
  }
  for (const std::string& agency : newcomers) Ask(agency);
  return any;
}

void JournalWatch::Ask(const std::string& agency) {
  FollowJournalRequest request;
  request.set_world(world_);
  {
    absl::MutexLock lock(&mutex_);
    if (done_ == nullptr) return;
    const Office& office = offices_[agency];
    request.set_journal(office.journal);
    request.set_after_line(office.after_line);
    request.set_omit_bodies(!reader_->NeedsBodies());
    if (office.caught_up) {
      *request.mutable_wait() = ToProto(std::min(kSlice, std::max(until_ - parts_->clock->Now(), kTick)));
    }
  }
  parts_->authority->calls().CallAll<Stretch>(
      {agency}, kFollowJournal, request,
      [self = shared_from_this(), agency](std::vector<absl::StatusOr<Stretch>> answers) {
        self->Execute([self, agency, answer = std::move(answers.front())] { self->Answered(agency, answer); });
      });
}

void JournalWatch::Answered(const std::string& agency, const absl::StatusOr<Stretch>& stretch) {
  if (!stretch.ok()) return Finish(stretch.status());
  bool content = false;
  bool again = false;
  {
    absl::MutexLock lock(&mutex_);
    if (done_ == nullptr) return;
    Take(agency, *stretch);
    const bool all = AllCaughtUp();
    looked_ = looked_ || all;
    content = all && (!waits_ || reader_->Content());
    again = waits_ || !offices_[agency].caught_up;
    // It has no such world any more; when it has one again, it is a newcomer.
    if (stretch->journal().empty()) {
      again = false;
      offices_.erase(agency);
    }
  }
  if (content || Over()) return Finish(absl::OkStatus());
  if (again) Ask(agency);
}

void JournalWatch::Take(const std::string& agency, const Stretch& stretch) {
  Office& office = offices_[agency];
  if (stretch.journal() != office.journal) {
    if (!office.journal.empty()) reader_->Forget(agency);  // the world was reset
    office = Office();
    office.journal = stretch.journal();
  }
  for (const auto& entry : stretch.entries()) reader_->Add(entry);
  if (!stretch.entries().empty()) office.after_line = stretch.entries().rbegin()->line();
  reader_->SetDropped(agency, stretch.dropped());
  office.caught_up = !stretch.more();
}

bool JournalWatch::AllCaughtUp() const {
  return std::all_of(offices_.begin(), offices_.end(), [](const auto& office) { return office.second.caught_up; });
}

// Only for whoever waits, and not before all that was there has been looked at.
bool JournalWatch::Over() const {
  if (!waits_) return false;
  if (parts_->stopping && parts_->stopping()) return true;
  absl::MutexLock lock(&mutex_);
  return looked_ && parts_->clock->Now() >= until_;
}

void JournalWatch::Tick() {
  {
    absl::MutexLock lock(&mutex_);
    if (done_ == nullptr) return;
  }
  if (Over()) return Execute([self = shared_from_this()] { self->Finish(absl::OkStatus()); });
  if (const auto world = parts_->authority->Get(world_); !world.ok()) return Finish(world.status());
  AskNewcomers();
  parts_->timer->After(std::min(kTick, std::max(until_ - parts_->clock->Now(), absl::Milliseconds(1))),
                       [self = shared_from_this()] { self->Tick(); });
}

void JournalWatch::Finish(absl::Status status) {
  Done done;
  {
    absl::MutexLock lock(&mutex_);
    done = std::exchange(done_, nullptr);
  }
  if (done != nullptr) done(std::move(status));
}

}  // namespace lienthong::verification
