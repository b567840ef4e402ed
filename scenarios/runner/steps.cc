#include "scenarios/runner/steps.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "scenarios/runner/advance.h"
#include "scenarios/runner/calls.h"
#include "scenarios/runner/expectations.h"
#include "scenarios/runner/mock_steps.h"
#include "services/base/status.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;
using google::protobuf::RepeatedPtrField;
using google::protobuf::Struct;

constexpr char kGateway[] = "lienthong.gateway.v1.GatewayService/";

std::string IdOr(Stage& stage, const std::string& given) { return given.empty() ? stage.NextRequestId() : given; }

absl::Status FillComponents(const RepeatedPtrField<Struct>& from, RepeatedPtrField<common::v1::Component>* to) {
  for (const Struct& component : from) RETURN_IF_ERROR(JsonToMessage(ToJson(component), *to->Add()));
  return absl::OkStatus();
}

// A person without a number or a phone leaves the field empty.
void FillFrom(const seeds::Person& person, applications::v1::Applicant& applicant) {
  applicant.set_pin(person.pin);
  applicant.set_full_name(person.full_name);
  applicant.set_phone(person.phone);
}

absl::StatusOr<applications::v1::Applicant> ApplicantOf(const Scope& scope, const v1::ScenarioApplicant& given) {
  applications::v1::Applicant applicant;
  if (!given.persona().empty()) {
    ASSIGN_OR_RETURN(const seeds::Persona persona, scope.nation->FindPersona(given.persona()));
    FillFrom(persona.person, applicant);
  }
  if (!given.find().empty()) FillFrom(*scope.find.at(given.find()), applicant);
  if (!given.pin().empty()) applicant.set_pin(given.pin());
  if (!given.full_name().empty()) applicant.set_full_name(given.full_name());
  if (!given.phone().empty()) applicant.set_phone(given.phone());
  applicant.set_email(given.email());
  applicant.set_relation(given.relation());
  return applicant;
}

void Submit(Stage& stage, v1::SubmitStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  const auto applicant = ApplicantOf(stage.scope(), step.applicant());
  if (!stage.Check(pointer + "/applicant", applicant.status())) return;
  gateway::v1::SubmitDossierRequest request;
  request.set_request_id(IdOr(stage, step.request_id()));
  request.set_workflow(step.workflow());
  *request.mutable_applicant() = *applicant;
  if (step.has_form()) *request.mutable_form() = step.form();
  request.set_channel(step.channel());
  request.set_validate_only(step.validate_only());
  if (!stage.Check(pointer + "/components", FillComponents(step.components(), request.mutable_components()))) return;
  const auto response = Perform(stage, "gateway", absl::StrCat(kGateway, "SubmitDossier"), request, expected, pointer);
  if (!response) return;
  const Json dossier = response->value("dossier", Json::object());
  // One that was only looked at can't be read again.
  if (step.validate_only()) {
    stage.Save(DossierName(step.as()), dossier);
  } else {
    stage.SaveDossier(step.as(), dossier);
  }
  Save(stage, step.save(), *response, pointer + "/save");
}

// Where an officer finds an application.
struct Desk {
  std::string agency;
  std::string application_id;
};

absl::StatusOr<Desk> FindDesk(Stage& stage, const v1::PartChoice& choice) {
  if (!choice.application_id().empty()) return Desk{choice.agency(), choice.application_id()};
  ASSIGN_OR_RETURN(const gateway::v1::Dossier dossier, stage.ReadDossier(choice.dossier()));
  std::vector<Desk> desks;
  std::string there;
  for (const auto& part : dossier.parts()) {
    absl::StrAppend(&there, there.empty() ? "" : ", ", part.task(), " at ", part.agency());
    if (!choice.task().empty() && part.task() != choice.task()) continue;
    if (!choice.agency().empty() && part.agency() != choice.agency()) continue;
    desks.push_back({part.agency(), part.application_id()});
  }
  if (desks.size() == 1) return desks.front();
  return absl::NotFoundError(absl::StrCat(desks.empty() ? "no part fits" : "several parts fit", "; the dossier has ",
                                          there.empty() ? "no parts yet" : there));
}

