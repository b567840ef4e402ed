#include "services/base/authority/control_service.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "seeds/calendar/working_calendar.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/authority/control_calls.h"
#include "services/base/authority/mock_service.h"
#include "services/base/authority/world_journal.h"
#include "services/base/error/error.h"
#include "services/base/identity/world_nation.h"
#include "services/base/status.h"
#include "services/base/store/page.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

using namespace control::v1;  // NOLINT: fourteen message pairs follow

constexpr char kControlService[] = "lienthong.control.v1.ControlService/";
// until_idle stops here: a world that pays pensions is never idle.
constexpr absl::Duration kIdleHorizon = absl::Hours(24 * 366 * 5);

template <class Request, class Response>
void Read(host::Handlers& handlers, const std::string& method,
          std::function<void(const Request&, Reply<Response>)> handler) {
  handlers.SystemUnary<Request, Response>(kControlService + method, std::move(handler));
}

// A write: once per request_id.
template <class Request, class Response>
void Write(Authority& authority, host::Handlers& handlers, const std::string& method,
           std::function<void(const Request&, Reply<Response>)> handler) {
  RegisterWrite<Request, Response>(authority, handlers, kControlService + method, std::move(handler));
}

// Wraps a World into the response that carries one.
template <class Response>
std::function<void(absl::StatusOr<World>)> GiveWorld(Reply<Response> reply) {
  return [reply = std::move(reply)](absl::StatusOr<World> world) {
    if (!world.ok()) return reply(world.status());
    Response response;
    *response.mutable_world() = *std::move(world);
    reply(std::move(response));
  };
}

template <class Response>
std::function<void(absl::StatusOr<Clock>)> GiveClock(Reply<Response> reply) {
  return [reply = std::move(reply)](absl::StatusOr<Clock> clock) {
    if (!clock.ok()) return reply(clock.status());
    Response response;
    *response.mutable_clock() = *std::move(clock);
    reply(std::move(response));
  };
}

