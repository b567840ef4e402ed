#include "services/base/authority/remote_authority.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/handlers.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

constexpr char kRemoteService[] = "lienthong.control.v1.AuthorityService/";
constexpr int kQuickTries = 20;
constexpr int kTries = 60;
constexpr absl::Duration kPause = absl::Milliseconds(100);

template <class Response>
absl::StatusOr<Response> Parse(const host::RawAnswer& answer) {
  return host::CallAnswer{answer.status, answer.body}.As<Response>();
}

template <class Response>
absl::StatusOr<host::Moment> MomentOf(const host::RawAnswer& answer) {
  const auto response = Parse<Response>(answer);
  if (!response.ok()) return response.status();
  return host::Moment{FromProto(response->now()), response->step(), response->path(), response->world_version()};
}

}  // namespace

void RemoteAuthority::Send(const std::string& method, std::string body, host::AnswerCallback done, int tries) const {
  control::v1::Cause cause;
  cause.set_caller("agency");
  host::RawCall call;
  call.method = kRemoteService + method;
  call.metadata = {{host::kNowHeader, host::SignCause(key_, cause)}};
  call.body = body;
  call.timeout = absl::Minutes(2);  // a turn may have to be waited for
  auto shared = std::make_shared<host::AnswerCallback>(std::move(done));
  transport_->Call("control", std::move(call), [this, method, body = std::move(body), shared, tries](auto answer) {
    if (!host::IsWireFailure(answer) || tries >= kTries) return (*shared)(std::move(answer));
    auto again = [this, method, body, shared, tries] { Send(method, body, std::move(*shared), tries + 1); };
    if (tries < kQuickTries || timer_ == nullptr) return again();
    timer_->After(kPause, again);
  });
}

void RemoteAuthority::Enter(const std::string& world, const std::string& agency, const std::string& call_id,
                            const std::string& flight_path,
                            absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) {
  control::v1::EnterRequest request;
  request.set_world(world);
  request.set_agency(agency);
  request.set_call_id(call_id);
  request.set_flight_path(flight_path);
  Send("Enter", request.SerializeAsString(), [done = std::move(done)](const host::RawAnswer& answer) mutable {
    done(MomentOf<control::v1::EnterResponse>(answer));
  });
}

void RemoteAuthority::Leave(const std::string& world, const std::string& agency, const std::string& call_id,
                            int64_t step, const host::LeastRow& least, bool unused,
                            absl::AnyInvocable<void(absl::Status)> done) {
  control::v1::LeaveRequest request;
  request.set_world(world);
  request.set_agency(agency);
  request.set_call_id(call_id);
  request.set_step(step);
  request.set_replay(unused);
  request.set_next_key(least.key);
  if (!least.key.empty()) *request.mutable_next_due() = ToProto(least.due);
  Send("Leave", request.SerializeAsString(),
       [done = std::move(done)](const host::RawAnswer& answer) mutable { done(answer.status); });
}

void RemoteAuthority::Stamp(const std::string& world, const std::string& caller,
                            absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) {
  control::v1::StampRequest request;
  request.set_world(world);
  request.set_caller(caller);
  request.set_call_id(absl::StrCat(absl::WebSafeBase64Escape(token_), "-", ++stamps_));
  Send("Stamp", request.SerializeAsString(), [done = std::move(done)](const host::RawAnswer& answer) mutable {
    done(MomentOf<control::v1::StampResponse>(answer));
  });
}

void RemoteAuthority::OpenWorld(
    const std::string& world, const std::string& agency, const host::Life& life,
    absl::AnyInvocable<void(absl::StatusOr<std::shared_ptr<const control::v1::World>>)> done) {
  control::v1::OpenWorldRequest request;
  request.set_world(world);
  request.set_agency(agency);
  request.set_incarnation(life.incarnation);
  request.set_store_id(life.store_id);
  Send("OpenWorld", request.SerializeAsString(), [done = std::move(done)](const host::RawAnswer& answer) mutable {
    auto response = Parse<control::v1::OpenWorldResponse>(answer);
    if (!response.ok()) return done(response.status());
    done(std::make_shared<const control::v1::World>(std::move(*response->mutable_world())));
  });
}

}  // namespace lienthong::authority
