#include "services/tax/tax_service.h"

#include <utility>

#include "services/base/identity/field_checks.h"
#include "services/base/status.h"
#include "services/tax/tax_code_answer.h"

namespace lienthong::tax {

absl::StatusOr<v1::LookUpTaxpayerResponse> TaxService::LookUpTaxpayer(CallContext& context, store::Txn& txn,
                                                                      const v1::LookUpTaxpayerRequest& request) const {
  if (!request.pin().empty()) RETURN_IF_ERROR(CheckPersonalNumberRange("pin", request.pin(), *context.config));
  const absl::CivilDay today = context.Today();
  auto found = request.pin().empty() ? registry_.FindByTaxCode(txn, request.tax_code(), today)
                                     : registry_.FindByPin(txn, request.pin());
  v1::LookUpTaxpayerResponse response;
  for (v1::Taxpayer& taxpayer : found) *response.add_taxpayers() = Restated(std::move(taxpayer), today);
  return response;
}

absl::StatusOr<v1::VerifyTaxpayerResponse> TaxService::VerifyTaxpayer(CallContext& context, store::Txn& txn,
                                                                      const v1::VerifyTaxpayerRequest& request) const {
  RETURN_IF_ERROR(CheckPersonalNumberRange("pin", request.pin(), *context.config));
  return registry_.Verify(txn, request, context.Today());
}

absl::StatusOr<v1::CheckTaxCodeResponse> TaxService::CheckTaxCode(CallContext&, store::Txn&,
                                                                  const v1::CheckTaxCodeRequest& request) const {
  return TaxCodeAnswer(request);
}

absl::StatusOr<v1::ListTaxpayersResponse> TaxService::ListTaxpayers(CallContext& context, store::Txn& txn,
                                                                    const v1::ListTaxpayersRequest& request) const {
  ASSIGN_OR_RETURN(store::Page<v1::Taxpayer> page, registry_.List(txn, request));
  return store::FillPage(std::move(page), &v1::ListTaxpayersResponse::mutable_taxpayers,
                         [&](v1::Taxpayer taxpayer) { return Restated(std::move(taxpayer), context.Today()); });
}

}  // namespace lienthong::tax
