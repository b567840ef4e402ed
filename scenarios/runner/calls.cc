#include "scenarios/runner/calls.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/json_path.h"
#include "scenarios/runner/matching.h"
#include "scenarios/runner/methods.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;
using google::protobuf::MethodDescriptor;

constexpr char kBadRequest[] = "type.googleapis.com/google.rpc.BadRequest";

bool NamesField(const absl::Status& status, const std::string& field) {
  google::rpc::BadRequest bad;
  const auto payload = status.GetPayload(kBadRequest);
  if (!payload || !bad.ParseFromString(std::string(*payload))) return false;
  for (const auto& violation : bad.field_violations()) {
    if (violation.field() == field) return true;
  }
  return false;
}

Json MetadataOf(const absl::Status& status) {
  Json metadata = Json::object();
  if (const auto info = ErrorInfoOf(status)) {
    for (const auto& [name, value] : info->metadata()) metadata[name] = value;
  }
  return metadata;
}

// Keys of metadata are plain names, never paths.
void CheckMetadata(Stage& stage, const google::protobuf::Struct& expected, const absl::Status& status,
                   const std::string& pointer) {
  const Json metadata = MetadataOf(status);
  const Json wanted = ToJson(expected);
  for (const auto& member : wanted.items()) {
    const auto found = metadata.find(member.key());
    const Json actual = found == metadata.end() ? Json() : *found;
    for (const Difference& difference : Compare(member.value(), actual, "metadata." + member.key())) {
      stage.Fail(absl::StrCat(pointer, "/", member.key()), ToText(difference));
    }
  }
}

void CheckRefusal(Stage& stage, const v1::ErrorExpectation& expected, const absl::Status& status,
                  const std::string& pointer) {
  if (status.ok()) return stage.Fail(pointer, "expected a refusal, got OK");
  const std::string code = absl::StatusCodeToString(status.code());
  if (!expected.code().empty() && expected.code() != code) {
    stage.Fail(pointer + "/code", absl::StrCat("code: expected ", expected.code(), ", got ", Describe(status)));
  }
  if (expected.reason() != 0 && expected.reason() != ReasonOf(status)) {
    stage.Fail(pointer + "/reason", absl::StrCat("reason: expected ", common::v1::Reason_Name(expected.reason()),
                                                 ", got ", Describe(status)));
  }
  if (!expected.field().empty() && !NamesField(status, expected.field())) {
    stage.Fail(pointer + "/field",
               absl::StrCat("field: expected ", expected.field(), " to be named, got ", Describe(status)));
  }
  if (!expected.retry_after().empty()) {
    const auto wanted = ParseSpan(expected.retry_after());
    const auto told = RetryAfterOf(status);
    if (!wanted.ok() || told != *wanted) {
      stage.Fail(pointer + "/retry_after",
                 absl::StrCat("retry_after: expected ", expected.retry_after(), ", got ",
                              told ? absl::FormatDuration(*told) : "none", " in ", Describe(status)));
    }
  }
  CheckMetadata(stage, expected.metadata(), status, pointer + "/metadata");
}

host::Metadata HeadersOf(const v1::CallStep& call) {
  host::Metadata headers;
  for (const auto& [name, value] : call.headers()) headers.emplace_back(name, value);
  const auto add = [&headers, &call](const char* name, const std::string& value) {
    if (!value.empty() && call.headers().count(name) == 0) headers.emplace_back(name, value);
  };
  add(host::kCallerHeader, call.caller());
  add(host::kPurposeHeader, call.purpose());
  add(host::kOfficerHeader, call.officer());
  return headers;
}

absl::StatusOr<std::string> BodyOf(const MethodDescriptor& method, const v1::CallStep& call,
                                   const std::string& request_id) {
  if (call.has_raw()) {
    return absl::HexStringToBytes(call.raw().hex()) + std::string(static_cast<size_t>(call.raw().zeros()), '\0');
  }
  Json request = ToJson(call.request());
  const bool takes_id = method.input_type()->FindFieldByName("request_id") != nullptr && ChangesSomething(method);
  if (takes_id && !request.contains("request_id")) request["request_id"] = request_id;
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type());
  const std::unique_ptr<google::protobuf::Message> message(prototype->New());
  RETURN_IF_ERROR(JsonToMessage(request, *message));
  return message->SerializeAsString();
}

std::string NameOfOutcome(const Answered& answered) {
  if (answered.status.ok()) return "OK";
  const Reason reason = ReasonOf(answered.status);
  return reason == 0 ? absl::StatusCodeToString(answered.status.code()) : common::v1::Reason_Name(reason);
}

void CheckOutcomes(Stage& stage, const v1::ParallelStep& parallel, const std::vector<Answered>& answers,
                   const std::string& pointer) {
  std::map<std::string, int> expected(parallel.outcomes().begin(), parallel.outcomes().end());
  std::map<std::string, int> actual;
  for (const Answered& answered : answers) ++actual[NameOfOutcome(answered)];
  if (expected != actual) {
    stage.Fail(pointer + "/outcomes",
               absl::StrCat("outcomes: expected ", Text(Json(expected)), ", got ", Text(Json(actual))));
  }
}