void Decide(Stage& stage, v1::DecideStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  const absl::StatusOr<Desk> desk = FindDesk(stage, step.part());
  if (!stage.Check(pointer + "/part", desk.status())) return;
  applications::v1::DecideApplicationRequest request;
  request.set_request_id(stage.NextRequestId());
  request.set_agency(desk->agency);
  request.set_application_id(desk->application_id);
  request.set_action(step.action());
  request.set_reason(step.reason());
  if (step.has_note()) *request.mutable_note() = step.note();
  *request.mutable_items() = step.items();
  request.set_amount_vnd(step.amount_vnd());
  request.set_fee_code(step.fee_code());
  request.set_officer(step.officer());
  const auto response = Perform(stage, desk->agency, "lienthong.applications.v1.ApplicationService/DecideApplication",
                                request, expected, pointer);
  if (response) Save(stage, step.save(), *response, pointer + "/save");
}

// The application of a choice that may name nothing but the dossier: then the gateway finds the part that waits.
absl::StatusOr<std::string> ApplicationOf(Stage& stage, const v1::PartChoice& choice) {
  if (choice.task().empty() && choice.agency().empty()) return choice.application_id();
  ASSIGN_OR_RETURN(const Desk desk, FindDesk(stage, choice));
  return desk.application_id;
}

// Who and which, for the applicant's three steps.
template <class Request>
bool Address(Stage& stage, const std::string& dossier, const std::string& request_id, const std::string& pointer,
             Request& request) {
  const absl::StatusOr<std::string> id = stage.DossierId(dossier);
  if (!stage.Check(pointer, id.status())) return false;
  request.set_dossier_id(*id);
  request.set_request_id(IdOr(stage, request_id));
  return true;
}

void Supplement(Stage& stage, v1::SupplementStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  gateway::v1::SupplementDossierRequest request;
  if (!Address(stage, step.part().dossier(), step.request_id(), pointer, request)) return;
  const auto application = ApplicationOf(stage, step.part());
  if (!stage.Check(pointer + "/part", application.status())) return;
  request.set_application_id(*application);
  if (!stage.Check(pointer + "/components", FillComponents(step.components(), request.mutable_components()))) return;
  if (step.has_form()) *request.mutable_form() = step.form();
  Perform(stage, "gateway", absl::StrCat(kGateway, "SupplementDossier"), request, expected, pointer);
}

int64_t AskedAmount(const gateway::v1::Dossier& dossier, const std::string& application_id) {
  for (const auto& part : dossier.parts()) {
    const bool wanted = application_id.empty() || part.application_id() == application_id;
    if (wanted && part.has_payment() && !part.payment().has_paid_at()) return part.payment().amount_vnd();
  }
  return 0;
}

void Pay(Stage& stage, v1::PayStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  gateway::v1::PayDossierRequest request;
  if (!Address(stage, step.part().dossier(), step.request_id(), pointer, request)) return;
  const auto application = ApplicationOf(stage, step.part());
  if (!stage.Check(pointer + "/part", application.status())) return;
  const auto dossier = stage.ReadDossier(step.part().dossier());
  if (!stage.Check(pointer, dossier.status())) return;
  request.set_application_id(*application);
  request.set_amount_vnd(step.has_amount_vnd() ? step.amount_vnd() : AskedAmount(*dossier, *application));
  request.set_payment_reference(step.payment_reference().empty() ? "SCENARIO-PAYMENT" : step.payment_reference());
  Perform(stage, "gateway", absl::StrCat(kGateway, "PayDossier"), request, expected, pointer);
}

void Withdraw(Stage& stage, v1::WithdrawStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  gateway::v1::WithdrawDossierRequest request;
  if (!Address(stage, step.dossier(), step.request_id(), pointer, request)) return;
  Perform(stage, "gateway", absl::StrCat(kGateway, "WithdrawDossier"), request, expected, pointer);
}

std::string ContentOf(const v1::UploadStep& step) {
  if (step.content_case() == v1::UploadStep::kText) return step.text();
  if (step.content_case() == v1::UploadStep::kHex) return absl::HexStringToBytes(step.hex());
  std::string pattern;
  pattern.reserve(static_cast<size_t>(step.size_bytes()));
  for (int64_t i = 0; i < step.size_bytes(); ++i) pattern += static_cast<char>('a' + i % 26);
  return pattern;
}

