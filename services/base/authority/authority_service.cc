// AuthorityService: the authority's half of RemoteAuthority.
#include "lienthong/control/v1/agenda_service.pb.h"
#include "services/base/authority/control_service.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

using namespace control::v1;  // NOLINT: five message pairs follow

constexpr char kService[] = "lienthong.control.v1.AuthorityService/";
// A process that took a turn and fell silent holds the world up for this long.
constexpr absl::Duration kLease = absl::Seconds(60);

template <class Request, class Response>
void Register(host::Handlers& handlers, const host::ClusterKey& key, const std::string& method,
              std::function<void(const Request&, std::function<void(absl::StatusOr<Response>)>)> handler) {
  handlers.System(kService + method, [key, handler = std::move(handler)](host::RawCall call, host::AnswerCallback done) {
    const auto cause = host::VerifyCause(key, host::Find(call.metadata, host::kNowHeader));
    Request request;
    if (!cause.ok()) return done(host::RawAnswer{cause.status(), "", {}});
    if (!request.ParseFromString(call.body)) {
      return done(host::RawAnswer{host::CallAnswer::MalformedAnswer(call.method), "", {}});
    }
    auto shared = std::make_shared<host::AnswerCallback>(std::move(done));
    handler(request, [shared](absl::StatusOr<Response> response) {
      if (!response.ok()) return (*shared)(host::RawAnswer{response.status(), "", {}});
      (*shared)(host::RawAnswer{absl::OkStatus(), response->SerializeAsString(), {}});
    });
  });
}

template <class Response>
Response MomentProto(const host::Moment& moment) {
  Response response;
  *response.mutable_now() = ToProto(moment.now);
  response.set_step(moment.step);
  response.set_path(moment.path);
  response.set_world_version(moment.world_version);
  return response;
}

}  // namespace

void RegisterAuthorityService(Authority& authority, host::Handlers& handlers, Timer* timer) {
  const host::ClusterKey& key = authority.key();
  Register<EnterRequest, EnterResponse>(
      handlers, key, "Enter", [&authority, timer](const auto& request, auto done) {
        authority.Enter(request.world(), request.agency(), request.call_id(), request.flight_path(),
                        [&authority, timer, request, done](absl::StatusOr<host::Moment> moment) {
                          if (!moment.ok()) return done(moment.status());
                          if (timer != nullptr) {
                            timer->After(kLease, [&authority, request] {
                              authority.ExpireTurn(request.world(), request.call_id());
                            });
                          }
                          done(MomentProto<EnterResponse>(*moment));
                        });
      });
  Register<LeaveRequest, LeaveResponse>(handlers, key, "Leave", [&authority](const auto& request, auto done) {
    host::LeastRow least;
    if (!request.next_key().empty()) least = {request.next_key(), FromProto(request.next_due())};
    authority.Leave(request.world(), request.agency(), request.call_id(), request.step(), least, request.replay(),
                    [done](const absl::Status& status) { status.ok() ? done(LeaveResponse()) : done(status); });
  });
  Register<StampRequest, StampResponse>(handlers, key, "Stamp", [&authority](const auto& request, auto done) {
    authority.Stamp(request.world(), request.caller(), [done](absl::StatusOr<host::Moment> moment) {
      moment.ok() ? done(MomentProto<StampResponse>(*moment)) : done(moment.status());
    });
  });
  Register<OpenWorldRequest, OpenWorldResponse>(
      handlers, key, "OpenWorld", [&authority](const auto& request, auto done) {
        authority.OpenWorld(request.world(), request.agency(), request.incarnation(),
                            [done](absl::StatusOr<std::shared_ptr<const World>> world) {
                              if (!world.ok()) return done(world.status());
                              OpenWorldResponse response;
                              *response.mutable_world() = **world;
                              done(std::move(response));
                            });
      });
  // A process that starts has no key yet: announcing itself is how it gets one.
  handlers.SystemUnary<AnnounceRequest, AnnounceResponse>(
      std::string(kService) + "Announce", [&authority](const auto& request, auto done) {
        AnnounceResponse response;
        for (DirectoryEntry& entry : authority.Announce(request.entry())) *response.add_entries() = std::move(entry);
        response.set_cluster_key(authority.key().ToBytes());
        done(std::move(response));
      });
}

}  // namespace lienthong::authority
