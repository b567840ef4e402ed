#include "services/base/authority/mock_service.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/mock_service.pb.h"
#include "seeds/text/nearest.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/authority/control_calls.h"
#include "services/base/error/error.h"
#include "services/base/host/agency_name.h"
#include "services/base/mock/call_match.h"
#include "services/base/mock/fault_profiles.h"
#include "services/base/mock/rule_checks.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/mock/text_match.h"
#include "services/base/status.h"
#include "services/base/store/page.h"

namespace lienthong::authority {
namespace {

using namespace control::v1;  // NOLINT: eight message pairs follow
using google::protobuf::RepeatedPtrField;

constexpr char kMockService[] = "lienthong.control.v1.MockService/";

// What differs between the two kinds of rules.
template <class Rule>
struct Kind;

template <>
struct Kind<Override> {
  static constexpr char kName[] = "override";
  static constexpr char kField[] = "overrides";
  static constexpr int kMost = 10000;
  static absl::Status Check(const Override& rule, const std::string& field) { return mock::CheckOverride(rule, field); }
  static RepeatedPtrField<Override>& Of(World& world) { return *world.mutable_overrides(); }
  static const RepeatedPtrField<Override>& In(const PutOverridesRequest& request) { return request.overrides(); }
  static RepeatedPtrField<Override>* In(PutOverridesResponse& response) { return response.mutable_overrides(); }
  static void ClearOutput(Override& rule) { rule.clear_revision(); }
};

template <>
struct Kind<Fault> {
  static constexpr char kName[] = "fault";
  static constexpr char kField[] = "faults";
  static constexpr int kMost = 1000;
  static absl::Status Check(const Fault& rule, const std::string& field) { return mock::CheckFault(rule, field); }
  static RepeatedPtrField<Fault>& Of(World& world) { return *world.mutable_faults(); }
  static const RepeatedPtrField<Fault>& In(const PutFaultsRequest& request) { return request.faults(); }
  static RepeatedPtrField<Fault>* In(PutFaultsResponse& response) { return response.mutable_faults(); }
  static void ClearOutput(Fault& rule) {
    rule.clear_revision();
    rule.clear_profile();
  }
};

template <class Rule>
std::vector<std::string> NamesOf(const RepeatedPtrField<Rule>& rules) {
  std::vector<std::string> names;
  for (const Rule& rule : rules) names.push_back(rule.name());
  return names;
}

// Whether the agency, or one that a glob means, has one of the methods.
absl::Status CheckSeat(const std::vector<DirectoryEntry>& directory, const CallMatch& match, const std::string& field) {
  if (match.agency().empty() || directory.empty()) return absl::OkStatus();
  const std::string agency(host::AgencyOf(match.agency()));
  std::vector<std::string> names;
  std::set<std::string> services;
  bool known = false;
  for (const DirectoryEntry& entry : directory) {
    names.push_back(entry.name());
    if (!mock::GlobMatches(agency, host::AgencyOf(entry.name()))) continue;
    known = true;
    services.insert(entry.services().begin(), entry.services().end());
  }
  if (!known) return WithMetadata(AgencyUnknown(agency), "nearest", seeds::Nearest(agency, names));
  if (match.method().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto compiled, mock::CompiledMatch::Compile(match, field));
  const auto& methods = compiled.methods();
  if (std::any_of(methods.begin(), methods.end(),
                  [&](const auto* method) { return services.count(method->service()->full_name()) > 0; })) {
    return absl::OkStatus();
  }
  return mock::RuleCannotAct(absl::StrCat(field, ".method"), match.method(), "the agency has no such method");
}

template <class Rule>
absl::Status CheckAll(const std::vector<DirectoryEntry>& directory, const RepeatedPtrField<Rule>& rules,
                      const std::string& prefix) {
  if (rules.size() > Kind<Rule>::kMost) return mock::TooManyRules(Kind<Rule>::kName, Kind<Rule>::kMost);
  std::set<std::string> names;
  for (int i = 0; i < rules.size(); ++i) {
    const std::string field = absl::StrCat(prefix, Kind<Rule>::kField, "[", i, "]");
    RETURN_IF_ERROR(Kind<Rule>::Check(rules[i], field));
    RETURN_IF_ERROR(CheckSeat(directory, rules[i].match(), field + ".match"));
    if (!names.insert(rules[i].name()).second) return InvalidField(field + ".name", "it is named twice");
  }
  return absl::OkStatus();
}

// One of the same name is replaced where it stands.
template <class Rule>
absl::Status Put(const RepeatedPtrField<Rule>& rules, World& world) {
  RepeatedPtrField<Rule>& kept = Kind<Rule>::Of(world);
  for (const Rule& rule : rules) {
    auto place = std::find_if(kept.begin(), kept.end(), [&](const Rule& old) { return old.name() == rule.name(); });
    Rule& settled = place == kept.end() ? *kept.Add() : *place;
    settled = rule;
    settled.set_revision(world.version() + 1);
  }
  if (kept.size() > Kind<Rule>::kMost) return mock::TooManyRules(Kind<Rule>::kName, Kind<Rule>::kMost);
  return absl::OkStatus();
}

template <class Rule>
absl::Status Remove(const RepeatedPtrField<std::string>& names, bool all, World& world, int* removed) {
  RepeatedPtrField<Rule>& kept = Kind<Rule>::Of(world);
  if (all == !names.empty()) return InvalidField("names", "give either names or all");
  const std::vector<std::string> known = NamesOf(kept);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return mock::RuleUnknown(Kind<Rule>::kName, name, known);
    }
  }
  const auto wanted = [&](const Rule& rule) {
    return all || std::find(names.begin(), names.end(), rule.name()) != names.end();
  };
  const int before = kept.size();
  kept.erase(std::remove_if(kept.begin(), kept.end(), wanted), kept.end());
  *removed = before - kept.size();
  return absl::OkStatus();
}

