#include "services/population/population_agency.h"

#include <utility>

#include "services/base/host/binder.h"
#include "services/population/population_requests.h"
#include "services/population/population_service.h"
#include "services/population/purposes.h"

namespace lienthong::population {
namespace {

using Binder = host::Binder<PopulationService>;

// The office that records births and asks for the newborn's number.
constexpr char kCivilRegistry[] = "civil_registry";

void BindReads(const Binder& bind) {
  bind("LookUpPerson", &PopulationService::LookUpPerson, ValidateLookUpPerson);
  bind("VerifyPerson", &PopulationService::VerifyPerson, ValidateVerifyPerson);
  bind("CheckPersonalNumber", &PopulationService::CheckPersonalNumber, ValidateCheckPersonalNumber);
  bind("GetPerson", &PopulationService::GetPerson, ValidateGetPerson);
  bind("ListPersons", &PopulationService::ListPersons, ValidateListPersons);
  bind("GetHousehold", &PopulationService::GetHousehold, ValidateGetHousehold);
}

void BindWrites(const Binder& bind) {
  bind("SetPersonLock", &PopulationService::SetPersonLock, ValidateSetPersonLock);
  bind("IssuePersonalNumber", &PopulationService::IssuePersonalNumber, ValidateIssuePersonalNumber);
  bind("SubmitResidenceApplication", &PopulationService::SubmitResidenceApplication, ValidateSubmitResidence);
}

template <class Persons>
void PruneAll(const CallContext& context, Persons* persons) {
  for (v1::Person& person : *persons) Prune(GroupsOf(context), person);
}

template <class Response>
void PruneDifferences(const CallContext& context, Response& response) {
  if (!(GroupsOf(context) & kDifferences)) response.clear_differing_fields();
}

void BindPurposes(const Binder& bind, host::Handlers& handlers) {
  handlers.Prune<v1::LookUpPersonRequest, v1::LookUpPersonResponse>(
      bind.Method("LookUpPerson"), [](const CallContext& context, const auto&, v1::LookUpPersonResponse& response) {
        PruneAll(context, response.mutable_persons());
        PruneDifferences(context, response);
      });
  handlers.Prune<v1::VerifyPersonRequest, v1::VerifyPersonResponse>(
      bind.Method("VerifyPerson"), [](const CallContext& context, const auto&, v1::VerifyPersonResponse& response) {
        PruneDifferences(context, response);
      });
  handlers.Prune<v1::GetPersonRequest, v1::GetPersonResponse>(
      bind.Method("GetPerson"), [](const CallContext& context, const auto&, v1::GetPersonResponse& response) {
        Prune(GroupsOf(context), *response.mutable_person());
      });
  handlers.Prune<v1::ListPersonsRequest, v1::ListPersonsResponse>(
      bind.Method("ListPersons"), [](const CallContext& context, const auto&, v1::ListPersonsResponse& response) {
        PruneAll(context, response.mutable_persons());
      });
  handlers.Prune<v1::GetHouseholdRequest, v1::GetHouseholdResponse>(
      bind.Method("GetHousehold"), [](const CallContext& context, const auto&, v1::GetHouseholdResponse& response) {
        Prune(GroupsOf(context), *response.mutable_household());
      });
}

}  // namespace

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  const auto service = std::make_shared<PopulationService>(std::move(nation));
  const Binder bind(handlers, "lienthong.population.v1.PopulationService", service);
  BindReads(bind);
  BindWrites(bind);
  handlers.Restrict(bind.Method("IssuePersonalNumber"), {kCivilRegistry});
  BindPurposes(bind, handlers);
  service->desk().Register(handlers);
}

}  // namespace lienthong::population
