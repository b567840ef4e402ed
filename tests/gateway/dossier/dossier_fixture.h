#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gateway/dossier/gateway_agency.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "lienthong/one_stop/v1/one_stop_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "lienthong/portal/v1/portal_service.pb.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "services/base/applications/events.h"
#include "services/base/bytes.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"
#include "tests/testing/agency_harness.h"

// The gateway with the birth bundle; the test is every agency. The portal takes in whatever it is told.
namespace lienthong::dossier {

using applications::v1::Application;
using gateway::v1::Dossier;

inline constexpr char kGateway[] = "lienthong.gateway.v1.GatewayService/";
inline constexpr char kPortal[] = "lienthong.portal.v1.PortalService/";
inline constexpr char kReceive[] = "lienthong.one_stop.v1.OneStopService/ReceiveDossier";
inline constexpr char kResidence[] = "lienthong.population.v1.PopulationService/SubmitResidenceApplication";
inline constexpr char kInsurance[] = "lienthong.social_insurance.v1.SocialInsuranceService/SubmitChildCardApplication";
inline constexpr char kPoll[] = "lienthong.applications.v1.ApplicationService/GetApplication";
inline constexpr char kPayThere[] = "lienthong.applications.v1.ApplicationService/PayApplication";
inline constexpr char kWithdrawThere[] = "lienthong.applications.v1.ApplicationService/WithdrawApplication";

MATCHER_P(HasReason, reason, "") { return ReasonOf(arg.status()) == reason; }

inline google::protobuf::Struct Json(const std::string& text) {
  google::protobuf::Struct value;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(text, &value).ok()) << text;
  return value;
}

class DossierTest : public ::testing::Test {
 protected:
  DossierTest() : harness_("gateway") {
    harness_.handlers() = std::move(**MakeHandlers(files_));
    Accept<portal::v1::RegisterDossierRequest, portal::v1::RegisterDossierResponse>("RegisterDossier");
    Accept<portal::v1::UpdateDossierStatusRequest, portal::v1::UpdateDossierStatusResponse>("UpdateDossierStatus");
  }

  template <class Request, class Response>
  void Accept(const std::string& method) {
    harness_.Respond<Request, Response>(kPortal + method, [](const Request&) { return Response(); });
  }

