#include "gateway/engine/error.h"

#include "absl/types/optional.h"
#include "gateway/engine/error_value.h"
#include "services/base/error/error.h"

namespace lienthong::engine {
namespace {

struct Kind {
  const char* type;
  int status;
  const char* title;
};

// HTTP statuses as google.rpc.Code documents them; types as the DSL defines them.
Kind KindOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnauthenticated:
      return {kErrorAuthentication, 401, "Not authenticated"};
    case absl::StatusCode::kPermissionDenied:
      return {kErrorAuthorization, 403, "Not allowed"};
    case absl::StatusCode::kDeadlineExceeded:
      return {kErrorTimeout, 408, "No answer in time"};
    case absl::StatusCode::kInvalidArgument:
      return {kErrorCommunication, 400, "Invalid request"};
    case absl::StatusCode::kOutOfRange:
      return {kErrorCommunication, 400, "Out of range"};
    case absl::StatusCode::kFailedPrecondition:
      return {kErrorCommunication, 400, "Refused as things stand"};
    case absl::StatusCode::kNotFound:
      return {kErrorCommunication, 404, "Not found"};
    case absl::StatusCode::kAlreadyExists:
      return {kErrorCommunication, 409, "Already exists"};
    case absl::StatusCode::kAborted:
      return {kErrorCommunication, 409, "Conflict"};
    case absl::StatusCode::kResourceExhausted:
      return {kErrorCommunication, 429, "Too many requests"};
    case absl::StatusCode::kCancelled:
      return {kErrorCommunication, 499, "Cancelled"};
    case absl::StatusCode::kUnimplemented:
      return {kErrorCommunication, 501, "Not implemented"};
    case absl::StatusCode::kUnavailable:
      return {kErrorCommunication, 503, "Not reachable"};
    default:
      return {kErrorCommunication, 500, "Failed"};
  }
}

}  // namespace

WorkflowError ErrorOfCall(const absl::Status& status) {
  const Kind kind = KindOf(status.code());
  WorkflowError error;
  error.type = kind.type;
  error.status = kind.status;
  error.title = kind.title;
  error.detail = std::string(status.message());
  if (const auto info = ErrorInfoOf(status); info.has_value()) {
    error.reason = info->reason();
    error.metadata.insert(info->metadata().begin(), info->metadata().end());
  }
  return error;
}

std::string WorkflowError::ToJson() const { return ValueOfError(*this).ToJson(); }

Value ValueOfError(const WorkflowError& error) {
  Value value = Value::Object();
  value.Set("type", Value::String(error.type));
  value.Set("status", Value::Number(error.status));
  value.Set("title", Value::String(error.title));
  value.Set("detail", Value::String(error.detail));
  value.Set("instance", Value::String(error.instance));
  value.Set("reason", Value::String(error.reason));
  Value metadata = Value::Object();
  for (const auto& [name, text] : error.metadata) metadata.Set(name, Value::String(text));
  value.Set("metadata", std::move(metadata));
  return value;
}

WorkflowError ErrorOfValue(const Value& value) {
  const auto text = [&](const char* key) {
    const Value member = value.Get(key);
    return member.IsString() ? member.Text() : std::string();
  };
  WorkflowError error{text("type"), 0, text("title"), text("detail"), text("instance"), text("reason"), {}};
  if (const Value status = value.Get("status"); status.IsNumber()) error.status = static_cast<int>(status.number());
  const Value metadata = value.Get("metadata");
  if (metadata.IsObject()) {
    metadata.ForEachMember(
        [&](absl::string_view key, const Value& member) { error.metadata.emplace(std::string(key), member.Text()); });
  }
  return error;
}

}  // namespace lienthong::engine
