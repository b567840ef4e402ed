#pragma once

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "lienthong/one_stop/v1/one_stop_service.pb.h"
#include "services/base/applications/events.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/base/world/times.h"
#include "services/one_stop/one_stop_agency.h"
#include "tests/testing/agency_harness.h"

// The one-stops of all provinces, with the test as the civil registry behind them.
namespace lienthong::one_stop {

inline constexpr char kService[] = "lienthong.one_stop.v1.OneStopService/";
inline constexpr char kDesk[] = "lienthong.applications.v1.ApplicationService/";
inline constexpr char kSubmitBirth[] = "lienthong.civil_registry.v1.CivilRegistryService/SubmitBirthApplication";
inline constexpr char kSupplementThere[] = "lienthong.applications.v1.ApplicationService/SupplementApplication";
inline constexpr char kPayThere[] = "lienthong.applications.v1.ApplicationService/PayApplication";
inline constexpr char kWithdrawThere[] = "lienthong.applications.v1.ApplicationService/WithdrawApplication";
inline constexpr char kPoll[] = "lienthong.applications.v1.ApplicationService/GetApplication";

using applications::v1::Application;
using applications::v1::ApplicationStatus;
using civil_registry::v1::SubmitBirthApplicationRequest;
using civil_registry::v1::SubmitBirthApplicationResponse;

class OneStopTest : public ::testing::Test {
 protected:
  OneStopTest() : harness_("one_stop") { Register(nullptr, harness_.handlers()); }

  // A birth in Hà Nội, as far as a reception desk looks at it.
  static v1::ReceiveDossierRequest Dossier(const std::string& id = "app-1") {
    v1::ReceiveDossierRequest request;
    request.set_province_code("01");
    request.mutable_header()->set_application_id(id);
    request.mutable_header()->set_dossier_code("G22.99-20240805-0000007");
    request.mutable_header()->mutable_applicant()->set_full_name("NGƯỜI MẪU");
    request.mutable_header()->add_components()->set_component_code("BIRTH_NOTIFICATION");
    request.mutable_form()->mutable_birth()->set_commune_code("00001");
    request.mutable_form()->mutable_birth()->mutable_child()->set_given_name("AN");
    return request;
  }

  absl::StatusOr<v1::ReceiveDossierResponse> Receive(const v1::ReceiveDossierRequest& request) {
    return harness_.Call<v1::ReceiveDossierResponse>(absl::StrCat(kService, "ReceiveDossier"), request);
  }

  Application Read(const std::string& id = "app-1") {
    applications::v1::GetApplicationRequest request;
    request.set_application_id(id);
    return harness_.Call<applications::v1::GetApplicationResponse>(absl::StrCat(kDesk, "GetApplication"), request)
        ->application();
  }

  absl::StatusOr<v1::Tenant> SetReadiness(const std::string& province_code, v1::TenantReadiness readiness,
                                          absl::Time until = absl::InfiniteFuture(), int delay_minutes = 0) {
    v1::SetReadinessRequest request;
    request.set_province_code(province_code);
    request.set_readiness(readiness);
    if (until != absl::InfiniteFuture()) *request.mutable_until() = ToProto(until);
    request.set_delay_minutes(delay_minutes);
    const auto response = harness_.Call<v1::SetReadinessResponse>(absl::StrCat(kService, "SetReadiness"), request);
    if (!response.ok()) return response.status();
    return response->tenant();
  }

  // The application as the civil registry would tell of it: every status so far is a line of its history.
  Application There(std::vector<ApplicationStatus> statuses, const std::string& id = "app-1.B") {
    Application there;
    there.set_application_id(id);
    there.set_agency("civil_registry");
    there.set_receipt_code("R-1");
    *there.mutable_due_at() = ToProto(AgencyHarness::At(2024, 8, 5, 17));
    for (const ApplicationStatus status : statuses) {
      there.set_status(status);
      there.set_sequence(there.sequence() + 1);
      there.add_history()->set_status(status);
      *there.mutable_history()->rbegin()->mutable_at() = ToProto(harness_.now());
    }
    if (there.status() == applications::v1::APPLICATION_STATUS_COMPLETED) {
      civil_registry::v1::BirthRecord record;
      record.set_record_id("00001-2024-00001");
      there.mutable_result()->PackFrom(record);
      there.add_documents()->set_kind("BIRTH_CERTIFICATE");
    }
    return there;
  }

  // The civil registry takes the application in.
  void AnswerSubmission(const Application& there) {
    SubmitBirthApplicationResponse response;
    *response.mutable_application() = there;
    harness_.Answer(kSubmitBirth, response);
  }

  // The civil registry tells of the application's last change.
  absl::StatusOr<gateway::v1::PublishEventsResponse> Tell(const Application& there) {
    gateway::v1::PublishEventsRequest request;
    *request.add_events() = applications::CloudEventOf(there, there.sequence());
    return harness_.Call<gateway::v1::PublishEventsResponse>(applications::kPublishEvents, request,
                                                             {"civil_registry", false});
  }

  AgencyHarness harness_;
};

}  // namespace lienthong::one_stop