void Upload(Stage& stage, v1::UploadStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  const bool text = step.content_case() == v1::UploadStep::kText;
  gateway::v1::UploadFileRequest request;
  request.set_request_id(stage.NextRequestId());
  request.set_file_name(step.file_name());
  request.set_media_type(step.media_type().empty() && text ? "text/plain" : step.media_type());
  request.set_content(ContentOf(step));
  request.set_sha256(step.sha256());
  const auto response = Perform(stage, "gateway", absl::StrCat(kGateway, "UploadFile"), request, expected, pointer);
  if (response) stage.Save(step.as().empty() ? "file" : step.as(), response->value("file", Json::object()));
}

void SetOfficers(Stage& stage, v1::OfficersStep step, const std::string& pointer) {
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  control::v1::SetOfficersRequest request;
  request.set_request_id(stage.NextRequestId("control"));
  request.set_world(stage.client().world());
  *request.mutable_officers() = step.policies();
  Perform(stage, "control", "lienthong.control.v1.ControlService/SetOfficers", request, {}, pointer);
}

void Publish(Stage& stage, const v1::PublishEventsStep& step, const std::string& pointer) {
  v1::CallStep call;
  call.set_agency("gateway");
  call.set_method("lienthong.gateway.v1.EventService/PublishEvents");
  call.set_caller(step.caller());
  *call.mutable_expect() = step.expect();
  auto& fields = *call.mutable_request()->mutable_fields();
  if (!step.request_id().empty()) fields["request_id"].set_string_value(step.request_id());
  auto* events = fields["events"].mutable_list_value();
  for (const Struct& event : step.events()) *events->add_values()->mutable_struct_value() = event;
  PerformCall(stage, std::move(call), pointer);
}

}  // namespace

void PerformStep(Stage& stage, const v1::Step& step, const std::string& pointer) {
  const std::string place = absl::StrCat(pointer, "/", KindOf(step));
  switch (step.action_case()) {
    case v1::Step::kSubmit:
      return Submit(stage, step.submit(), place);
    case v1::Step::kCall:
      return PerformCall(stage, step.call(), place);
    case v1::Step::kDecide:
      return Decide(stage, step.decide(), place);
    case v1::Step::kAdvance:
      return Advance(stage, step.advance(), place);
    case v1::Step::kSupplement:
      return Supplement(stage, step.supplement(), place);
    case v1::Step::kPay:
      return Pay(stage, step.pay(), place);
    case v1::Step::kWithdraw:
      return Withdraw(stage, step.withdraw(), place);
    case v1::Step::kUpload:
      return Upload(stage, step.upload(), place);
    case v1::Step::kOfficers:
      return SetOfficers(stage, step.officers(), place);
    case v1::Step::kOverrides:
      return ChangeOverrides(stage, step.overrides(), place);
    case v1::Step::kFaults:
      return ChangeFaults(stage, step.faults(), place);
    case v1::Step::kPublishEvents:
      return Publish(stage, step.publish_events(), place);
    case v1::Step::kParallel:
      return PerformParallel(stage, step.parallel(), place);
    case v1::Step::kExpect:
      return CheckExpectation(stage, step.expect(), place);
    case v1::Step::ACTION_NOT_SET:
      return stage.Fail(pointer, "the step does nothing");
  }
}

std::string KindOf(const v1::Step& step) {
  const auto* choice = v1::Step::descriptor()->FindOneofByName("action");
  const auto* field = step.GetReflection()->GetOneofFieldDescriptor(step, choice);
  return field == nullptr ? "" : field->name();
}

std::string TitleOf(const v1::Step& step) {
  if (!step.name().empty()) return step.name();
  if (step.has_submit()) return absl::StrCat("submit ", step.submit().workflow());
  if (step.has_call()) return absl::StrCat("call ", step.call().agency(), " ", step.call().method());
  if (step.has_decide()) {
    const auto& part = step.decide().part();
    return absl::StrCat("decide ", part.task().empty() ? part.agency() : part.task(), ": ",
                        applications::v1::OfficerAction_Name(step.decide().action()).substr(15));
  }
  if (step.has_parallel()) {
    return absl::StrCat(step.parallel().copies(), " times ", step.parallel().call().method(), " at once");
  }
  return KindOf(step);
}

}  // namespace lienthong::scenarios