void CheckSame(Stage& stage, const std::vector<Answered>& answers, const std::string& pointer) {
  const Answered* first = nullptr;
  for (const Answered& answered : answers) {
    if (!answered.status.ok()) continue;
    if (first == nullptr) first = &answered;
    if (first->response == answered.response) continue;
    return stage.Fail(pointer + "/same_answer",
                      absl::StrCat("same_answer: got ", Brief(first->response), " and ", Brief(answered.response)));
  }
}

}  // namespace

Answered Decode(const MethodDescriptor& method, const host::RawAnswer& answer) {
  if (!answer.status.ok()) return {answer.status, Json()};
  const absl::StatusOr<Json> response = BytesToJson(*method.output_type(), answer.body);
  if (!response.ok()) return {response.status(), Json()};
  return {absl::OkStatus(), *response};
}

void CheckAnswer(Stage& stage, const v1::Answer& expected, const Answered& answered, const std::string& pointer) {
  v1::Answer wanted = expected;
  if (!stage.Check(pointer, Expand(wanted, stage.scope()))) return;
  if (wanted.has_error()) return CheckRefusal(stage, wanted.error(), answered.status, pointer + "/error");
  if (!answered.status.ok()) return stage.Fail(pointer, absl::StrCat("expected OK, got ", Describe(answered.status)));
  for (const Difference& difference : Match(ToJson(wanted.match()), answered.response)) {
    stage.Fail(absl::StrCat(pointer, "/match/", difference.key), ToText(difference));
  }
}

void Save(Stage& stage, const google::protobuf::Map<std::string, std::string>& paths, const Json& response,
          const std::string& pointer) {
  for (const auto& [name, path] : paths) {
    const absl::StatusOr<Json> value = At(response, path);
    const std::string place = absl::StrCat(pointer, "/", name);
    if (!stage.Check(place, value.status())) continue;
    if (value->is_null()) stage.Fail(place, absl::StrCat("save ", name, ": the response has nothing at ", path));
    stage.Save(name, *value);
  }
}

absl::optional<Json> Perform(Stage& stage, const std::string& agency, const std::string& method,
                             const google::protobuf::Message& request, const v1::Answer& expected,
                             const std::string& pointer) {
  const absl::StatusOr<const MethodDescriptor*> found = FindMethod(agency, method);
  if (!stage.Check(pointer, found.status())) return absl::nullopt;
  const Answered answered = Decode(**found, stage.client().Call(agency, method, request.SerializeAsString(), {}));
  stage.Happened();
  CheckAnswer(stage, expected, answered, pointer + "/expect");
  if (stage.failed() || !answered.status.ok()) return absl::nullopt;
  return answered.response;
}

void PerformCall(Stage& stage, v1::CallStep call, const std::string& pointer) {
  const auto method = FindMethod(call.agency(), call.method());
  if (!stage.Check(pointer, method.status())) return;
  const v1::Answer expected = call.expect();
  call.clear_expect();  // its placeholders may name what this very call saves
  if (!stage.Check(pointer, Expand(call, stage.scope()))) return;
  const absl::StatusOr<std::string> body = BodyOf(**method, call, stage.NextRequestId(call.agency()));
  if (!stage.Check(pointer + "/request", body.status())) return;
  const Answered answered =
      Decode(**method, stage.client().Call(call.agency(), WireName(**method), *body, HeadersOf(call)));
  stage.Happened();
  if (answered.status.ok()) Save(stage, call.save(), answered.response, pointer + "/save");
  if (answered.status.ok() && !call.as().empty()) stage.Save(call.as(), answered.response);
  CheckAnswer(stage, expected, answered, pointer + "/expect");
}

void PerformParallel(Stage& stage, const v1::ParallelStep& parallel, const std::string& pointer) {
  const auto method = FindMethod(parallel.call().agency(), parallel.call().method());
  if (!stage.Check(pointer, method.status())) return;
  const std::string request_id = stage.NextRequestId(parallel.call().agency());
  std::vector<std::string> bodies;
  host::Metadata headers;
  for (int copy = 0; copy < parallel.copies(); ++copy) {
    v1::CallStep call = parallel.call();
    call.clear_expect();
    stage.scope().copy = copy;
    if (!stage.Check(pointer + "/call", Expand(call, stage.scope()))) return;
    const absl::StatusOr<std::string> body = BodyOf(**method, call, request_id);
    if (!stage.Check(pointer + "/call/request", body.status())) return;
    bodies.push_back(*body);
    headers = HeadersOf(call);
  }
  stage.scope().copy = -1;
  std::vector<Answered> answers;
  for (const host::RawAnswer& raw :
       stage.client().CallAll(parallel.call().agency(), WireName(**method), std::move(bodies), headers)) {
    answers.push_back(Decode(**method, raw));
  }
  stage.Happened();
  if (!parallel.outcomes().empty()) CheckOutcomes(stage, parallel, answers, pointer);
  for (size_t i = 0; parallel.outcomes().empty() && i < answers.size() && !stage.failed(); ++i) {
    CheckAnswer(stage, parallel.call().expect(), answers[i], pointer + "/call/expect");
  }
  if (parallel.same_answer()) CheckSame(stage, answers, pointer);
}

}  // namespace lienthong::scenarios