// What the request named, as it stands in the world now.
template <class Rule>
void Give(const std::vector<std::string>& names, const RepeatedPtrField<Rule>& kept, RepeatedPtrField<Rule>* given) {
  for (const std::string& name : names) {
    for (const Rule& rule : kept) {
      if (rule.name() == name) *given->Add() = rule;
    }
  }
}

// A page of `all`; the token is the place of the last one.
template <class Message>
absl::Status FillPage(const char* kind, const RepeatedPtrField<Message>& all, int page_size, const std::string& token,
                      RepeatedPtrField<Message>* page, std::string* next) {
  ASSIGN_OR_RETURN(const int size, store::PageSize(page_size));
  ASSIGN_OR_RETURN(const std::string after, store::LastKey(kind, token));
  int first = 0;
  if (!after.empty() && (!absl::SimpleAtoi(after, &first) || first < 0)) first = all.size();
  for (int i = first; i < all.size() && i < first + size; ++i) *page->Add() = all[i];
  if (first + size < all.size()) *next = store::PageToken(kind, absl::StrCat(first + size));
  return absl::OkStatus();
}

template <class Rule, class Request, class Response>
void RegisterPut(Authority& authority, host::Handlers& handlers, const std::string& method) {
  RegisterWrite<Request, Response>(
      authority, handlers, kMockService + method, [&authority](const Request& request, Reply<Response> reply) {
        RepeatedPtrField<Rule> rules = Kind<Rule>::In(request);
        if (rules.empty()) return reply(InvalidField(Kind<Rule>::kField, "give at least one value"));
        if (const absl::Status fits = CheckAll(authority.directory(), rules, ""); !fits.ok()) return reply(fits);
        for (Rule& rule : rules) Kind<Rule>::ClearOutput(rule);
        const auto change = [rules](World& world) { return Put(rules, world); };
        authority.Change(request.world(), change, [names = NamesOf(rules), reply](absl::StatusOr<World> world) {
          if (!world.ok()) return reply(world.status());
          Response response;
          Give(names, Kind<Rule>::Of(*world), Kind<Rule>::In(response));
          reply(std::move(response));
        });
      });
}

template <class Rule, class Request, class Response>
void RegisterDelete(Authority& authority, host::Handlers& handlers, const std::string& method) {
  RegisterWrite<Request, Response>(
      authority, handlers, kMockService + method, [&authority](const Request& request, Reply<Response> reply) {
        const auto removed = std::make_shared<int>(0);
        const auto change = [request, removed](World& world) {
          return Remove<Rule>(request.names(), request.all(), world, removed.get());
        };
        authority.Change(request.world(), change, [removed, reply](const absl::StatusOr<World>& world) {
          if (!world.ok()) return reply(world.status());
          Response response;
          response.set_deleted(*removed);
          reply(std::move(response));
        });
      });
}

