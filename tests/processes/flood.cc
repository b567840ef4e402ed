#include "tests/processes/flood.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "services/base/error/error.h"
#include "tests/processes/town_client.h"

namespace lienthong::testing {
namespace {

class Flooding {
 public:
  Flooding(host::Transport& transport, const FloodOptions& options)
      : transport_(transport), options_(options), until_(absl::Now() + options.time) {}

  FloodResult Run() {
    const absl::Time begun = absl::Now();
    running_ = options_.in_flight;
    for (int i = 0; i < options_.in_flight; ++i) Next();
    done_.WaitForNotification();
    absl::MutexLock lock(&mutex_);
    result_.took = absl::Now() - begun;
    return result_;
  }

 private:
  void Next() {
    const int64_t n = ++asked_;
    if (absl::Now() >= until_ || n > options_.most_calls) {
      if (--running_ == 0) done_.Notify();
      return;
    }
    transport_.Call(options_.to, options_.call(), [this, sent = absl::Now()](const host::RawAnswer& answer) {
      Count(answer.status, absl::Now() - sent);
      Next();
    });
  }

  void Count(const absl::Status& status, absl::Duration took) {
    absl::MutexLock lock(&mutex_);
    ++result_.answered;
    if (status.ok()) {
      ++result_.accepted;
      result_.slowest_accepted = std::max(result_.slowest_accepted, took);
    } else if (status.code() == absl::StatusCode::kResourceExhausted && ReasonOf(status) == Reason::OVERLOADED) {
      ++result_.refused;
      result_.slowest_refused = std::max(result_.slowest_refused, took);
      if (!RetryAfterOf(status) || ErrorInfoOf(status)->metadata().count("limit") == 0) ++result_.refused_badly;
    } else if (result_.failed++ == 0) {
      result_.first_failure = status.ToString();
    }
  }

  host::Transport& transport_;
  const FloodOptions& options_;
  const absl::Time until_;
  std::atomic<int64_t> asked_{0};
  std::atomic<int> running_{0};
  absl::Notification done_;
  absl::Mutex mutex_;
  FloodResult result_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

host::RawCall RepeatedNotice() {
  health::v1::IssueBirthNotificationRequest request = TownClient::Birth().notification;
  request.set_request_id("flood");
  host::RawCall call;
  call.method = "lienthong.health.v1.HealthService/IssueBirthNotification";
  call.metadata = {{host::kWorldHeader, "flood"}};
  call.body = request.SerializeAsString();
  call.timeout = absl::Seconds(60);
  return call;
}

FloodResult Flood(host::Transport& transport, const FloodOptions& options) {
  return Flooding(transport, options).Run();
}

}  // namespace lienthong::testing
