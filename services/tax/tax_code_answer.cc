#include "services/tax/tax_code_answer.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "seeds/identifiers/tax_code.h"

namespace lienthong::tax {
namespace {

using seeds::TaxCodeFault;

constexpr int kWeights[] = {31, 29, 23, 19, 17, 13, 7, 5, 3};
constexpr int kModulus = 11;
constexpr size_t kWeighted = 9;

v1::TaxCodeFault FaultOf(TaxCodeFault fault) {
  switch (fault) {
    case TaxCodeFault::kNone:
      return v1::TAX_CODE_FAULT_UNSPECIFIED;
    case TaxCodeFault::kShape:
      return v1::TAX_CODE_FAULT_SHAPE;
    case TaxCodeFault::kProvince:
      return v1::TAX_CODE_FAULT_PROVINCE;
    case TaxCodeFault::kSerial:
      return v1::TAX_CODE_FAULT_SERIAL;
    case TaxCodeFault::kCheckDigit:
      return v1::TAX_CODE_FAULT_CHECK_DIGIT;
    case TaxCodeFault::kBranch:
      return v1::TAX_CODE_FAULT_BRANCH;
  }
  return v1::TAX_CODE_FAULT_UNSPECIFIED;
}

// "0×31 + 1×29 + … = 95" for the first nine digits; the sum goes to `sum`.
std::string Products(const std::string& code, int* sum) {
  std::string text;
  *sum = 0;
  for (size_t i = 0; i < kWeighted; ++i) {
    *sum += kWeights[i] * (code[i] - '0');
    absl::StrAppend(&text, i == 0 ? "" : " + ", code.substr(i, 1), "×", kWeights[i]);
  }
  return absl::StrCat(text, " = ", *sum);
}

common::v1::LocalizedText Arithmetic(const std::string& code) {
  int sum = 0;
  const std::string products = Products(code, &sum);
  const int remainder = sum % kModulus;
  common::v1::LocalizedText text;
  const std::string division = absl::StrCat(products, "; ", sum, " mod ", kModulus, " = ", remainder, "; ");
  if (remainder == 0) {
    text.set_vi(absl::StrCat(division, "số dư 0 nên không có chữ số kiểm tra nào đúng."));
    text.set_en(absl::StrCat(division, "remainder 0, so no check digit is right."));
    return text;
  }
  const int digit = kModulus - 1 - remainder;
  text.set_vi(absl::StrCat(division, "chữ số kiểm tra = 10 - ", remainder, " = ", digit, "."));
  text.set_en(absl::StrCat(division, "check digit = 10 - ", remainder, " = ", digit, "."));
  return text;
}

common::v1::LocalizedText WrongShape() {
  common::v1::LocalizedText text;
  text.set_vi("Mã số thuế gồm 10 chữ số, đơn vị phụ thuộc thêm 3 chữ số sau dấu gạch ngang.");
  text.set_en("A tax code has 10 digits; a branch adds 3 digits after a hyphen.");
  return text;
}

}  // namespace

v1::CheckTaxCodeResponse TaxCodeAnswer(const v1::CheckTaxCodeRequest& request) {
  const TaxCodeFault fault = seeds::CheckTaxCode(request.tax_code());
  v1::CheckTaxCodeResponse response;
  response.set_valid(fault == TaxCodeFault::kNone);
  response.set_fault(FaultOf(fault));
  if (fault == TaxCodeFault::kShape) {
    *response.mutable_explanation() = WrongShape();
    return response;
  }
  if (const auto digit = seeds::TaxCheckDigit(request.tax_code().substr(0, kWeighted))) {
    response.set_expected_check_digit(std::string(1, *digit));
  }
  *response.mutable_explanation() = Arithmetic(request.tax_code());
  return response;
}

}  // namespace lienthong::tax
