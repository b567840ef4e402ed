#include "deploy/lienthong/workflow_target.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/remote.h"
#include "gateway/dossier/case_file.h"
#include "gateway/dossier/conductor.h"
#include "gateway/dossier/part_calls.h"
#include "gateway/dossier/part_news.h"
#include "gateway/dossier/request_filling.h"
#include "gateway/engine/error.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "services/base/applications/events.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using engine::ApplicationDecided;

constexpr char kControl[] = "lienthong.control.v1.ControlService/";
constexpr char kGetApplication[] = "lienthong.applications.v1.ApplicationService/GetApplication";
constexpr char kCaller[] = "workflow-run";
constexpr absl::Duration kTimeout = absl::Seconds(10);
// A real clock is looked at so often, and no longer than kMostLooks times.
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(200);
constexpr int kMostLooks = 50;
// Rows of a manual world between a submission and its decision; far more than any office needs.
constexpr int kMostRows = 10'000;

// Members of the input that an application's header has too; whatever else is there stays out.
absl::Status ReadHeader(const std::string& input, applications::v1::ApplicationHeader* header) {
  google::protobuf::Struct whole;
  google::protobuf::Struct wanted;
  if (!google::protobuf::util::JsonStringToMessage(input, &whole).ok()) return absl::OkStatus();
  for (const char* name : {"applicant", "components"}) {
    const auto member = whole.fields().find(name);
    if (member != whole.fields().end()) wanted.mutable_fields()->insert({name, member->second});
  }
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(wanted, &json);
  const auto read = google::protobuf::util::JsonStringToMessage(json, header);
  if (read.ok()) return absl::OkStatus();
  return InvalidField("applicant, components", std::string(read.message().data(), read.message().size()));
}

// Handed in, but without a decision.
ApplicationDecided Silent(const gateway::v1::Part& part, absl::string_view why) {
  ApplicationDecided decided;
  decided.verdict = ApplicationDecided::Verdict::kSilent;
  decided.error.detail = absl::StrCat("application ", part.application_id(), " at ", part.agency(), " stands at ",
                                      applications::v1::ApplicationStatus_Name(part.status()), "; ", why,
                                      part.note().en().empty() ? "" : ": ", part.note().en());
  return decided;
}

// Never taken in.
ApplicationDecided AtTheDoor(const absl::Status& status) {
  ApplicationDecided decided;
  decided.verdict =
      applications::WaitingHelps(status) ? ApplicationDecided::Verdict::kSilent : ApplicationDecided::Verdict::kRefused;
  decided.error = engine::ErrorOfCall(status);
  return decided;
}

}  // namespace

WorkflowTarget::WorkflowTarget(host::Transport* transport, std::string world)
    : transport_(transport), world_(world.empty() ? host::kDefaultWorld : std::move(world)) {}

absl::Status WorkflowTarget::Begin(const std::string& input) {
  RETURN_IF_ERROR(ReadHeader(input, &header_));
  ASSIGN_OR_RETURN(const control::v1::Clock clock, ReadClock());
  now_ = FromProto(clock.now());
  // Whatever a run changes is a step of the world.
  run_id_ = absl::StrCat("run-", clock.step());
  return absl::OkStatus();
}

absl::StatusOr<std::string> WorkflowTarget::Send(const std::string& to, const std::string& method, std::string body,
                                                 const std::string& purpose, absl::Duration timeout) {
  host::RawCall call;
  call.method = method;
  call.body = std::move(body);
  call.metadata = {{host::kCallerHeader, kCaller}, {host::kWorldHeader, world_}};
  if (!purpose.empty()) call.metadata.emplace_back(host::kPurposeHeader, purpose);
  call.timeout = timeout;
  host::RawAnswer answer = CallAndWait(*transport_, to, std::move(call));
  if (!answer.status.ok()) return answer.status;
  return std::move(answer.body);
}

