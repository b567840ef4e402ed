#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "lienthong/tax/v1/tax_service.pb.h"
#include "services/base/world/call_context.h"
#include "services/tax/tax_registry.h"

namespace lienthong::tax {

// TaxService answers TaxService's methods. Thread-safe.
class TaxService {
 public:
  explicit TaxService(std::shared_ptr<const seeds::Nation> nation) : registry_(std::move(nation)) {}

  absl::StatusOr<v1::LookUpTaxpayerResponse> LookUpTaxpayer(CallContext& context, store::Txn& txn,
                                                            const v1::LookUpTaxpayerRequest& request) const;
  absl::StatusOr<v1::VerifyTaxpayerResponse> VerifyTaxpayer(CallContext& context, store::Txn& txn,
                                                            const v1::VerifyTaxpayerRequest& request) const;
  absl::StatusOr<v1::CheckTaxCodeResponse> CheckTaxCode(CallContext& context, store::Txn& txn,
                                                        const v1::CheckTaxCodeRequest& request) const;
  absl::StatusOr<v1::ListTaxpayersResponse> ListTaxpayers(CallContext& context, store::Txn& txn,
                                                          const v1::ListTaxpayersRequest& request) const;

 private:
  const TaxRegistry registry_;
};

}  // namespace lienthong::tax
