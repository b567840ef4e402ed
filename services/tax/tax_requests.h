#pragma once

#include "absl/status/status.h"
#include "lienthong/tax/v1/tax_service.pb.h"

// What can be said about a request without looking into the register.
namespace lienthong::tax {

//   TAX_CODE_NOT_VALID  no code that can have been issued, and no personal number
absl::Status ValidateLookUpTaxpayer(const v1::LookUpTaxpayerRequest& request);
absl::Status ValidateVerifyTaxpayer(const v1::VerifyTaxpayerRequest& request);
absl::Status ValidateCheckTaxCode(const v1::CheckTaxCodeRequest& request);

}  // namespace lienthong::tax
