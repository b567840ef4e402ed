#pragma once

#include "lienthong/tax/v1/tax_service.pb.h"

namespace lienthong::tax {

// What is wrong with a tax code, and the arithmetic of its check digit in words.
v1::CheckTaxCodeResponse TaxCodeAnswer(const v1::CheckTaxCodeRequest& request);

}  // namespace lienthong::tax
