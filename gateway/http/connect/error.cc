#include "gateway/http/connect/error.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "nlohmann/json.hpp"
#include "services/base/error/error.h"

namespace lienthong::http {
namespace {

using absl::StatusCode;
using Json = nlohmann::ordered_json;

constexpr char kDomain[] = "gateway.lienthong.vn";
constexpr char kTypePrefix[] = "type.googleapis.com/";

// 0 when HTTP has no number of its own for this reason.
int StatusOfReason(Reason reason) {
  switch (reason) {
    case Reason::METHOD_UNKNOWN:
    case Reason::PATH_UNKNOWN:
      return 404;
    case Reason::HTTP_METHOD_NOT_ALLOWED:
    case Reason::STREAM_KIND_WRONG:
      return 405;
    case Reason::HTTP_REQUEST_TOO_SLOW:
      return 408;
    case Reason::MESSAGE_TOO_LARGE:
    case Reason::FILE_TOO_LARGE:
      return 413;
    case Reason::CONTENT_TYPE_UNSUPPORTED:
    case Reason::HTTP_ENCODING_UNSUPPORTED:
      return 415;
    case Reason::HTTP_HEADERS_TOO_LARGE:
      return 431;
    default:
      return 0;
  }
}

int StatusOfCode(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return 200;
    case StatusCode::kInvalidArgument:
    case StatusCode::kFailedPrecondition:
    case StatusCode::kOutOfRange:
      return 400;
    case StatusCode::kUnauthenticated:
      return 401;
    case StatusCode::kPermissionDenied:
      return 403;
    case StatusCode::kNotFound:
      return 404;
    case StatusCode::kAlreadyExists:
    case StatusCode::kAborted:
      return 409;
    case StatusCode::kResourceExhausted:
      return 429;
    case StatusCode::kCancelled:
      return 499;
    case StatusCode::kUnimplemented:
      return 501;
    case StatusCode::kUnavailable:
      return 503;
    case StatusCode::kDeadlineExceeded:
      return 504;
    default:
      return 500;
  }
}

std::string UnpaddedBase64(const std::string& bytes) {
  const std::string padded = absl::Base64Escape(bytes);
  return padded.substr(0, padded.find('='));
}

Json DetailJson(const google::protobuf::Any& detail, const JsonCodec& codec) {
  const std::string type(absl::StripPrefix(detail.type_url(), kTypePrefix));
  Json json = {{"type", type}, {"value", UnpaddedBase64(detail.value())}};
  const auto* descriptor = codec.pool().FindMessageTypeByName(type);
  if (descriptor == nullptr) return json;
  const auto debug = codec.ToJson(*descriptor, detail.value());
  if (debug.ok()) json["debug"] = Json::parse(*debug, nullptr, false);
  return json;
}

}  // namespace

absl::string_view ConnectCode(StatusCode code) {
  switch (code) {
    case StatusCode::kCancelled:
      return "canceled";
    case StatusCode::kInvalidArgument:
      return "invalid_argument";
    case StatusCode::kDeadlineExceeded:
      return "deadline_exceeded";
    case StatusCode::kNotFound:
      return "not_found";
    case StatusCode::kAlreadyExists:
      return "already_exists";
    case StatusCode::kPermissionDenied:
      return "permission_denied";
    case StatusCode::kResourceExhausted:
      return "resource_exhausted";
    case StatusCode::kFailedPrecondition:
      return "failed_precondition";
    case StatusCode::kAborted:
      return "aborted";
    case StatusCode::kOutOfRange:
      return "out_of_range";
    case StatusCode::kUnimplemented:
      return "unimplemented";
    case StatusCode::kInternal:
      return "internal";
    case StatusCode::kUnavailable:
      return "unavailable";
    case StatusCode::kDataLoss:
      return "data_loss";
    case StatusCode::kUnauthenticated:
      return "unauthenticated";
    default:
      return "unknown";
  }
}

int HttpStatus(const absl::Status& status) {
  const int own = StatusOfReason(ReasonOf(status));
  return own != 0 ? own : StatusOfCode(status.code());
}

std::string ConnectErrorJson(const absl::Status& status, const JsonCodec& codec) {
  const auto rpc = ToRpcStatus(WithDomain(status, kDomain));
  Json json = {{"code", std::string(ConnectCode(status.code()))}, {"message", rpc.message()}};
  for (const auto& detail : rpc.details()) json["details"].push_back(DetailJson(detail, codec));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HttpResponse ErrorResponse(const absl::Status& status, const JsonCodec& codec) {
  HttpResponse response;
  response.status = HttpStatus(status);
  response.headers.emplace_back("content-type", "application/json");
  const auto info = ErrorInfoOf(status);
  if (info && response.status == 405) {
    const auto allowed = info->metadata().find("allowed");
    if (allowed != info->metadata().end()) response.headers.emplace_back("allow", allowed->second);
  }
  if (const auto wait = RetryAfterOf(status)) {
    response.headers.emplace_back("retry-after", absl::StrCat(absl::ToInt64Seconds(absl::Ceil(*wait, absl::Seconds(1)))));
  }
  response.body = ConnectErrorJson(status, codec);
  return response;
}

}  // namespace lienthong::http
