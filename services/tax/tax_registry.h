#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "lienthong/tax/v1/tax_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"
#include "services/tax/tax_base.h"

namespace lienthong::tax {

// TaxRegistry keeps taxpayers under the ten-digit code they were registered with. From 2025-07-01 on (Circular 86/2024)
// an individual's code is the personal number: the register is not rewritten, it answers in the codes of the day.
// Thread-safe; all state is in the transaction.
class TaxRegistry {
 public:
  explicit TaxRegistry(std::shared_ptr<const seeds::Nation> nation);

  // By ten-digit code, or from 2025-07-01 on by the personal number used as code. A branch belongs to its head.
  std::vector<v1::Taxpayer> FindByTaxCode(store::Txn& txn, const std::string& tax_code, absl::CivilDay day) const;
  std::vector<v1::Taxpayer> FindByPin(store::Txn& txn, const std::string& pin) const;

  // Compares a claim with the taxpayers of its personal number.
  v1::VerifyTaxpayerResponse Verify(store::Txn& txn, const v1::VerifyTaxpayerRequest& request,
                                    absl::CivilDay day) const;

  // One page, in order of the ten-digit code.
  //   PAGE_TOKEN_INVALID, INVALID_FIELD
  absl::StatusOr<store::Page<v1::Taxpayer>> List(store::Txn& txn, const v1::ListTaxpayersRequest& request) const;

 private:
  const std::shared_ptr<const seeds::Nation> nation_;
  const TaxpayerBase base_;
  const store::Table<v1::Taxpayer> taxpayers_;
};

// Whether an individual's tax code is the personal number on that day.
bool PersonalNumberIsTaxCode(absl::CivilDay day);

// The entry as it is answered on `day`: code and address of that day.
v1::Taxpayer Restated(v1::Taxpayer taxpayer, absl::CivilDay day);

}  // namespace lienthong::tax
