#include "services/social_insurance/child_card_form.h"

#include <string>

#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"

namespace lienthong::social_insurance {
namespace {

constexpr char kChildPin[] = "form.child_pin";
constexpr char kBirthDate[] = "form.child_birth_date";

absl::Status CheckSex(common::v1::Sex sex) {
  const bool known = sex == common::v1::SEX_MALE || sex == common::v1::SEX_FEMALE;
  return known ? absl::OkStatus() : InvalidField("form.child_sex", "give SEX_MALE or SEX_FEMALE");
}

absl::Status CheckChildNumber(const v1::ChildCardForm& form) {
  if (form.child_pin().empty()) return absl::OkStatus();
  return CheckPersonalNumberClaim(kChildPin, form.child_pin(),
                                  {FromProto(form.child_sex()), form.child_birth_date().year()});
}

absl::Status CheckParentNumber(absl::string_view field, const std::string& pin) {
  return pin.empty() ? absl::OkStatus() : CheckPersonalNumberShape(field, pin);
}

absl::Status CheckNumberInWorld(const CallContext& context, absl::string_view field, const std::string& pin) {
  if (pin.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckPersonalNumberRange(field, pin, *context.config));
  return CheckPersonalNumberYear(field, pin, context.Today());
}

}  // namespace

absl::Status CheckChildCardForm(const v1::ChildCardForm& form) {
  RETURN_IF_ERROR(CheckName("form.child_full_name", form.child_full_name()));
  RETURN_IF_ERROR(CheckFullDate(kBirthDate, form.child_birth_date()));
  RETURN_IF_ERROR(CheckSex(form.child_sex()));
  RETURN_IF_ERROR(CheckChildNumber(form));
  if (!form.has_address()) return InvalidField("form.address", "it is required");
  RETURN_IF_ERROR(CheckRequired("form.primary_facility_code", form.primary_facility_code()));
  RETURN_IF_ERROR(CheckParentNumber("form.mother_pin", form.mother_pin()));
  return CheckParentNumber("form.father_pin", form.father_pin());
}

absl::Status CheckChildCardFormInWorld(const CallContext& context, const v1::ChildCardForm& form) {
  RETURN_IF_ERROR(CheckNumberInWorld(context, kChildPin, form.child_pin()));
  RETURN_IF_ERROR(CheckNumberInWorld(context, "form.mother_pin", form.mother_pin()));
  RETURN_IF_ERROR(CheckNumberInWorld(context, "form.father_pin", form.father_pin()));
  return CheckNotInFuture(kBirthDate, form.child_birth_date(), context.Today());
}

bool IsRegistered(const v1::ChildCardForm& form) {
  return !form.child_pin().empty() && !form.birth_record_id().empty();
}

}  // namespace lienthong::social_insurance
