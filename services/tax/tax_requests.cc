#include "services/tax/tax_requests.h"

#include "seeds/identifiers/tax_code.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/status.h"
#include "services/tax/tax_errors.h"

namespace lienthong::tax {
namespace {

// A tax code of the old rule, or a personal number used as one.
absl::Status CheckCode(const std::string& code) {
  const seeds::TaxCodeFault fault = seeds::CheckTaxCode(code);
  const bool valid = fault == seeds::TaxCodeFault::kNone || seeds::IsPersonalNumber(code, ModeOf(code));
  return valid ? absl::OkStatus() : TaxCodeNotValid("tax_code", fault);
}

}  // namespace

absl::Status ValidateLookUpTaxpayer(const v1::LookUpTaxpayerRequest& request) {
  if (request.tax_code().empty() == request.pin().empty()) {
    return InvalidField("tax_code", "give exactly one of tax_code and pin");
  }
  if (!request.pin().empty()) return CheckPersonalNumberShape("pin", request.pin());
  return CheckCode(request.tax_code());
}

absl::Status ValidateVerifyTaxpayer(const v1::VerifyTaxpayerRequest& request) {
  RETURN_IF_ERROR(CheckPersonalNumberShape("pin", request.pin()));
  RETURN_IF_ERROR(CheckName("full_name", request.full_name()));
  return CheckDate("birth_date", request.birth_date());
}

absl::Status ValidateCheckTaxCode(const v1::CheckTaxCodeRequest& request) {
  return CheckRequired("tax_code", request.tax_code());
}

}  // namespace lienthong::tax
