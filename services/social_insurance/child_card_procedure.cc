#include "services/social_insurance/child_card_procedure.h"

#include <utility>

#include "seeds/calendar/partial_date.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "seeds/names/name_matching.h"
#include "seeds/places/facilities.h"
#include "services/base/applications/rules.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/world/times.h"
#include "services/social_insurance/child_card_form.h"
#include "services/social_insurance/printed_card.h"
#include "services/social_insurance/social_insurance_errors.h"

namespace lienthong::social_insurance {
namespace {

using applications::Application;
using applications::FormOf;
using applications::Granted;
using applications::Verdict;

constexpr char kChildObject[] = "TE";
constexpr int kChildLevel = 1;

absl::Status CheckAge(const v1::ChildCardForm& form, absl::CivilDay day) {
  const int64_t months = seeds::Law::Default().Int(seeds::law::kChildCardMonths, day);
  return seeds::MonthsOn(FromProto(form.child_birth_date()), day) < months ? absl::OkStatus() : ChildTooOld();
}

absl::Status CheckFacility(const std::string& code) {
  const seeds::Facility* facility = seeds::Facilities::Default().Find(code);
  if (facility == nullptr) return FacilityUnknown(code);
  return facility->primary_for_under_6 ? absl::OkStatus() : FacilityNotAccepting(code);
}

absl::Status CheckAddresses(const v1::ChildCardForm& form, absl::CivilDay day) {
  RETURN_IF_ERROR(CheckAddress("form.address", form.address(), day));
  if (!form.has_delivery_address()) return absl::OkStatus();
  return CheckAddress("form.delivery_address", form.delivery_address(), day);
}

v1::Participant ChildOf(const v1::ChildCardForm& form) {
  v1::Participant child;
  child.set_pin(form.child_pin());
  child.set_full_name(seeds::NormalizeName(form.child_full_name()).value_or(form.child_full_name()));
  *child.mutable_birth_date() = form.child_birth_date();
  child.set_sex(form.child_sex());
  *child.mutable_address() = form.address();
  return child;
}

v1::InsuranceCard CardFor(const v1::Participant& child, const v1::ChildCardForm& form, absl::CivilDay day) {
  v1::InsuranceCard card;
  card.set_object_code(kChildObject);
  card.set_benefit_level(kChildLevel);
  card.set_province_code(InCodesOf(day, form.address()).province_code());
  card.set_si_number(child.si_number());
  card.set_pin(child.pin());
  card.set_full_name(child.full_name());
  *card.mutable_birth_date() = child.birth_date();
  card.set_sex(child.sex());
  *card.mutable_address() = child.address();
  *card.mutable_valid_from() = child.birth_date();
  *card.mutable_valid_to() = ToProto(seeds::ChildCardValidTo(DayOf(child.birth_date())));
  card.set_primary_facility_code(form.primary_facility_code());
  return card;
}

}  // namespace

absl::StatusOr<absl::Time> ChildCardProcedure::DueAt(const CallContext&, const Application&, absl::Time received,
                                                     bool) const {
  return applications::DueByLaw(seeds::law::kChildCardWorkingDays, received);
}

absl::StatusOr<Verdict> ChildCardProcedure::Receive(CallContext&, store::Txn&, const Application& application) {
  return IsRegistered(FormOf<v1::ChildCardForm>(application)) ? Verdict::Approve()
                                                              : Verdict::Refuse(ChildNotRegistered());
}

absl::Status ChildCardProcedure::CheckNoCard(CallContext& context, store::Txn& txn,
                                             const std::string& child_pin) const {
  for (const v1::Participant& child : registry_->FindByPin(txn, child_pin)) {
    if (registry_->CardInForce(txn, child.si_number(), context.Today())) return CardAlreadyIssued();
  }
  return absl::OkStatus();
}

absl::Status ChildCardProcedure::Check(CallContext& context, store::Txn& txn, const Application& application) const {
  const auto form = FormOf<v1::ChildCardForm>(application);
  const absl::CivilDay day = applications::FiledOn(application);
  RETURN_IF_ERROR(CheckChildCardForm(form));
  RETURN_IF_ERROR(CheckChildCardFormInWorld(context, form));
  if (!IsRegistered(form)) return ChildNotRegistered();
  RETURN_IF_ERROR(CheckAge(form, day));
  RETURN_IF_ERROR(CheckFacility(form.primary_facility_code()));
  RETURN_IF_ERROR(CheckAddresses(form, day));
  return CheckNoCard(context, txn, form.child_pin());
}

absl::StatusOr<Verdict> ChildCardProcedure::Examine(CallContext& context, store::Txn& txn,
                                                    const Application& application) {
  return Verdict::Of(Check(context, txn, application));
}

absl::StatusOr<Granted> ChildCardProcedure::Grant(CallContext& context, store::Txn& txn,
                                                  const Application& application) {
  const auto form = FormOf<v1::ChildCardForm>(application);
  const std::string province = InCodesOf(context.Today(), form.address()).province_code();
  ASSIGN_OR_RETURN(const v1::Participant child, registry_->Enter(context, txn, ChildOf(form), province));
  v1::InsuranceCard card = CardFor(child, form, context.Today());
  card.set_application_id(application.application_id());
  ASSIGN_OR_RETURN(card, registry_->Issue(context, txn, std::move(card)));
  return Granted::Now(card, {PrintCard(card)});
}

}  // namespace lienthong::social_insurance
