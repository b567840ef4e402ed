#include "services/social_insurance/social_insurance_agency.h"

#include <string>
#include <utility>

#include "services/social_insurance/social_insurance_requests.h"
#include "services/social_insurance/social_insurance_service.h"

namespace lienthong::social_insurance {
namespace {

using Service = std::shared_ptr<const SocialInsuranceService>;

template <class Request, class Response>
void Bind(host::Handlers& handlers, const char* name, const Service& service,
          absl::StatusOr<Response> (SocialInsuranceService::*handle)(CallContext&, store::Txn&, const Request&) const,
          absl::Status (*validate)(const Request&) = nullptr) {
  const auto handler = [service, handle](CallContext& context, store::Txn& txn, const Request& request) {
    return ((*service).*handle)(context, txn, request);
  };
  handlers.Unary<Request, Response>(std::string("lienthong.social_insurance.v1.SocialInsuranceService/") + name,
                                    handler, validate);
}

}  // namespace

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  using S = SocialInsuranceService;
  const Service service = std::make_shared<SocialInsuranceService>(std::move(nation));
  Bind(handlers, "GetParticipant", service, &S::GetParticipant, ValidateGetParticipant);
  Bind(handlers, "CheckCard", service, &S::CheckCard);
  Bind(handlers, "SubmitChildCardApplication", service, &S::SubmitChildCardApplication, ValidateSubmitChildCard);
  Bind(handlers, "GetCard", service, &S::GetCard, ValidateGetCard);
  Bind(handlers, "ListCards", service, &S::ListCards, ValidateListCards);
  Bind(handlers, "ReportCardChange", service, &S::ReportCardChange, ValidateReportCardChange);
  service->desk().Register(handlers);
}

std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation> nation) {
  auto handlers = std::make_unique<host::Handlers>();
  Register(std::move(nation), *handlers);
  return handlers;
}

}  // namespace lienthong::social_insurance
