#include "services/tax/tax_agency.h"

#include <utility>

#include "services/base/host/binder.h"
#include "services/tax/tax_requests.h"
#include "services/tax/tax_service.h"

namespace lienthong::tax {

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  const host::Binder bind(handlers, "lienthong.tax.v1.TaxService",
                          std::make_shared<const TaxService>(std::move(nation)));
  bind("LookUpTaxpayer", &TaxService::LookUpTaxpayer, ValidateLookUpTaxpayer);
  bind("VerifyTaxpayer", &TaxService::VerifyTaxpayer, ValidateVerifyTaxpayer);
  bind("CheckTaxCode", &TaxService::CheckTaxCode, ValidateCheckTaxCode);
  bind("ListTaxpayers", &TaxService::ListTaxpayers);
}

}  // namespace lienthong::tax