template <class Response>
absl::StatusOr<Response> WorkflowTarget::Ask(const std::string& to, const std::string& method,
                                             const google::protobuf::Message& request) {
  ASSIGN_OR_RETURN(std::string body, Send(to, method, request.SerializeAsString(), "", kTimeout));
  return host::CallAnswer{absl::OkStatus(), std::move(body)}.As<Response>();
}

absl::StatusOr<control::v1::Clock> WorkflowTarget::ReadClock() {
  control::v1::GetClockRequest request;
  request.set_world(world_);
  ASSIGN_OR_RETURN(auto response,
                   Ask<control::v1::GetClockResponse>("control", absl::StrCat(kControl, "GetClock"), request));
  return std::move(*response.mutable_clock());
}

absl::StatusOr<std::string> WorkflowTarget::Call(const engine::CallEffect& effect) {
  const std::string method = absl::StrCat(effect.service, "/", effect.method);
  std::string body = dossier::WithRequestId(method, effect.request, absl::StrCat(run_id_, effect.idempotency_suffix));
  const std::string seat = dossier::SeatOf(method, body);
  return Send(seat, method, std::move(body), effect.purpose, effect.timeout);
}

absl::StatusOr<bool> WorkflowTarget::LetTimePass(int turn) {
  ASSIGN_OR_RETURN(const control::v1::Clock clock, ReadClock());
  if (clock.mode() == control::v1::CLOCK_MODE_REAL) {
    absl::Notification().WaitForNotificationWithTimeout(kBetweenLooks);
    return turn < kMostLooks;
  }
  if (!clock.has_next_due() || turn >= kMostRows) return false;
  control::v1::AdvanceClockRequest request;
  request.set_world(world_);
  request.set_request_id(absl::StrCat(world_, "/", run_id_, "/", clock.step(), "/", turn));
  *request.mutable_to() = clock.next_due();
  RETURN_IF_ERROR(
      Ask<control::v1::AdvanceClockResponse>("control", absl::StrCat(kControl, "AdvanceClock"), request).status());
  return true;
}

absl::Status WorkflowTarget::Follow(const std::string& seat, gateway::v1::Part* part) {
  applications::v1::GetApplicationRequest request;
  request.set_agency(part->agency());
  request.set_application_id(part->application_id());
  for (int turn = 0;; ++turn) {
    ASSIGN_OR_RETURN(const auto response,
                     Ask<applications::v1::GetApplicationResponse>(seat, kGetApplication, request));
    dossier::TakeNews(dossier::EventFrom(response.application()), part);
    if (!dossier::WaitsForOffice(*part)) return absl::OkStatus();
    ASSIGN_OR_RETURN(const bool more, LetTimePass(turn));
    if (!more) return absl::OkStatus();
  }
}

ApplicationDecided WorkflowTarget::Apply(const engine::ApplicationEffect& effect) {
  const std::string method = absl::StrCat(effect.service, "/", effect.method);
  gateway::v1::Part part;
  part.set_application_id(absl::StrCat(run_id_, ".", effect.name));
  part.set_agency(dossier::AgencyOfMethod(method));
  part.set_procedure_code(effect.procedure);
  part.set_task(effect.name);
  applications::v1::ApplicationHeader header = header_;
  header.set_application_id(part.application_id());
  header.set_procedure_code(part.procedure_code());
  std::string body = dossier::WithHeader(
      method, dossier::WithRequestId(method, effect.request, absl::StrCat(run_id_, effect.idempotency_suffix)), header);
  const std::string seat = dossier::SeatOf(method, body);
  const auto submitted = Send(seat, method, std::move(body), effect.purpose, effect.timeout);
  if (!submitted.ok()) return AtTheDoor(submitted.status());

  const absl::Status followed = Follow(seat, &part);
  if (!followed.ok()) return Silent(part, followed.message());
  if (auto decision = dossier::DecisionOf(part)) return *std::move(decision);
  return Silent(part, dossier::WaitsForOffice(part)
                          ? "the office does not decide; an officer may have to, see DecideApplication"
                          : "it waits for the applicant, whom only a dossier has; see SubmitDossier");
}

}  // namespace lienthong