ListFaultProfilesResponse AllProfiles() {
  ListFaultProfilesResponse all;
  for (const FaultProfile& profile : mock::FaultProfiles()) *all.add_profiles() = profile;
  return all;
}

absl::StatusOr<ListOverridesResponse> ListOverrides(Authority& authority, const ListOverridesRequest& request) {
  ASSIGN_OR_RETURN(const World world, authority.Get(request.world()));
  ListOverridesResponse response;
  RETURN_IF_ERROR(FillPage("overrides", world.overrides(), request.page_size(), request.page_token(),
                           response.mutable_overrides(), response.mutable_next_page_token()));
  return response;
}

absl::StatusOr<ListFaultsResponse> ListFaults(Authority& authority, const ListFaultsRequest& request) {
  ASSIGN_OR_RETURN(const World world, authority.Get(request.world()));
  ListFaultsResponse response;
  RETURN_IF_ERROR(FillPage("faults", world.faults(), request.page_size(), request.page_token(),
                           response.mutable_faults(), response.mutable_next_page_token()));
  return response;
}

absl::StatusOr<ListFaultProfilesResponse> ListProfiles(const ListFaultProfilesRequest& request) {
  ListFaultProfilesResponse response;
  RETURN_IF_ERROR(FillPage("fault-profiles", AllProfiles().profiles(), request.page_size(), request.page_token(),
                           response.mutable_profiles(), response.mutable_next_page_token()));
  return response;
}

void ApplyProfile(Authority& authority, const ApplyFaultProfileRequest& request,
                  const Reply<ApplyFaultProfileResponse>& reply) {
  const auto profile = mock::FindFaultProfile(request.profile());
  if (!profile.ok()) return reply(profile.status());
  const RepeatedPtrField<Fault> faults = (*profile)->faults();
  const auto change = [faults](World& world) {
    auto& kept = *world.mutable_faults();
    kept.erase(std::remove_if(kept.begin(), kept.end(), [](const Fault& fault) { return !fault.profile().empty(); }),
               kept.end());
    return Put(faults, world);
  };
  authority.Change(request.world(), change, [names = NamesOf(faults), reply](const absl::StatusOr<World>& world) {
    if (!world.ok()) return reply(world.status());
    ApplyFaultProfileResponse response;
    Give(names, world->faults(), response.mutable_faults());
    reply(std::move(response));
  });
}

}  // namespace

void RegisterMockService(Authority& authority, host::Handlers& handlers) {
  RegisterPut<Override, PutOverridesRequest, PutOverridesResponse>(authority, handlers, "PutOverrides");
  RegisterPut<Fault, PutFaultsRequest, PutFaultsResponse>(authority, handlers, "PutFaults");
  RegisterDelete<Override, DeleteOverridesRequest, DeleteOverridesResponse>(authority, handlers, "DeleteOverrides");
  RegisterDelete<Fault, DeleteFaultsRequest, DeleteFaultsResponse>(authority, handlers, "DeleteFaults");
  handlers.SystemUnary<ListOverridesRequest, ListOverridesResponse>(
      std::string(kMockService) + "ListOverrides",
      [&authority](const auto& request, auto reply) { reply(ListOverrides(authority, request)); });
  handlers.SystemUnary<ListFaultsRequest, ListFaultsResponse>(
      std::string(kMockService) + "ListFaults",
      [&authority](const auto& request, auto reply) { reply(ListFaults(authority, request)); });
  handlers.SystemUnary<ListFaultProfilesRequest, ListFaultProfilesResponse>(
      std::string(kMockService) + "ListFaultProfiles",
      [](const auto& request, auto reply) { reply(ListProfiles(request)); });
  RegisterWrite<ApplyFaultProfileRequest, ApplyFaultProfileResponse>(
      authority, handlers, std::string(kMockService) + "ApplyFaultProfile",
      [&authority](const auto& request, auto reply) { ApplyProfile(authority, request, reply); });
}

absl::Status SettleRules(const std::vector<DirectoryEntry>& directory, const std::string& prefix, World& world) {
  RETURN_IF_ERROR(CheckAll(directory, world.overrides(), prefix));
  RETURN_IF_ERROR(CheckAll(directory, world.faults(), prefix));
  for (Override& rule : *world.mutable_overrides()) rule.set_revision(1);
  for (Fault& rule : *world.mutable_faults()) {
    rule.set_revision(1);
    rule.clear_profile();
  }
  return absl::OkStatus();
}

}  // namespace lienthong::authority