absl::Status CheckPolicy(const OfficerPolicy& policy, const std::string& field) {
  if (policy.agency().empty()) return InvalidField(field + ".agency", "name an agency, or \"*\" for all");
  if (policy.working_hours() < 0) return InvalidField(field + ".working_hours", "it must not be negative");
  if (policy.mode() == OFFICER_MODE_SCRIPTED && policy.script().empty()) {
    return InvalidField(field + ".script", "a scripted officer needs at least one line");
  }
  for (int i = 0; i < policy.script_size(); ++i) {
    const auto& line = policy.script(i);
    if (line.action() == applications::v1::OFFICER_ACTION_UNSPECIFIED) {
      return InvalidField(absl::StrCat(field, ".script[", i, "].action"), "say what the officer does");
    }
    if (line.after_working_hours() < 0) {
      return InvalidField(absl::StrCat(field, ".script[", i, "].after_working_hours"), "it must not be negative");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckOfficers(const google::protobuf::RepeatedPtrField<OfficerPolicy>& officers,
                           const std::string& field) {
  for (int i = 0; i < officers.size(); ++i) {
    RETURN_IF_ERROR(CheckPolicy(officers[i], absl::StrCat(field, "[", i, "]")));
  }
  return absl::OkStatus();
}

// A misspelt agency would be a policy that never matches.
absl::Status CheckAgencies(const google::protobuf::RepeatedPtrField<OfficerPolicy>& officers,
                           const std::vector<DirectoryEntry>& directory) {
  for (const OfficerPolicy& policy : officers) {
    const auto is_meant = [&policy](const DirectoryEntry& entry) { return entry.name() == policy.agency(); };
    if (policy.agency() != "*" && std::none_of(directory.begin(), directory.end(), is_meant)) {
      return AgencyUnknown(policy.agency());
    }
  }
  return absl::OkStatus();
}

ListWorldsResponse PageOf(std::vector<World> worlds, int size, const std::string& after) {
  ListWorldsResponse response;
  for (World& world : worlds) {
    if (!after.empty() && world.name() <= after) continue;
    if (response.worlds_size() == size) {
      response.set_next_page_token(store::PageToken("worlds", response.worlds(size - 1).name()));
      break;
    }
    *response.add_worlds() = std::move(world);
  }
  return response;
}

absl::StatusOr<ListWorldsResponse> ListWorlds(Authority& authority, const ListWorldsRequest& request) {
  ASSIGN_OR_RETURN(const int size, store::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, store::LastKey("worlds", request.page_token()));
  return PageOf(authority.List(), size, after);
}

// Same time of day, n working days later.
absl::Time PlusWorkingDays(absl::Time now, int days) {
  const absl::CivilSecond civil = absl::ToCivilSecond(now, HanoiZone());
  const auto day = seeds::WorkingCalendar::Default().AddWorkingDays(absl::CivilDay(civil), days);
  if (!day.ok()) return absl::InfinitePast();
  return absl::FromCivil(
      absl::CivilSecond(day->year(), day->month(), day->day(), civil.hour(), civil.minute(), civil.second()),
      HanoiZone());
}

absl::Status CheckAdvance(const AdvanceClockRequest& request) {
  const int given = request.has_by() + request.has_to() + (request.working_days() != 0) + request.until_idle();
  if (given != 1) return InvalidField("by", "give exactly one of by, to, working_days and until_idle");
  if (FromProto(request.by()) < absl::ZeroDuration()) return InvalidField("by", "time only moves forward");
  if (request.working_days() < 0) return InvalidField("working_days", "time only moves forward");
  return absl::OkStatus();
}

void Advance(Authority& authority, const AdvanceClockRequest& request, const Reply<AdvanceClockResponse>& reply) {
  if (const absl::Status status = CheckAdvance(request); !status.ok()) return reply(status);
  const auto target = [request](absl::Time now) {
    if (request.has_by()) return now + FromProto(request.by());
    if (request.has_to()) return FromProto(request.to());
    if (request.until_idle()) return now + kIdleHorizon;
    return PlusWorkingDays(now, request.working_days());
  };
  authority.Advance(request.world(), target, request.until_idle(), [reply](auto advanced) {
    if (!advanced.ok()) return reply(advanced.status());
    AdvanceClockResponse response;
    *response.mutable_clock() = advanced->clock;
    response.set_executed(advanced->executed);
    response.set_complete(advanced->complete);
    reply(std::move(response));
  });
}

void RegisterWorlds(Authority& authority, host::Handlers& handlers) {
  Write<CreateWorldRequest, CreateWorldResponse>(authority, handlers, "CreateWorld", [&](const auto& request, auto reply) {
    absl::Status status = CheckOfficers(request.world().officers(), "world.officers");
    status.Update(CheckDefects("world.defects", request.world().defects()));
    World world = request.world();
    status.Update(SettleRules(authority.directory(), "world.", world));
    if (!status.ok()) return reply(status);
    authority.Create(std::move(world), GiveWorld<CreateWorldResponse>(reply));
  });
  Write<ForkWorldRequest, ForkWorldResponse>(authority, handlers, "ForkWorld", [&](const auto& request, auto reply) {
    authority.Fork(request.source(), request.name(), FromProto(request.ttl()), GiveWorld<ForkWorldResponse>(reply));
  });
  Read<GetWorldRequest, GetWorldResponse>(handlers, "GetWorld", [&](const auto& request, auto reply) {
    GiveWorld<GetWorldResponse>(reply)(authority.Get(request.world()));
  });
  Read<ListWorldsRequest, ListWorldsResponse>(
      handlers, "ListWorlds", [&](const auto& request, auto reply) { reply(ListWorlds(authority, request)); });
  Write<ResetWorldRequest, ResetWorldResponse>(authority, handlers, "ResetWorld", [&](const auto& request, auto reply) {
    authority.Reset(request.world(), GiveWorld<ResetWorldResponse>(reply));
  });
  Write<DeleteWorldRequest, DeleteWorldResponse>(authority, handlers, "DeleteWorld", [&](const auto& request, auto reply) {
    authority.Delete(request.world(), [reply](const absl::Status& status) {
      status.ok() ? reply(DeleteWorldResponse()) : reply(status);
    });
  });
  Write<SetOfficersRequest, SetOfficersResponse>(authority, handlers, "SetOfficers", [&](const auto& request, auto reply) {
    const auto change = [request, directory = authority.directory()](World& world) -> absl::Status {
      RETURN_IF_ERROR(CheckOfficers(request.officers(), "officers"));
      RETURN_IF_ERROR(CheckAgencies(request.officers(), directory));
      *world.mutable_officers() = request.officers();
      return absl::OkStatus();
    };
    authority.Change(request.world(), change, GiveWorld<SetOfficersResponse>(reply));
  });
}

void RegisterClocks(Authority& authority, host::Handlers& handlers) {
  Read<GetClockRequest, GetClockResponse>(handlers, "GetClock", [&](const auto& request, auto reply) {
    GiveClock<GetClockResponse>(reply)(authority.GetClock(request.world()));
  });
  Write<SetClockRequest, SetClockResponse>(authority, handlers, "SetClock", [&](const auto& request, auto reply) {
    absl::optional<absl::Time> now;
    if (request.has_now()) now = FromProto(request.now());
    authority.SetClock(request.world(), request.mode(), now, GiveClock<SetClockResponse>(reply));
  });
  Write<FreezeClockRequest, FreezeClockResponse>(authority, handlers, "FreezeClock", [&](const auto& request, auto reply) {
    authority.SetClock(request.world(), CLOCK_MODE_MANUAL, absl::nullopt, GiveClock<FreezeClockResponse>(reply));
  });
  Write<AdvanceClockRequest, AdvanceClockResponse>(
      authority, handlers, "AdvanceClock", [&](const auto& request, auto reply) { Advance(authority, request, reply); });
}

}  // namespace

void RegisterControlService(Authority& authority, host::Handlers& handlers) {
  RegisterWorlds(authority, handlers);
  RegisterClocks(authority, handlers);
  RegisterMockService(authority, handlers);
  Read<ListJournalRequest, ListJournalResponse>(
      handlers, "ListJournal", [&](const auto& request, auto reply) { ListJournal(authority, request, reply); });
  Read<DescribeWorldRequest, DescribeWorldResponse>(
      handlers, "DescribeWorld", [&](const auto& request, auto reply) { DescribeWorld(authority, request, reply); });
  Read<ListAgenciesRequest, ListAgenciesResponse>(handlers, "ListAgencies", [&](const auto&, auto reply) {
    ListAgenciesResponse response;
    for (DirectoryEntry& entry : authority.directory()) *response.add_agencies() = std::move(entry);
    reply(std::move(response));
  });
}

}  // namespace lienthong::authority
