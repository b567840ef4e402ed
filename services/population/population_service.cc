#include "services/population/population_service.h"

#include <utility>

#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/population/population_errors.h"
#include "services/population/number_answer.h"
#include "services/population/population_requests.h"
#include "services/population/purposes.h"
#include "services/population/residence_procedure.h"

namespace lienthong::population {
namespace {

constexpr char kAgency[] = "population";

}  // namespace

PopulationService::PopulationService(std::shared_ptr<const seeds::Nation> nation)
    : registry_(std::make_shared<PopulationRegistry>(std::move(nation))),
      issuance_(registry_),
      desk_(std::make_unique<applications::Desk>(kAgency)) {
  desk_->Add(std::make_unique<ResidenceProcedure>(registry_));
}

std::vector<v1::Person> PopulationService::Holders(store::Txn& txn, const std::string& pin,
                                                   const std::string& legacy_id) const {
  if (pin.empty()) return registry_->FindByLegacyId(txn, legacy_id);
  std::vector<v1::Person> holders;
  if (auto person = registry_->Find(txn, pin)) holders.push_back(*std::move(person));
  return holders;
}

absl::StatusOr<v1::LookUpPersonResponse> PopulationService::LookUpPerson(CallContext& context, store::Txn& txn,
                                                                         const v1::LookUpPersonRequest& request) const {
  RETURN_IF_ERROR(CheckMayRead(context));
  RETURN_IF_ERROR(CheckNumber(context, "pin", request.pin()));
  MatchResult match =
      Match(Holders(txn, request.pin(), request.legacy_id()), {request.full_name(), request.birth_date()});
  v1::LookUpPersonResponse response;
  response.set_outcome(match.outcome);
  for (v1::Person& person : match.persons) *response.add_persons() = Restated(std::move(person), context.Today());
  for (const v1::IdentityField field : match.differing_fields) response.add_differing_fields(field);
  return response;
}

absl::StatusOr<v1::VerifyPersonResponse> PopulationService::VerifyPerson(CallContext& context, store::Txn& txn,
                                                                         const v1::VerifyPersonRequest& request) const {
  RETURN_IF_ERROR(CheckMayVerify(context));
  RETURN_IF_ERROR(CheckNumber(context, "pin", request.pin()));
  const MatchResult match = Match(Holders(txn, request.pin(), request.legacy_id()),
                                  {request.full_name(), request.birth_date(), request.sex()});
  v1::VerifyPersonResponse response;
  response.set_outcome(match.outcome);
  if (match.outcome == v1::MATCH_OUTCOME_MATCH) response.set_state(match.persons.front().state());
  for (const v1::IdentityField field : match.differing_fields) response.add_differing_fields(field);
  return response;
}

absl::StatusOr<v1::CheckPersonalNumberResponse> PopulationService::CheckPersonalNumber(
    CallContext& context, store::Txn&, const v1::CheckPersonalNumberRequest& request) const {
  return NumberAnswer(request, *context.config, context.Today());
}

absl::StatusOr<v1::GetPersonResponse> PopulationService::GetPerson(CallContext& context, store::Txn& txn,
                                                                   const v1::GetPersonRequest& request) const {
  RETURN_IF_ERROR(CheckMayRead(context));
  RETURN_IF_ERROR(CheckPersonalNumberRange("pin", request.pin(), *context.config));
  ASSIGN_OR_RETURN(v1::Person person, registry_->Get(txn, request.pin(), "pin"));
  v1::GetPersonResponse response;
  *response.mutable_person() = Restated(std::move(person), context.Today());
  return response;
}

absl::StatusOr<v1::ListPersonsResponse> PopulationService::ListPersons(CallContext& context, store::Txn& txn,
                                                                       const v1::ListPersonsRequest& request) const {
  RETURN_IF_ERROR(CheckMayRead(context));
  ASSIGN_OR_RETURN(store::Page<v1::Person> page, registry_->List(txn, request));
  return store::FillPage(std::move(page), &v1::ListPersonsResponse::mutable_persons,
                         [&](v1::Person person) { return Restated(std::move(person), context.Today()); });
}

absl::StatusOr<v1::GetHouseholdResponse> PopulationService::GetHousehold(CallContext& context, store::Txn& txn,
                                                                         const v1::GetHouseholdRequest& request) const {
  RETURN_IF_ERROR(CheckMayRead(context));
  ASSIGN_OR_RETURN(v1::Household household, registry_->GetHousehold(txn, request));
  v1::GetHouseholdResponse response;
  *response.mutable_household() = Restated(std::move(household), context.Today());
  return response;
}

absl::StatusOr<v1::SetPersonLockResponse> PopulationService::SetPersonLock(
    CallContext& context, store::Txn& txn, const v1::SetPersonLockRequest& request) const {
  RETURN_IF_ERROR(CheckPersonalNumberRange("pin", request.pin(), *context.config));
  ASSIGN_OR_RETURN(v1::Person person, registry_->Get(txn, request.pin(), "pin"));
  if (person.state() == v1::PERSON_STATE_DECEASED) return PersonDeceased("pin");
  person.set_state(request.locked() ? v1::PERSON_STATE_LOCKED : v1::PERSON_STATE_ALIVE);
  RETURN_IF_ERROR(registry_->Update(context, txn, person));
  v1::SetPersonLockResponse response;
  *response.mutable_person() = Restated(std::move(person), context.Today());
  return response;
}

absl::StatusOr<v1::IssuePersonalNumberResponse> PopulationService::IssuePersonalNumber(
    CallContext& context, store::Txn& txn, const v1::IssuePersonalNumberRequest& request) const {
  return issuance_.Issue(context, txn, request);
}

absl::StatusOr<v1::SubmitResidenceApplicationResponse> PopulationService::SubmitResidenceApplication(
    CallContext& context, store::Txn& txn, const v1::SubmitResidenceApplicationRequest& request) const {
  RETURN_IF_ERROR(CheckFormNumbers(context, "form", request.form()));
  return desk_->Submit<v1::SubmitResidenceApplicationResponse>(context, txn, request, kResidenceProcedure);
}

}  // namespace lienthong::population
