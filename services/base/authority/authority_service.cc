// AuthorityService: the authority's half of RemoteAuthority.
#include "lienthong/control/v1/agenda_service.pb.h"
#include "services/base/authority/control_service.h"
#include "services/base/host/signed_method.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

using namespace control::v1;  // NOLINT: five message pairs follow

constexpr char kAuthorityService[] = "lienthong.control.v1.AuthorityService/";
template <class Response>
Response MomentProto(const host::Moment& moment) {
  Response response;
  *response.mutable_now() = ToProto(moment.now);
  response.set_step(moment.step);
  response.set_path(moment.path);
  response.set_world_version(moment.world_version);
  return response;
}

void Enter(Authority& authority, Timer* timer, absl::Duration lease, const EnterRequest& request,
           const std::function<void(absl::StatusOr<EnterResponse>)>& done) {
  authority.Enter(request.world(), request.agency(), request.call_id(), request.flight_path(),
                  [&authority, timer, lease, request, done](absl::StatusOr<host::Moment> moment) {
                    if (!moment.ok()) return done(moment.status());
                    const auto expire = [&authority, world = request.world(), call_id = request.call_id()] {
                      authority.ExpireTurn(world, call_id);
                    };
                    if (timer != nullptr) timer->After(lease, expire);
                    done(MomentProto<EnterResponse>(*moment));
                  });
}

void Leave(Authority& authority, const LeaveRequest& request,
           const std::function<void(absl::StatusOr<LeaveResponse>)>& done) {
  host::LeastRow least;
  if (!request.next_key().empty()) least = {request.next_key(), FromProto(request.next_due())};
  authority.Leave(request.world(), request.agency(), request.call_id(), request.step(), least, request.replay(),
                  [done](const absl::Status& status) { status.ok() ? done(LeaveResponse()) : done(status); });
}

void OpenWorld(Authority& authority, const OpenWorldRequest& request,
               const std::function<void(absl::StatusOr<OpenWorldResponse>)>& done) {
  authority.OpenWorld(request.world(), request.agency(), {request.incarnation(), request.store_id()},
                      [done](absl::StatusOr<std::shared_ptr<const World>> world) {
                        if (!world.ok()) return done(world.status());
                        OpenWorldResponse response;
                        *response.mutable_world() = **world;
                        done(std::move(response));
                      });
}

AnnounceResponse Announce(Authority& authority, const AnnounceRequest& request) {
  AnnounceResponse response;
  for (DirectoryEntry& entry : authority.Announce(request.entry())) *response.add_entries() = std::move(entry);
  response.set_cluster_key(authority.key().ToBytes());
  for (std::string& world : authority.DurableWorldsOf(request.entry().name())) {
    response.add_durable_worlds(std::move(world));
  }
  return response;
}

}  // namespace

void RegisterAuthorityService(Authority& authority, host::Handlers& handlers, Timer* timer, absl::Duration lease) {
  const host::ClusterKey& key = authority.key();
  const std::string service = kAuthorityService;
  host::SignedUnary<EnterRequest, EnterResponse>(
      handlers, key, service + "Enter",
      [&authority, timer, lease](const auto& request, auto done) { Enter(authority, timer, lease, request, done); });
  host::SignedUnary<LeaveRequest, LeaveResponse>(
      handlers, key, service + "Leave",
      [&authority](const auto& request, auto done) { Leave(authority, request, done); });
  host::SignedUnary<StampRequest, StampResponse>(
      handlers, key, service + "Stamp", [&authority](const auto& request, auto done) {
        authority.Stamp(request.world(), request.caller(), request.call_id(),
                        [done](absl::StatusOr<host::Moment> moment) {
                          moment.ok() ? done(MomentProto<StampResponse>(*moment)) : done(moment.status());
                        });
      });
  host::SignedUnary<OpenWorldRequest, OpenWorldResponse>(
      handlers, key, service + "OpenWorld",
      [&authority](const auto& request, auto done) { OpenWorld(authority, request, done); });
  // A process that starts has no key yet: announcing itself is how it gets one.
  handlers.SystemUnary<AnnounceRequest, AnnounceResponse>(
      service + "Announce", [&authority](const auto& request, auto done) { done(Announce(authority, request)); },
      host::Handlers::Openness::kMachinery);
}

}  // namespace lienthong::authority
