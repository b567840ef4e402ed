#include "services/base/host/world_part.h"

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

LeastRow WorldPart::Least() const {
  LeastRow least;
  if (auto key = agenda::LeastKey(*space_->Read())) {
    least.due = agenda::DueOf(*key);
    least.key = *std::move(key);
  }
  return least;
}

bool WorldPart::Admit(int64_t step, int64_t* seen) {
  absl::MutexLock lock(&mutex_);
  *seen = step_seen_;
  if (step < step_seen_) return false;
  step_seen_ = step;
  return true;
}

bool WorldPart::RepeatCall(const std::string& path, RawAnswer* answer) const {
  absl::MutexLock lock(&mutex_);
  if (path.empty() || path != last_call_path_) return false;
  *answer = last_call_;
  return true;
}

void WorldPart::RememberCall(const std::string& path, const RawAnswer& answer) {
  absl::MutexLock lock(&mutex_);
  last_call_path_ = path;
  last_call_ = answer;
}

bool WorldPart::RepeatRun(int64_t step, control::v1::RunResponse* response) const {
  absl::MutexLock lock(&mutex_);
  if (step != last_run_step_) return false;
  *response = last_run_;
  return true;
}

void WorldPart::RememberRun(int64_t step, const control::v1::RunResponse& response) {
  absl::MutexLock lock(&mutex_);
  last_run_step_ = step;
  last_run_ = response;
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

bool WorldPart::Claim(const std::string& owner, size_t limit) {
  absl::MutexLock lock(&mutex_);
  return running_.size() < limit && running_.insert(owner).second;
}

void WorldPart::Release(const std::string& owner) {
  absl::MutexLock lock(&mutex_);
  running_.erase(owner);
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
