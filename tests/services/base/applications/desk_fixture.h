#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/control/v1/world.pb.h"
#include "services/base/applications/desk.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"
#include "tests/testing/agency_harness.h"

// One desk with one procedure whose rules the test writes, and short words for what people do there.
namespace lienthong::applications {

inline constexpr char kProcedure[] = "1.000001";
inline constexpr char kOtherProcedure[] = "1.000002";
inline constexpr char kService[] = "lienthong.applications.v1.ApplicationService/";

// The rules as functions; the effects of an approval are a FileReference named after the form.
struct Rules {
  std::function<Verdict(const Application&)> receive = [](const Application&) { return Verdict::Approve(); };
  std::function<Verdict(const Application&)> examine = [](const Application&) { return Verdict::Approve(); };
  std::function<Granted(CallContext&, store::Txn&, const Application&)> grant;
  int grants = 0;
  int abandoned = 0;
};

class RuledProcedure : public Procedure {
 public:
  RuledProcedure(std::string code, Rules& rules) : code_(std::move(code)), rules_(rules) {}

  std::string code() const override { return code_; }

  // Two working days, five when verified.
  absl::StatusOr<absl::Time> DueAt(const CallContext&, const Application&, absl::Time received,
                                   bool verified) const override {
    return seeds::WorkingCalendar::Default().AddWorkingDays(received, verified ? 5 : 2);
  }
  absl::StatusOr<Verdict> Receive(CallContext&, store::Txn&, const Application& application) override {
    return rules_.receive(application);
  }
  absl::StatusOr<Verdict> Examine(CallContext&, store::Txn&, const Application& application) override {
    return rules_.examine(application);
  }
  absl::StatusOr<Granted> Grant(CallContext& context, store::Txn& txn, const Application& application) override {
    ++rules_.grants;
    if (rules_.grant) return rules_.grant(context, txn, application);
    return Granted::Now(ResultOf(application), {Extract()});
  }
  absl::Status Abandon(CallContext&, store::Txn&, const Application&) override {
    ++rules_.abandoned;
    return absl::OkStatus();
  }

  static common::v1::FileReference ResultOf(const Application& application) {
    common::v1::Address form;
    application.form().UnpackTo(&form);
    common::v1::FileReference result;
    result.set_file_name(form.detail());
    return result;
  }
  static Document Extract() {
    Document document;
    document.set_kind("EXTRACT");
    document.mutable_title()->set_vi("Trích lục");
    document.set_html("<p>1</p>");
    return document;
  }

 private:
  const std::string code_;
  Rules& rules_;
};

// Form of the test procedures: an address, told apart by its detail.
inline common::v1::Address Form(const std::string& detail = "a") {
  common::v1::Address form;
  form.set_detail(detail);
  return form;
}

inline common::v1::Component Paper(const std::string& code, bool digitised = false) {
  common::v1::Component component;
  component.set_component_code(code);
  component.set_digitised(digitised);
  return component;
}

inline absl::Status Missing(const std::string& component) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::COMPONENT_MISSING).With("component", component);
}

MATCHER_P(HasReason, reason, "") { return ReasonOf(arg.status()) == reason; }

class DeskTest : public ::testing::Test {
 protected:
  using Officer = control::v1::OfficerPolicy;
  using Step = control::v1::OfficerStep;

  DeskTest() : harness_("civil_registry"), desk_("civil_registry") {
    desk_.Add(std::make_unique<RuledProcedure>(kProcedure, rules_));
    desk_.Add(std::make_unique<RuledProcedure>(kOtherProcedure, rules_));
    desk_.Register(harness_.handlers());
  }

  // Officers.
  static Officer Policy(control::v1::OfficerMode mode) {
    Officer policy;
    policy.set_agency("*");
    policy.set_mode(mode);
    return policy;
  }
  void PersonDecides() { harness_.SetOfficer(Policy(control::v1::OFFICER_MODE_PERSON)); }
  void DecidesAfter(int working_hours) {
    Officer policy = Policy(control::v1::OFFICER_MODE_AUTOMATIC);
    policy.set_working_hours(working_hours);
    harness_.SetOfficer(policy);
  }
  void Script(const std::vector<Step>& lines) {
    Officer policy = Policy(control::v1::OFFICER_MODE_SCRIPTED);
    *policy.mutable_script() = {lines.begin(), lines.end()};
    harness_.SetOfficer(policy);
  }
  static Step Line(v1::OfficerAction action, int after_working_hours = 0) {
    Step step;
    step.set_action(action);
    step.set_after_working_hours(after_working_hours);
    return step;
  }
  static Step PaymentLine(int64_t amount) {
    Step step = Line(v1::OFFICER_ACTION_REQUEST_PAYMENT);
    step.set_amount_vnd(amount);
    return step;
  }

