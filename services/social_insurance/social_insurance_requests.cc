#include "services/social_insurance/social_insurance_requests.h"

#include <string>

#include "seeds/identifiers/insurance_code.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/status.h"
#include "services/social_insurance/child_card_form.h"

namespace lienthong::social_insurance {
namespace {

absl::Status CheckSiNumber(const std::string& number) {
  if (seeds::IsSiNumber(number)) return absl::OkStatus();
  return InvalidField("si_number", "give ten digits that begin with a province");
}

absl::Status CheckCardCode(const std::string& code) {
  if (seeds::ParseInsuranceCardCode(code)) return absl::OkStatus();
  return InvalidField("card_code", "give 15 characters: object, benefit level, province, social-insurance number");
}

}  // namespace

absl::Status ValidateGetParticipant(const v1::GetParticipantRequest& request) {
  if (request.pin().empty() == request.si_number().empty()) {
    return InvalidField("si_number", "give exactly one of si_number and pin");
  }
  return request.pin().empty() ? CheckSiNumber(request.si_number()) : CheckPersonalNumberShape("pin", request.pin());
}

absl::Status ValidateSubmitChildCard(const v1::SubmitChildCardApplicationRequest& request) {
  if (!request.has_form()) return InvalidField("form", "it is required");
  return CheckChildCardForm(request.form());
}

absl::Status ValidateGetCard(const v1::GetCardRequest& request) { return CheckCardCode(request.card_code()); }

absl::Status ValidateListCards(const v1::ListCardsRequest& request) {
  if (!request.pin().empty()) RETURN_IF_ERROR(CheckPersonalNumberShape("pin", request.pin()));
  return request.si_number().empty() ? absl::OkStatus() : CheckSiNumber(request.si_number());
}

absl::Status ValidateReportCardChange(const v1::ReportCardChangeRequest& request) {
  RETURN_IF_ERROR(CheckCardCode(request.card_code()));
  const bool named = v1::CardChange_IsValid(request.change()) && request.change() != v1::CARD_CHANGE_UNSPECIFIED;
  return named ? absl::OkStatus() : InvalidField("change", "say what happened to the card");
}

}  // namespace lienthong::social_insurance
