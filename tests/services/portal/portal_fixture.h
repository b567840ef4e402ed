#pragma once

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/portal/v1/portal_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/error/error.h"
#include "services/portal/portal_agency.h"
#include "tests/testing/agency_harness.h"

// The portal, told by the gateway of the dossier of Bình's mother.
namespace lienthong::portal {

inline constexpr char kDossier[] = "G22.99-240805-000007";
inline constexpr char kBundle[] = "2.002621";

inline std::shared_ptr<const seeds::Nation> SmallNation() {
  static const auto* nation = [] {
    seeds::NationOptions options;
    options.population = 1000;
    return new std::shared_ptr<const seeds::Nation>(seeds::Nation::Generate(options).value());
  }();
  return *nation;
}

inline seeds::Person Someone(absl::string_view persona) { return SmallNation()->FindPersona(persona).value().person; }

MATCHER_P(HasReason, reason, "") { return lienthong::ReasonOf(arg.status()) == reason; }

// Numbers that nobody can have, and why.
inline const std::pair<const char*, Reason> kNobodysNumbers[] = {
    {"90109", Reason::PERSONAL_NUMBER_NOT_12_DIGITS},
    {"903095000001", Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN},
    {"001195000001", Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE},
    {"901225000001", Reason::PERSONAL_NUMBER_IN_FUTURE},
};

class PortalTest : public testing::Test {
 protected:
  PortalTest() { Register(nullptr, harness_.handlers()); }

  template <class Response, class Request>
  absl::StatusOr<Response> Call(const char* method, const Request& request) {
    return harness_.Call<Response>(std::string("lienthong.portal.v1.PortalService/") + method, request);
  }

  static v1::RegisterDossierRequest Registration() {
    const seeds::Person mother = Someone("binh-family.mother");
    v1::RegisterDossierRequest request;
    request.set_dossier_code(kDossier);
    request.set_procedure_code(kBundle);
    request.set_workflow("birth-residence-health-card");
    request.mutable_applicant()->set_pin(mother.pin);
    request.mutable_applicant()->set_full_name(mother.full_name);
    v1::PortalDossierPart& birth = *request.add_parts();
    birth.set_part("birth");
    birth.set_agency("civil_registry");
    return request;
  }
  absl::StatusOr<v1::RegisterDossierResponse> RegisterDossier(const v1::RegisterDossierRequest& request) {
    return Call<v1::RegisterDossierResponse>("RegisterDossier", request);
  }

  static v1::UpdateDossierStatusRequest Step(applications::v1::ApplicationStatus status, int64_t sequence,
                                             const std::string& part = "") {
    v1::UpdateDossierStatusRequest request;
    request.set_dossier_code(kDossier);
    request.set_status(status);
    request.set_sequence(sequence);
    request.set_part(part);
    return request;
  }
  absl::StatusOr<v1::UpdateDossierStatusResponse> Update(const v1::UpdateDossierStatusRequest& request) {
    return Call<v1::UpdateDossierStatusResponse>("UpdateDossierStatus", request);
  }

  static v1::SendNotificationRequest News(const std::string& pin, const std::string& dossier_code) {
    v1::SendNotificationRequest request;
    v1::Notification& news = *request.mutable_notification();
    news.set_recipient_pin(pin);
    news.set_dossier_code(dossier_code);
    news.set_kind(v1::NOTIFICATION_KIND_RESULT);
    news.mutable_title()->set_vi("Đã có kết quả");
    news.mutable_title()->set_en("The result is there");
    news.mutable_body()->set_vi("Hồ sơ đã có kết quả.");
    news.mutable_body()->set_en("The dossier has its result.");
    return request;
  }
  absl::StatusOr<v1::SendNotificationResponse> Send(const v1::SendNotificationRequest& request) {
    return Call<v1::SendNotificationResponse>("SendNotification", request);
  }

  AgencyHarness harness_{"portal"};
};

}  // namespace lienthong::portal
