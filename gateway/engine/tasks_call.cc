#include "absl/strings/str_cat.h"
#include "gateway/engine/machine.h"
#include "gateway/engine/proto_value.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

// Map fields in key order: the same request has the same bytes, which idempotency compares.
std::string Serialise(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  message.SerializePartialToCodedStream(&out);
  out.Trim();
  return bytes;
}

struct VerdictError {
  const char* type;
  int status;
  const char* title;
};

VerdictError ErrorOf(ApplicationDecided::Verdict verdict) {
  switch (verdict) {
    case ApplicationDecided::Verdict::kWithdrawn:
      return {kErrorApplicationWithdrawn, 409, "Withdrawn by the applicant"};
    case ApplicationDecided::Verdict::kSilent:
      return {kErrorApplicationSilent, 408, "No decision in time"};
    default:
      return {kErrorApplicationRefused, 422, "Refused by the office"};
  }
}

}  // namespace

absl::StatusOr<std::string> Machine::BuildRequest(Frame& frame, const CallTask& task) {
  ASSIGN_OR_RETURN(const Value value, FillIn(frame, task.request, frame.input.value()));
  const auto message = workflow_.catalogue().NewMessage(task.method->input_type());
  const absl::Status filled = FillMessage(value, *message);
  // The code tells what is wrong with the request from what is wrong with an expression.
  if (!filled.ok()) return absl::FailedPreconditionError(filled.message());
  return Serialise(*message);
}

absl::StatusOr<std::string> Machine::TextIn(Frame& frame, const Template& form) {
  ASSIGN_OR_RETURN(const Value value, FillIn(frame, form, frame.input.value()));
  return value.IsNull() ? std::string() : value.Text();
}

absl::StatusOr<std::optional<double>> Machine::NumberIn(Frame& frame, const Template& form, const char* what) {
  ASSIGN_OR_RETURN(const Value value, FillIn(frame, form, frame.input.value()));
  if (value.IsNull()) return std::nullopt;
  if (value.IsNumber() && value.number() >= 0) return value.number();
  return absl::InvalidArgumentError(absl::StrCat(what, " is a number of working days, not ", value.KindName()));
}

void Machine::BeginBody(Frame& frame, const CallTask& task) {
  absl::StatusOr<std::string> request = BuildRequest(frame, task);
  if (absl::IsFailedPrecondition(request.status())) {
    return Fail(frame, kErrorValidation, 400, "The request doesn't fit its message", request.status().message());
  }
  if (!request.ok()) return FailExpression(frame, request.status());
  absl::StatusOr<std::string> purpose = TextIn(frame, task.purpose);
  if (!purpose.ok()) return FailExpression(frame, purpose.status());
  const Step step = StepOf(frame);
  CallEffect call;
  call.step = step;
  call.name = TaskOf(frame).name;
  call.service = task.method->service()->full_name();
  call.method = task.method->name();
  call.request = *std::move(request);
  call.purpose = *std::move(purpose);
  call.timeout = task.timeout;
  call.idempotency_suffix = step.Suffix();
  call.attempt = AttemptOf(frame);
  if (task.application) return Submit(frame, task, std::move(call));
  frame.wait_token = NewToken();
  call.token = TokenOf(frame, frame.wait_token);
  Put(std::move(call));
}

void Machine::Submit(Frame& frame, const CallTask& task, CallEffect call) {
  ApplicationEffect application{"",           call.step,    call.name,
                                call.service, call.method,  call.request,
                                call.purpose, call.timeout, call.idempotency_suffix,
                                call.attempt, "",           "",
                                std::nullopt, std::nullopt, std::nullopt};
  const auto fill = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(application.procedure, TextIn(frame, task.procedure));
    ASSIGN_OR_RETURN(application.title, TextIn(frame, task.title));
    ASSIGN_OR_RETURN(application.sla_working_days, NumberIn(frame, task.sla, "sla"));
    ASSIGN_OR_RETURN(application.legal_limit_working_days, NumberIn(frame, task.legal_limit, "legalLimit"));
    if (task.poll.has_value()) {
      ASSIGN_OR_RETURN(application.poll_every, DurationIn(frame, *task.poll));
    }
    return absl::OkStatus();
  };
  if (const absl::Status filled = fill(); !filled.ok()) return FailExpression(frame, filled);
  frame.wait_token = NewToken();
  application.token = TokenOf(frame, frame.wait_token);
  Put(std::move(application));
}

void Machine::Answer(Frame& frame, const CallTask& task, const CallAnswered& answer) {
  if (answer.error.has_value()) return Fail(frame, *answer.error);
  const auto message = workflow_.catalogue().NewMessage(task.method->output_type());
  if (!message->ParseFromString(answer.response)) {
    return Fail(frame, kErrorCommunication, 502, "Unreadable answer",
                absl::StrCat("the answer is no ", task.method->output_type()->full_name()));
  }
  absl::StatusOr<Value> value = ValueOfMessage(*message);
  if (!value.ok()) {
    return Fail(frame, kErrorValidation, 502, "The answer has a number that can't be kept", value.status().message());
  }
  Complete(frame, Var(*std::move(value)));
}

void Machine::Decide(Frame& frame, const ApplicationDecided& decision) {
  if (decision.verdict == ApplicationDecided::Verdict::kCompleted) {
    absl::StatusOr<Value> result = Value::Parse(decision.result);
    if (result.ok()) return Complete(frame, Var(*std::move(result)));
    return Fail(frame, kErrorCommunication, 502, "Unreadable result", result.status().message());
  }
  const VerdictError verdict = ErrorOf(decision.verdict);
  WorkflowError error = decision.error;
  error.type = verdict.type;
  if (error.status < 400 || error.status == 500) error.status = verdict.status;
  if (error.title.empty()) error.title = verdict.title;
  Fail(frame, std::move(error));
}

}  // namespace lienthong::engine
