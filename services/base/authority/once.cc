#include "services/base/authority/once.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/error/error.h"

namespace lienthong::authority {
namespace {

std::string KeyOf(const std::string& method, const std::string& request_id) {
  return absl::StrCat(method, "\n", request_id);
}

}  // namespace

Once::Once(WorldRecords* records) : records_(records) {
  if (records_ == nullptr) return;
  absl::MutexLock lock(&mutex_);
  for (control::v1::StoredAnswer& kept : records_->Answers()) {
    last_ = kept.number();
    const std::string key = KeyOf(kept.method(), kept.request_id());
    calls_[key] = Known{std::move(*kept.mutable_request()), true, std::move(*kept.mutable_response()), {}};
    kept_.push_back({key, kept.number()});
  }
}

void Once::Run(const Call& asked, Done done, std::function<void(Done)> work) {
  if (asked.request_id.empty()) return done(RequestIdMissing());
  Answer known = std::string();
  bool first = false;
  {
    absl::MutexLock lock(&mutex_);
    auto [it, inserted] =
        calls_.try_emplace(KeyOf(asked.method, asked.request_id), Known{asked.request, false, "", {}});
    first = inserted;
    Known& call = it->second;
    if (!inserted && call.request != asked.request) {
      known = absl::Status(
          Error(absl::StatusCode::kAlreadyExists, Reason::REQUEST_ID_REUSED).With("request_id", asked.request_id));
    } else if (!call.answered) {
      call.waiting.push_back(std::move(done));
      done = nullptr;
    } else {
      known = call.answer;
    }
  }
  if (!first) {
    if (done != nullptr) done(std::move(known));
    return;
  }
  // A world that is deleted is durable before, one that is made afterwards.
  const bool before = records_ != nullptr && asked.durable();
  work([this, asked, before](const Answer& answer) {
    if (answer.ok() && records_ != nullptr && (before || asked.durable())) return Keep(asked, answer);
    Finish(KeyOf(asked.method, asked.request_id), 0, answer);
  });
}

// An answer that can't be kept is given all the same: its work is done.
void Once::Keep(const Call& call, const Answer& answer) {
  control::v1::StoredAnswer kept;
  int64_t forgotten;
  {
    absl::MutexLock lock(&mutex_);
    kept.set_number(++last_);
    forgotten = MakeRoom(kept_);
  }
  kept.set_method(call.method);
  kept.set_request_id(call.request_id);
  kept.set_request(call.request);
  kept.set_response(*answer);
  const std::string key = KeyOf(call.method, call.request_id);
  records_->Put(kept, forgotten, [this, key, number = kept.number(), answer](const absl::Status& status) {
    Finish(key, status.ok() ? number : 0, answer);
  });
}

int64_t Once::MakeRoom(std::deque<Remembered>& order) {
  if (order.size() < kRemembered) return 0;
  const int64_t number = order.front().number;
  calls_.erase(order.front().key);
  order.pop_front();
  return number;
}

void Once::Finish(const std::string& key, int64_t number, const Answer& answer) {
  std::vector<Done> waiting;
  {
    absl::MutexLock lock(&mutex_);
    Known& call = calls_[key];
    waiting.swap(call.waiting);
    if (answer.ok()) {
      call.answered = true;
      call.answer = *answer;
      if (number == 0) MakeRoom(order_);
      (number == 0 ? order_ : kept_).push_back({key, number});
    } else {
      calls_.erase(key);  // a failure may be tried again
    }
  }
  for (Done& done : waiting) done(answer);
}

}  // namespace lienthong::authority
