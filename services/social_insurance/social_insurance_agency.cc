#include "services/social_insurance/social_insurance_agency.h"

#include <utility>

#include "services/base/host/binder.h"
#include "services/social_insurance/social_insurance_requests.h"
#include "services/social_insurance/social_insurance_service.h"

namespace lienthong::social_insurance {

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  using S = SocialInsuranceService;
  const auto service = std::make_shared<const S>(std::move(nation));
  const host::Binder bind(handlers, "lienthong.social_insurance.v1.SocialInsuranceService", service);
  bind("GetParticipant", &S::GetParticipant, ValidateGetParticipant);
  bind("CheckCard", &S::CheckCard);
  bind("SubmitChildCardApplication", &S::SubmitChildCardApplication, ValidateSubmitChildCard);
  bind("GetCard", &S::GetCard, ValidateGetCard);
  bind("ListCards", &S::ListCards, ValidateListCards);
  bind("ReportCardChange", &S::ReportCardChange, ValidateReportCardChange);
  service->desk().Register(handlers);
}

}  // namespace lienthong::social_insurance