  // A child in Hà Nội, without the hospital's notice.
  static gateway::v1::SubmitDossierRequest Filing() {
    gateway::v1::SubmitDossierRequest request;
    request.set_workflow("birth-residence-health-card");
    request.mutable_applicant()->set_pin("mother's number");
    request.mutable_applicant()->set_full_name("NGƯỜI MẪU");
    *request.mutable_form() = Json(R"({
      "birth": {"child": {"family_name": "MẪU", "given_name": "AN"},
                "mother": {"pin": "mother's number", "residence": {"province_code": "01"}}},
      "residence": {"household_id": "H-1"},
      "insurance": {"primary_facility_code": "01001"}})");
    request.add_components()->set_component_code("BIRTH_NOTIFICATION");
    return request;
  }

  absl::StatusOr<Dossier> Submit(const gateway::v1::SubmitDossierRequest& request = Filing()) {
    return DossierOf(harness_.Call<gateway::v1::SubmitDossierResponse>(absl::StrCat(kGateway, "SubmitDossier"), request,
                                                                       AgencyHarness::Outside()));
  }
  // Files and remembers the id.
  void File(const gateway::v1::SubmitDossierRequest& request = Filing()) {
    const auto dossier = Submit(request);
    ASSERT_TRUE(dossier.ok()) << dossier.status();
    id_ = dossier->dossier_id();
  }

  Dossier Read() {
    gateway::v1::GetDossierRequest request;
    request.set_dossier_id(id_);
    return *DossierOf(
        harness_.Call<gateway::v1::GetDossierResponse>(absl::StrCat(kGateway, "GetDossier"), request));
  }
  gateway::v1::Part Part(int index) { return Read().parts(index); }

  absl::StatusOr<Dossier> Supplement(gateway::v1::SupplementDossierRequest request) {
    request.set_dossier_id(id_);
    return DossierOf(harness_.Call<gateway::v1::SupplementDossierResponse>(absl::StrCat(kGateway, "SupplementDossier"),
                                                                           request, AgencyHarness::Outside()));
  }
  absl::StatusOr<Dossier> Pay(int64_t amount_vnd, const std::string& application_id = "") {
    gateway::v1::PayDossierRequest request;
    request.set_dossier_id(id_);
    request.set_application_id(application_id);
    request.set_amount_vnd(amount_vnd);
    request.set_payment_reference("receipt 1");
    return DossierOf(harness_.Call<gateway::v1::PayDossierResponse>(absl::StrCat(kGateway, "PayDossier"), request,
                                                                    AgencyHarness::Outside()));
  }
  absl::StatusOr<Dossier> Withdraw() {
    gateway::v1::WithdrawDossierRequest request;
    request.set_dossier_id(id_);
    return DossierOf(harness_.Call<gateway::v1::WithdrawDossierResponse>(absl::StrCat(kGateway, "WithdrawDossier"),
                                                                         request, AgencyHarness::Outside()));
  }

  // The application behind part `index` as its agency has it: each status a line of its history.
  Application There(int index, const std::vector<applications::v1::ApplicationStatus>& statuses,
                    common::v1::Reason reason = common::v1::REASON_UNSPECIFIED) {
    const gateway::v1::Part part = Part(index);
    Application there;
    there.set_application_id(part.application_id());
    there.set_agency(part.agency());
    there.set_receipt_code("R-1");
    *there.mutable_due_at() = ToProto(AgencyHarness::At(2024, 8, 7, 17));
    for (const auto status : statuses) {
      there.set_status(status);
      there.set_sequence(there.sequence() + 1);
      auto& line = *there.add_history();
      line.set_status(status);
      *line.mutable_at() = ToProto(harness_.now());
    }
    there.set_reason(reason);
    there.mutable_history()->rbegin()->set_reason(reason);
    for (const auto status : statuses) {
      if (status == applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED) there.add_supplements()->add_items("x");
      if (status == applications::v1::APPLICATION_STATUS_PAYMENT_REQUESTED) there.add_payments()->set_amount_vnd(8000);
    }
    if (there.status() == applications::v1::APPLICATION_STATUS_COMPLETED ||
        there.status() == applications::v1::APPLICATION_STATUS_RESULT_RETURNED) {
      PackResult(index, &there);
    }
    return there;
  }
  static void PackResult(int index, Application* there) {
    civil_registry::v1::BirthRecord birth;
    birth.set_record_id("00001-2024-00001");
    birth.set_pin("child's number");
    population::v1::ResidenceRegistration residence;
    residence.set_ct08_number("CT08-1");
    social_insurance::v1::InsuranceCard card;
    card.set_card_code("TE-1");
    if (index == 0) there->mutable_result()->PackFrom(birth);
    if (index == 1) there->mutable_result()->PackFrom(residence);
    if (index == 2) there->mutable_result()->PackFrom(card);
  }

  // The agency of part `index` answers the delivery.
  template <class Response>
  void TakeIn(const char* method, const Application& there) {
    Response response;
    *response.mutable_application() = there;
    harness_.Answer(method, response);
  }
  void TakeInBirth(const std::vector<applications::v1::ApplicationStatus>& statuses) {
    TakeIn<one_stop::v1::ReceiveDossierResponse>(kReceive, There(0, statuses));
  }

  // The agency tells of the application's last change.
  absl::StatusOr<gateway::v1::PublishEventsResponse> Tell(const Application& there) {
    gateway::v1::PublishEventsRequest request;
    *request.add_events() = applications::CloudEventOf(there, there.sequence());
    return harness_.Call<gateway::v1::PublishEventsResponse>(applications::kPublishEvents, request,
                                                             {there.agency(), false});
  }

  // The birth is registered; residence and card are with their offices.
  void RegisterBirth() {
    using namespace applications::v1;  // NOLINT: statuses
    TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED});
  }
  void TakeInLaterParts() {
    using namespace applications::v1;  // NOLINT: statuses
    TakeIn<population::v1::SubmitResidenceApplicationResponse>(
        kResidence, There(1, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));
    TakeIn<social_insurance::v1::SubmitChildCardApplicationResponse>(
        kInsurance, There(2, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));
  }

  // History after `after`, by the watch method.
  std::vector<gateway::v1::DossierEvent> Watch(int64_t after, int max, bool* finished) {
    gateway::v1::WatchDossierRequest request;
    request.set_dossier_id(id_);
    const auto* watch = harness_.handlers().FindWatch(absl::StrCat(kGateway, "WatchDossier"));
    std::vector<std::string> messages;
    harness_.Look([&](CallContext& context, store::Txn& txn) {
      int64_t position = after;
      EXPECT_TRUE(watch->next(context, txn, request, &position, max, &messages, finished).ok());
      return position;
    });
    std::vector<gateway::v1::DossierEvent> events;
    for (const std::string& bytes : messages) {
      gateway::v1::WatchDossierResponse response;
      EXPECT_TRUE(response.ParseFromString(bytes));
      EXPECT_EQ(response.sequence(), response.event().sequence());
      events.push_back(response.event());
    }
    return events;
  }
  std::vector<gateway::v1::DossierEvent> History() {
    bool finished = false;
    return Watch(0, 1000, &finished);
  }
  int Count(gateway::v1::DossierEventKind kind) {
    int count = 0;
    for (const auto& event : History()) count += event.kind() == kind ? 1 : 0;
    return count;
  }

  std::shared_ptr<FileStore> files_ = std::make_shared<FileStore>();
  AgencyHarness harness_;
  std::string id_;

 private:
  template <class Response>
  static absl::StatusOr<Dossier> DossierOf(const absl::StatusOr<Response>& response) {
    if (!response.ok()) return response.status();
    return response->dossier();
  }
};

}  // namespace lienthong::dossier