  // What people do. Each leaves the answer's status code to the caller.
  static ApplicationHeader Header(const std::string& id = "app-1") {
    ApplicationHeader header;
    header.set_application_id(id);
    header.set_dossier_code("G22.99-240805-000001");
    header.mutable_applicant()->set_full_name("Người Nộp Thử");
    return header;
  }
  absl::StatusOr<Application> Submit(const ApplicationHeader& header, const google::protobuf::Message& form = Form(),
                                     const AgencyHarness::Caller& caller = {}, const std::string& tenant = "") {
    return harness_.Do([&](CallContext& context,
                           store::Txn& txn) { return desk_.Submit(context, txn, header, form, kProcedure, tenant); },
                       caller);
  }
  absl::StatusOr<Application> Submit(const std::string& id = "app-1") { return Submit(Header(id)); }

  static v1::DecideApplicationRequest Decision(v1::OfficerAction action, const std::string& id = "app-1") {
    v1::DecideApplicationRequest request;
    request.set_application_id(id);
    request.set_action(action);
    if (action == v1::OFFICER_ACTION_REFUSE || action == v1::OFFICER_ACTION_NOT_ACCEPT) {
      request.set_reason(Reason::REFUSED_BY_OFFICER);
    }
    if (action == v1::OFFICER_ACTION_REQUEST_SUPPLEMENT) request.add_items("PAPER");
    if (action == v1::OFFICER_ACTION_REQUEST_PAYMENT) request.set_amount_vnd(8000);
    return request;
  }
  absl::StatusOr<Application> Decide(const v1::DecideApplicationRequest& request,
                                     const AgencyHarness::Caller& caller = AgencyHarness::Officer("officer-7")) {
    return Changed<v1::DecideApplicationResponse>("DecideApplication", request, caller);
  }
  absl::StatusOr<Application> Decide(v1::OfficerAction action) { return Decide(Decision(action)); }

  absl::StatusOr<Application> Supplement(const std::vector<common::v1::Component>& components = {Paper("PAPER")},
                                         const google::protobuf::Message* form = nullptr) {
    v1::SupplementApplicationRequest request;
    request.set_application_id("app-1");
    *request.mutable_components() = {components.begin(), components.end()};
    if (form != nullptr) request.mutable_form()->PackFrom(*form);
    return Changed<v1::SupplementApplicationResponse>("SupplementApplication", request);
  }
  absl::StatusOr<Application> Pay(int64_t amount) {
    v1::PayApplicationRequest request;
    request.set_application_id("app-1");
    request.set_amount_vnd(amount);
    request.set_payment_reference("ref-1");
    return Changed<v1::PayApplicationResponse>("PayApplication", request);
  }
  absl::StatusOr<Application> Withdraw() {
    v1::WithdrawApplicationRequest request;
    request.set_application_id("app-1");
    return Changed<v1::WithdrawApplicationResponse>("WithdrawApplication", request);
  }

  // What can be seen.
  Application Now(const std::string& id = "app-1") {
    v1::GetApplicationRequest request;
    request.set_application_id(id);
    const auto response = harness_.Call<v1::GetApplicationResponse>(absl::StrCat(kService, "GetApplication"), request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->application() : Application();
  }
  ApplicationStatus StatusNow() { return Now().status(); }
  std::vector<int> Statuses() {
    std::vector<int> statuses;
    const Application application = Now();
    for (const auto& change : application.history()) statuses.push_back(change.status());
    return statuses;
  }
  std::vector<ApplicationEvent> Events() {
    std::vector<ApplicationEvent> events;
    for (const auto& sent : harness_.events()) sent.event.data().UnpackTo(&events.emplace_back());
    return events;
  }

  Rules rules_;
  AgencyHarness harness_;
  Desk desk_;

 private:
  template <class Response, class Request>
  absl::StatusOr<Application> Changed(const std::string& method, const Request& request,
                                      const AgencyHarness::Caller& caller = {}) {
    const auto response = harness_.Call<Response>(absl::StrCat(kService, method), request, caller);
    if (!response.ok()) return response.status();
    return response->application();
  }
};

}  // namespace lienthong::applications
