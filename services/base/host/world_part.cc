#include "services/base/host/world_part.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/world/agenda.h"

namespace lienthong::host {

std::shared_ptr<const WorldPart::World> WorldPart::record() const {
  absl::MutexLock lock(&mutex_);
  return record_;
}

void WorldPart::set_record(std::shared_ptr<const World> record) {
  absl::MutexLock lock(&mutex_);
  if (record->version() >= record_->version()) record_ = std::move(record);
}

std::shared_ptr<const mock::Rules> WorldPart::rules() const {
  std::shared_ptr<const World> record;
  {
    absl::MutexLock lock(&mutex_);
    if (record_->overrides().empty() && record_->faults().empty()) return nullptr;
    if (ruled_ == record_) return rules_;
    record = record_;
  }
  std::shared_ptr<const mock::Rules> rules = mock::Rules::Of(*record);
  absl::MutexLock lock(&mutex_);
  ruled_ = std::move(record);
  rules_ = rules;
  return rules;
}

LeastRow WorldPart::Least() const {
  LeastRow least;
  if (auto key = agenda::LeastKey(*space_->Read())) {
    least.due = agenda::DueOf(*key);
    least.key = *std::move(key);
  }
  return least;
}

absl::Status WorldPart::Admit(absl::Time now, int64_t step) {
  absl::MutexLock lock(&mutex_);
  if (step < step_seen_) {
    return Error(absl::StatusCode::kAborted, Reason::STEP_STALE)
        .With("step", absl::StrCat(step))
        .With("seen", absl::StrCat(step_seen_));
  }
  step_seen_ = step;
  now_seen_ = std::max(now_seen_, now);
  return absl::OkStatus();
}

absl::Time WorldPart::seen() const {
  absl::MutexLock lock(&mutex_);
  return now_seen_;
}

int64_t WorldPart::commits() const {
  absl::MutexLock lock(&mutex_);
  return commits_;
}

int64_t WorldPart::WakeAfter(int64_t seen, Waker wake) {
  {
    absl::MutexLock lock(&mutex_);
    if (commits_ <= seen) {
      wakers_.emplace_back(++tickets_, std::move(wake));
      return tickets_;
    }
  }
  wake();
  return 0;
}

void WorldPart::Forget(int64_t ticket) {
  absl::MutexLock lock(&mutex_);
  wakers_.remove_if([ticket](const auto& waker) { return waker.first == ticket; });
}

void WorldPart::Committed() {
  std::list<std::pair<int64_t, Waker>> woken;
  {
    absl::MutexLock lock(&mutex_);
    ++commits_;
    woken.swap(wakers_);
  }
  for (auto& [ticket, wake] : woken) wake();
}

bool WorldPart::Claim(const std::string& owner, int limit) {
  absl::MutexLock lock(&mutex_);
  if (record_->clock_mode() != control::v1::CLOCK_MODE_REAL || running_ >= limit) return false;
  if (!owners_.insert(owner).second) return false;
  ++running_;
  return true;
}

void WorldPart::Release(const std::string& owner) {
  {
    absl::MutexLock lock(&mutex_);
    owners_.erase(owner);
  }
  Vacate();
}

void WorldPart::Park() { Vacate(); }

void WorldPart::Unpark() {
  absl::MutexLock lock(&mutex_);
  ++running_;
}

void WorldPart::Vacate() {
  std::vector<std::function<void()>> idle;
  {
    absl::MutexLock lock(&mutex_);
    if (--running_ == 0) idle.swap(idle_);
  }
  for (const auto& call : idle) call();
}

void WorldPart::WhenIdle(std::function<void()> idle) {
  {
    absl::MutexLock lock(&mutex_);
    if (running_ > 0) {
      idle_.push_back(std::move(idle));
      return;
    }
  }
  idle();
}

void WorldPart::Retire() {
  retired_ = true;
  Committed();
}

bool WorldPart::Arm(absl::Time due) {
  absl::MutexLock lock(&mutex_);
  if (armed_ <= due) return false;
  armed_ = due;
  return true;
}

void WorldPart::Disarm() {
  absl::MutexLock lock(&mutex_);
  armed_ = absl::InfiniteFuture();
}

}  // namespace lienthong::host
