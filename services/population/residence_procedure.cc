#include "services/population/residence_procedure.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "seeds/places/places.h"
#include "services/base/applications/rules.h"
#include "services/base/error/error.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/world/times.h"
#include "services/population/ct08_notice.h"
#include "services/population/population_errors.h"
#include "services/population/population_requests.h"

namespace lienthong::population {
namespace {

using applications::Application;
using applications::FormOf;
using applications::Granted;
using applications::Verdict;

constexpr char kForm[] = "form";
constexpr int kNoticeNumbers = 1'000'000;
constexpr int kMostDraws = 1000;

// The day the matter is about.
absl::CivilDay DayOf(const Application& application) { return seeds::VietnamDay(FromProto(application.received_at())); }

// When the legal time began to run: at the receipt, or at the applicant's last answer.
absl::Time CountedFrom(const Application& application) {
  absl::Time from = FromProto(application.received_at());
  for (const auto& supplement : application.supplements()) {
    if (supplement.has_answered_at()) from = std::max(from, FromProto(supplement.answered_at()));
  }
  for (const auto& payment : application.payments()) {
    if (payment.has_paid_at()) from = std::max(from, FromProto(payment.paid_at()));
  }
  return from;
}

// The dwelling was verified on the spot: the application got more than the ordinary time.
bool WasVerified(const Application& application) {
  const auto ordinary = applications::DueByLaw(seeds::law::kResidenceWorkingDays, CountedFrom(application));
  return ordinary.ok() && FromProto(application.due_at()) > *ordinary;
}

bool BothKnownAndDiffer(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

// "full_name, mother_pin": what the form says otherwise than the child's entry; empty when nothing.
std::string ChildDifferences(const v1::Person& child, const v1::ResidenceForm& form) {
  std::string fields =
      FieldNames(Differences(child, {form.child_full_name(), form.child_birth_date(), form.child_sex()}));
  const auto add = [&fields](absl::string_view field) { absl::StrAppend(&fields, fields.empty() ? "" : ", ", field); };
  if (BothKnownAndDiffer(child.birth_record_id(), form.birth_record_id())) add("birth_record_id");
  if (BothKnownAndDiffer(child.mother().pin(), form.mother_pin())) add("mother_pin");
  if (BothKnownAndDiffer(child.father().pin(), form.father_pin())) add("father_pin");
  return fields;
}

// The form's address, if any, is the household's dwelling in the codes of the day.
absl::Status CheckDwelling(const v1::ResidenceForm& form, const v1::Household& household, absl::CivilDay day) {
  if (!form.has_address()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckAddress("form.address", form.address(), day));
  const bool same = form.address().commune_code() == household.address().commune_code();
  return same ? absl::OkStatus() : DwellingUnknown("form.address.commune_code");
}

std::string PoliceUnitOf(const common::v1::Address& address) {
  const seeds::Commune* commune = seeds::Places::Default().FindCommune(address.commune_code());
  return commune == nullptr ? "Công an" : absl::StrCat("Công an ", std::string(commune->name));
}

v1::ResidenceRegistration RegistrationOf(const CallContext& context, const Newcomer& newcomer, bool verified) {
  v1::ResidenceRegistration registration;
  registration.set_pin(newcomer.child.pin());
  registration.set_household_id(newcomer.household.household_id());
  registration.set_household_head_pin(newcomer.household.head_pin());
  registration.set_relation_to_head(newcomer.form.relation_to_head());
  *registration.mutable_address() = newcomer.household.address();
  *registration.mutable_since() = ToProto(context.Today());
  *registration.mutable_issued_at() = ToProto(context.now);
  registration.set_police_unit(PoliceUnitOf(newcomer.household.address()));
  registration.set_verified(verified);
  return registration;
}

}  // namespace

absl::StatusOr<absl::Time> ResidenceProcedure::DueAt(const CallContext&, const Application& application,
                                                     absl::Time received, bool verified) const {
  const bool longer = verified || FormOf<v1::ResidenceForm>(application).verification_requested();
  return applications::DueByLaw(longer ? seeds::law::kResidenceVerifiedWorkingDays : seeds::law::kResidenceWorkingDays,
                                received);
}

absl::StatusOr<v1::Person> ResidenceProcedure::ChildOf(store::Txn& txn, const v1::ResidenceForm& form) const {
  constexpr char kField[] = "form.child_pin";
  ASSIGN_OR_RETURN(v1::Person child, registry_->Get(txn, form.child_pin(), kField));
  if (child.state() == v1::PERSON_STATE_DECEASED) return PersonDeceased(kField);
  if (child.state() == v1::PERSON_STATE_LOCKED) return PersonLocked(kField);
  const std::string differences = ChildDifferences(child, form);
  if (!differences.empty()) return PersonMismatch(differences);
  return child;
}

absl::StatusOr<v1::Household> ResidenceProcedure::HouseholdOf(store::Txn& txn, const v1::ResidenceForm& form) const {
  std::string household_id = form.household_id();
  std::string field = "form.household_id";
  if (household_id.empty()) {
    field = "form.household_head_pin";
    const auto head = registry_->Find(txn, form.household_head_pin());
    if (head) household_id = head->household_id();
  }
  auto household = household_id.empty() ? absl::nullopt : registry_->FindHousehold(txn, household_id);
  if (!household) return HouseholdNotFound(field);
  const bool head_named = !form.household_head_pin().empty();
  if (head_named && form.household_head_pin() != household->head_pin()) {
    return HouseholdHeadMismatch("form.household_head_pin");
  }
  return *std::move(household);
}

// Somebody the register doesn't know counts as living.
bool ResidenceProcedure::IsLiving(store::Txn& txn, const v1::PersonReference& relative) const {
  const auto entry = registry_->Find(txn, relative.pin());
  return !entry || entry->state() != v1::PERSON_STATE_DECEASED;
}

absl::StatusOr<Newcomer> ResidenceProcedure::NewcomerOf(CallContext& context, store::Txn& txn,
                                                        const Application& application) const {
  Newcomer newcomer;
  newcomer.form = FormOf<v1::ResidenceForm>(application);
  newcomer.applicant_pin = application.applicant().pin();
  newcomer.day = DayOf(application);
  newcomer.asked_before = application.supplements_size() > 0;
  RETURN_IF_ERROR(ValidateResidenceForm(kForm, newcomer.form));
  RETURN_IF_ERROR(CheckFormNumbers(context, kForm, newcomer.form));
  ASSIGN_OR_RETURN(newcomer.child, ChildOf(txn, newcomer.form));
  const v1::Person& child = newcomer.child;
  newcomer.has_living_parent =
      (child.has_father() && IsLiving(txn, child.father())) || (child.has_mother() && IsLiving(txn, child.mother()));
  ASSIGN_OR_RETURN(v1::Household household, HouseholdOf(txn, newcomer.form));
  newcomer.household = Restated(std::move(household), newcomer.day);
  RETURN_IF_ERROR(CheckDwelling(newcomer.form, newcomer.household, newcomer.day));
  const bool member = newcomer.child.household_id() == newcomer.household.household_id();
  if (member) return ResidenceAlreadyRegistered();
  return newcomer;
}

absl::StatusOr<Verdict> ResidenceProcedure::Examine(CallContext& context, store::Txn& txn,
                                                    const Application& application) {
  const absl::StatusOr<Newcomer> newcomer = NewcomerOf(context, txn, application);
  if (!newcomer.ok()) return Verdict::Refuse(newcomer.status());
  return CheckConsents(*newcomer, seeds::Law::Default());
}

absl::StatusOr<v1::ResidenceRegistration> ResidenceProcedure::Register(CallContext& context, store::Txn& txn,
                                                                       v1::ResidenceRegistration registration) const {
  for (int draw = 0; draw < kMostDraws; ++draw) {
    registration.set_ct08_number(absl::StrFormat("CT08-%s-%d-%06d", registration.address().commune_code(),
                                                 static_cast<int>(context.Today().year()),
                                                 context.draws.Below(kNoticeNumbers)));
    if (registry_->EnterRegistration(txn, registration)) return registration;
  }
  return InternalError("no free notice number was drawn");
}

absl::StatusOr<Granted> ResidenceProcedure::Grant(CallContext& context, store::Txn& txn,
                                                  const Application& application) {
  ASSIGN_OR_RETURN(const Newcomer newcomer, NewcomerOf(context, txn, application));
  ASSIGN_OR_RETURN(const v1::ResidenceRegistration registration,
                   Register(context, txn, RegistrationOf(context, newcomer, WasVerified(application))));
  RETURN_IF_ERROR(registry_->JoinHousehold(context, txn, registration));
  return Granted::Now(registration, {Ct08Notice(registration, newcomer)});
}

}  // namespace lienthong::population
