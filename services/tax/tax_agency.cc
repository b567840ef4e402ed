#include "services/tax/tax_agency.h"

#include <string>
#include <utility>

#include "services/tax/tax_requests.h"
#include "services/tax/tax_service.h"

namespace lienthong::tax {
namespace {

using Service = std::shared_ptr<const TaxService>;

template <class Request, class Response>
void Bind(host::Handlers& handlers, const char* name, const Service& service,
          absl::StatusOr<Response> (TaxService::*handle)(CallContext&, store::Txn&, const Request&) const,
          absl::Status (*validate)(const Request&) = nullptr) {
  const auto handler = [service, handle](CallContext& context, store::Txn& txn, const Request& request) {
    return ((*service).*handle)(context, txn, request);
  };
  handlers.Unary<Request, Response>(std::string("lienthong.tax.v1.TaxService/") + name, handler, validate);
}

}  // namespace

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  const Service service = std::make_shared<TaxService>(std::move(nation));
  Bind(handlers, "LookUpTaxpayer", service, &TaxService::LookUpTaxpayer, ValidateLookUpTaxpayer);
  Bind(handlers, "VerifyTaxpayer", service, &TaxService::VerifyTaxpayer, ValidateVerifyTaxpayer);
  Bind(handlers, "CheckTaxCode", service, &TaxService::CheckTaxCode, ValidateCheckTaxCode);
  Bind(handlers, "ListTaxpayers", service, &TaxService::ListTaxpayers);
}

std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation> nation) {
  auto handlers = std::make_unique<host::Handlers>();
  Register(std::move(nation), *handlers);
  return handlers;
}

}  // namespace lienthong::tax
