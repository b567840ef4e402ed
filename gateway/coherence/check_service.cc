#include "gateway/coherence/check_service.h"

#include <algorithm>
#include <utility>

#include "gateway/coherence/verdict.h"
#include "gateway/coherence/world_reading.h"
#include "lienthong/control/v1/check_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/identity/world_nation.h"
#include "services/base/world/times.h"

namespace lienthong::coherence {
namespace {

using control::v1::CheckWorldRequest;
using control::v1::CheckWorldResponse;

constexpr char kCheckWorld[] = "lienthong.control.v1.CheckService/CheckWorld";
constexpr absl::Duration kLongestWait = absl::Minutes(10);
// Between two looks at a world that isn't quiet.
constexpr absl::Duration kPause = absl::Milliseconds(250);

using Reply = std::function<void(absl::StatusOr<CheckWorldResponse>)>;

// One call: looks, and looks again while something is in flight and there is time. Keeps itself alive.
class Check : public std::enable_shared_from_this<Check> {
 public:
  Check(std::shared_ptr<const CheckParts> parts, CheckWorldRequest request, Reply reply)
      : parts_(std::move(parts)),
        request_(std::move(request)),
        reply_(std::move(reply)),
        until_(parts_->clock->Now() + std::min(FromProto(request_.wait()), kLongestWait)) {}

  void Look() {
    const auto done = [self = shared_from_this()](absl::StatusOr<Reading> reading) {
      if (!reading.ok()) return self->reply_(reading.status());
      auto shared = std::make_shared<Reading>(*std::move(reading));
      self->Execute([self, shared] { self->Judged(*shared); });
    };
    std::make_shared<WorldReading>(*parts_->authority, request_.world(), done)->Start();
  }

 private:
  void Execute(std::function<void()> work) const { parts_->executor ? parts_->executor(std::move(work)) : work(); }

  void Judged(Reading& reading) {
    Open(reading);
    reading.ledger.nation = &parts_->nation->In(PinModeOf(reading.ledger.world));
    const int most = request_.max_per_invariant() == 0 ? kToldPerInvariant : request_.max_per_invariant();
    CheckWorldResponse response = Judge(reading.ledger, reading.moving, most);
    *response.mutable_offices() = {reading.offices.begin(), reading.offices.end()};
    if (response.quiet() || parts_->timer == nullptr || parts_->clock->Now() >= until_) {
      return reply_(std::move(response));
    }
    parts_->timer->After(kPause, [self = shared_from_this()] { self->Look(); });
  }

  const std::shared_ptr<const CheckParts> parts_;
  const CheckWorldRequest request_;
  const Reply reply_;
  const absl::Time until_;
};

absl::Status Validate(const CheckWorldRequest& request) {
  if (request.world().empty()) return InvalidField("world", "name the world to check");
  if (request.max_per_invariant() < 0) return InvalidField("max_per_invariant", "it must not be negative");
  if (FromProto(request.wait()) < absl::ZeroDuration()) return InvalidField("wait", "it must not be negative");
  return absl::OkStatus();
}

}  // namespace

void RegisterCheckService(CheckParts parts, host::Handlers& handlers) {
  const auto shared = std::make_shared<const CheckParts>(std::move(parts));
  handlers.SystemUnary<CheckWorldRequest, CheckWorldResponse>(
      kCheckWorld, [shared](const CheckWorldRequest& request, Reply reply) {
        if (const absl::Status status = Validate(request); !status.ok()) return reply(status);
        std::make_shared<Check>(shared, request, std::move(reply))->Look();
      });
}

}  // namespace lienthong::coherence
