#include "services/tax/tax_errors.h"

#include "services/base/error/error.h"

namespace lienthong::tax {
namespace {

absl::string_view NameOf(seeds::TaxCodeFault fault) {
  switch (fault) {
    case seeds::TaxCodeFault::kShape:
      return "SHAPE";
    case seeds::TaxCodeFault::kProvince:
      return "PROVINCE";
    case seeds::TaxCodeFault::kSerial:
      return "SERIAL";
    case seeds::TaxCodeFault::kCheckDigit:
      return "CHECK_DIGIT";
    case seeds::TaxCodeFault::kBranch:
      return "BRANCH";
    case seeds::TaxCodeFault::kNone:
      break;
  }
  return "";
}

}  // namespace

absl::Status TaxCodeNotValid(absl::string_view field, seeds::TaxCodeFault fault) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::TAX_CODE_NOT_VALID)
      .With("field", field)
      .With("fault", NameOf(fault))
      .Violation(field, "Give ten digits whose last is the check digit, with or without a branch of three.");
}

}  // namespace lienthong::tax
