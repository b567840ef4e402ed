#include "services/population/population_agency.h"

#include <string>
#include <utility>

#include "services/population/population_requests.h"
#include "services/population/population_service.h"
#include "services/population/purposes.h"

namespace lienthong::population {
namespace {

using Service = std::shared_ptr<PopulationService>;

// The office that records births and asks for the newborn's number.
constexpr char kCivilRegistry[] = "civil_registry";

std::string Method(const char* name) { return std::string("lienthong.population.v1.PopulationService/") + name; }

template <class Request, class Response>
void Bind(host::Handlers& handlers, const char* name, const Service& service,
          absl::StatusOr<Response> (PopulationService::*handle)(CallContext&, store::Txn&, const Request&) const,
          absl::Status (*validate)(const Request&)) {
  const auto handler = [service, handle](CallContext& context, store::Txn& txn, const Request& request) {
    return ((*service).*handle)(context, txn, request);
  };
  handlers.Unary<Request, Response>(Method(name), handler, validate);
}

void BindReads(host::Handlers& handlers, const Service& service) {
  Bind(handlers, "LookUpPerson", service, &PopulationService::LookUpPerson, ValidateLookUpPerson);
  Bind(handlers, "VerifyPerson", service, &PopulationService::VerifyPerson, ValidateVerifyPerson);
  Bind(handlers, "CheckPersonalNumber", service, &PopulationService::CheckPersonalNumber, ValidateCheckPersonalNumber);
  Bind(handlers, "GetPerson", service, &PopulationService::GetPerson, ValidateGetPerson);
  Bind(handlers, "ListPersons", service, &PopulationService::ListPersons, ValidateListPersons);
  Bind(handlers, "GetHousehold", service, &PopulationService::GetHousehold, ValidateGetHousehold);
}

void BindWrites(host::Handlers& handlers, const Service& service) {
  Bind(handlers, "SetPersonLock", service, &PopulationService::SetPersonLock, ValidateSetPersonLock);
  Bind(handlers, "IssuePersonalNumber", service, &PopulationService::IssuePersonalNumber, ValidateIssuePersonalNumber);
  handlers.Restrict(Method("IssuePersonalNumber"), {kCivilRegistry});
  Bind(handlers, "SubmitResidenceApplication", service, &PopulationService::SubmitResidenceApplication,
       ValidateSubmitResidence);
}

template <class Persons>
void PruneAll(const CallContext& context, Persons* persons) {
  for (v1::Person& person : *persons) Prune(GroupsOf(context), person);
}

template <class Response>
void PruneDifferences(const CallContext& context, Response& response) {
  if (!(GroupsOf(context) & kDifferences)) response.clear_differing_fields();
}

void BindPurposes(host::Handlers& handlers) {
  handlers.Prune<v1::LookUpPersonRequest, v1::LookUpPersonResponse>(
      Method("LookUpPerson"), [](const CallContext& context, const auto&, v1::LookUpPersonResponse& response) {
        PruneAll(context, response.mutable_persons());
        PruneDifferences(context, response);
      });
  handlers.Prune<v1::VerifyPersonRequest, v1::VerifyPersonResponse>(
      Method("VerifyPerson"), [](const CallContext& context, const auto&, v1::VerifyPersonResponse& response) {
        PruneDifferences(context, response);
      });
  handlers.Prune<v1::GetPersonRequest, v1::GetPersonResponse>(
      Method("GetPerson"), [](const CallContext& context, const auto&, v1::GetPersonResponse& response) {
        Prune(GroupsOf(context), *response.mutable_person());
      });
  handlers.Prune<v1::ListPersonsRequest, v1::ListPersonsResponse>(
      Method("ListPersons"), [](const CallContext& context, const auto&, v1::ListPersonsResponse& response) {
        PruneAll(context, response.mutable_persons());
      });
  handlers.Prune<v1::GetHouseholdRequest, v1::GetHouseholdResponse>(
      Method("GetHousehold"), [](const CallContext& context, const auto&, v1::GetHouseholdResponse& response) {
        Prune(GroupsOf(context), *response.mutable_household());
      });
}

}  // namespace

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  const Service service = std::make_shared<PopulationService>(std::move(nation));
  BindReads(handlers, service);
  BindWrites(handlers, service);
  BindPurposes(handlers);
  service->desk().Register(handlers);
}

std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation> nation) {
  auto handlers = std::make_unique<host::Handlers>();
  Register(std::move(nation), *handlers);
  return handlers;
}

}  // namespace lienthong::population
