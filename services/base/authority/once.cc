#include "services/base/authority/once.h"

#include "services/base/error/error.h"

namespace lienthong::authority {

void Once::Run(const std::string& method, const std::string& request_id, const std::string& fingerprint, Done done,
               std::function<void(Done)> work) {
  if (request_id.empty()) {
    return done(absl::Status(Error(absl::StatusCode::kInvalidArgument, Reason::REQUEST_ID_MISSING)
                                 .Violation("request_id", "Send a unique id.")));
  }
  const std::string key = method + "\n" + request_id;
  Answer known = std::string();
  bool first = false;
  {
    absl::MutexLock lock(&mutex_);
    auto [it, inserted] = calls_.try_emplace(key, Call{fingerprint, false, "", {}});
    first = inserted;
    Call& call = it->second;
    if (!inserted && call.fingerprint != fingerprint) {
      known = absl::Status(
          Error(absl::StatusCode::kAlreadyExists, Reason::REQUEST_ID_REUSED).With("request_id", request_id));
    } else if (!call.answered) {
      call.waiting.push_back(std::move(done));
      done = nullptr;
    } else {
      known = call.answer;
    }
  }
  if (first) return work([this, key](const Answer& answer) { Finish(key, answer); });
  if (done != nullptr) done(std::move(known));
}

void Once::Finish(const std::string& key, const Answer& answer) {
  std::vector<Done> waiting;
  {
    absl::MutexLock lock(&mutex_);
    Call& call = calls_[key];
    waiting.swap(call.waiting);
    if (answer.ok()) {
      call.answered = true;
      call.answer = *answer;
      order_.push_back(key);
      if (order_.size() > kRemembered) {
        calls_.erase(order_.front());
        order_.pop_front();
      }
    } else {
      calls_.erase(key);  // a failure may be tried again
    }
  }
  for (Done& done : waiting) done(answer);
}

}  // namespace lienthong::authority
