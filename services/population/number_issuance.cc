#include "services/population/number_issuance.h"

#include <algorithm>
#include <utility>

#include "seeds/identifiers/personal_number.h"
#include "seeds/names/name_matching.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"
#include "services/population/person_record.h"
#include "services/population/population_errors.h"

namespace lienthong::population {
namespace {

using Request = v1::IssuePersonalNumberRequest;

constexpr char kVietnam[] = "VNM";
// A world's births use a tiny part of a cell, so a second draw is rare and this many mean a defect.
constexpr int kMostDraws = 1000;

// The parent by whom a birth is told from others; empty for a child of unknown parents.
std::string ParentOf(const Request& request) {
  return request.mother_pin().empty() ? request.father_pin() : request.mother_pin();
}

// Text that two requests share exactly when they are about the same birth; empty when no parent's number is known,
// because children found abandoned can't be told apart by anything else.
std::string BirthIdentity(const Request& request, const std::string& name) {
  if (ParentOf(request).empty()) return "";
  const common::v1::Date& born = request.birth_date();
  return store::Key(ParentOf(request), born.year(), born.month(), born.day(), static_cast<int>(request.sex()), name,
                    request.birth_order());
}

bool SameChild(const v1::Person& person, const Request& request) {
  return Differences(person, {request.full_name(), request.birth_date(), request.sex()}).empty();
}

v1::PersonReference NamedOnly(const std::string& full_name) {
  v1::PersonReference reference;
  reference.set_full_name(seeds::NormalizeName(full_name).value_or(full_name));
  return reference;
}

seeds::NumberCell CellOf(const v1::Person& person) {
  return {person.birth_registration_place().province_code(), FromProto(person.sex()), person.birth_date().year()};
}

}  // namespace

absl::StatusOr<v1::Person> NumberIssuance::ParentNamed(store::Txn& txn, const char* field,
                                                       const std::string& pin) const {
  RETURN_IF_ERROR(CheckPersonalNumberRange(field, pin, txn.world()));
  return registry_->Get(txn, pin, field);
}

absl::Status NumberIssuance::CheckParents(store::Txn& txn, const Request& request) const {
  if (!request.father_pin().empty()) RETURN_IF_ERROR(ParentNamed(txn, "father_pin", request.father_pin()).status());
  if (request.mother_pin().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const v1::Person mother, ParentNamed(txn, "mother_pin", request.mother_pin()));
  const bool died_before = mother.has_deceased_on() && DayOf(mother.deceased_on()) < DayOf(request.birth_date());
  return died_before ? PersonDeceased("mother_pin") : absl::OkStatus();
}

// Births of this world are told apart by their identity, twins included; children of the nation by what they are.
absl::Status NumberIssuance::CheckNew(store::Txn& txn, const Request& request) const {
  if (request.mother_pin().empty()) return absl::OkStatus();
  const std::vector<v1::Person> siblings = registry_->ChildrenOf(txn, request.mother_pin());
  const bool known = std::any_of(siblings.begin(), siblings.end(), [&](const v1::Person& sibling) {
    return registry_->NationIn(txn).Taken(sibling.pin()) && SameChild(sibling, request);
  });
  return known ? PersonAlreadyHasNumber() : absl::OkStatus();
}

absl::Status NumberIssuance::Check(const CallContext& context, store::Txn& txn, const Request& request) const {
  RETURN_IF_ERROR(CheckNotInFuture("birth_date", request.birth_date(), context.Today()));
  RETURN_IF_ERROR(CheckAddress("registration_place", request.registration_place(), context.Today()));
  RETURN_IF_ERROR(CheckParents(txn, request));
  return CheckNew(txn, request);
}

absl::StatusOr<v1::Person> NumberIssuance::EntryOf(const CallContext& context, store::Txn& txn,
                                                   const Request& request) const {
  v1::Person person;
  ASSIGN_OR_RETURN(*person.mutable_full_name(), seeds::NormalizeName(request.full_name()));
  person.set_sex(request.sex());
  *person.mutable_birth_date() = request.birth_date();
  *person.mutable_birth_registration_place() = request.registration_place();
  if (request.has_native_place()) *person.mutable_native_place() = request.native_place();
  person.set_ethnicity_code(request.ethnicity_code());
  person.set_nationality(request.nationality().empty() ? kVietnam : request.nationality());
  person.set_marital_status(v1::MARITAL_STATUS_SINGLE);
  const auto mother = registry_->Find(txn, request.mother_pin());
  const auto father = registry_->Find(txn, request.father_pin());
  if (mother) *person.mutable_mother() = ReferenceTo(*mother);
  if (father) *person.mutable_father() = ReferenceTo(*father);
  if (!mother && !request.mother_full_name().empty()) *person.mutable_mother() = NamedOnly(request.mother_full_name());
  if (!father && !request.father_full_name().empty()) *person.mutable_father() = NamedOnly(request.father_full_name());
  person.set_birth_record_id(request.birth_record_id());
  person.set_state(v1::PERSON_STATE_ALIVE);
  *person.mutable_updated_at() = ToProto(context.now);
  return person;
}

absl::StatusOr<std::string> NumberIssuance::Enter(CallContext& context, store::Txn& txn, v1::Person person) const {
  const seeds::NumberCell cell = CellOf(person);
  for (int draw = 0; draw < kMostDraws; ++draw) {
    ASSIGN_OR_RETURN(const std::string number, registry_->NationIn(txn).FreeNumber(cell, context.draws.Next()));
    person.set_pin(number);
    if (registry_->Enter(txn, person)) return person.pin();
  }
  return CellExhausted();
}

absl::StatusOr<v1::IssuePersonalNumberResponse> NumberIssuance::Issue(CallContext& context, store::Txn& txn,
                                                                      const Request& request) const {
  v1::IssuePersonalNumberResponse response;
  if (const auto issued = registry_->FindIssue(txn, request.birth_record_id())) {
    response.set_pin(issued->pin());
    response.set_already_issued(true);
    return response;
  }
  RETURN_IF_ERROR(Check(context, txn, request));
  ASSIGN_OR_RETURN(const v1::Person person, EntryOf(context, txn, request));
  ASSIGN_OR_RETURN(*response.mutable_pin(), Enter(context, txn, person));
  v1::NumberIssue issue;
  issue.set_birth_record_id(request.birth_record_id());
  issue.set_pin(response.pin());
  issue.set_birth_identity(BirthIdentity(request, person.full_name()));
  *issue.mutable_issued_at() = ToProto(context.now);
  // Nothing of a refused call is kept, the person just entered included.
  if (!registry_->EnterIssue(txn, issue)) return PersonAlreadyHasNumber();
  return response;
}

}  // namespace lienthong::population
