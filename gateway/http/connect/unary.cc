#include "gateway/http/connect/unary.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "gateway/http/connect/error.h"
#include "gateway/http/connect/metadata.h"
#include "gateway/http/connect/method.h"
#include "gateway/http/content_type.h"
#include "gateway/http/errors.h"
#include "services/base/descriptors/methods.h"
#include "services/base/status.h"

namespace lienthong::http {
namespace {

using google::protobuf::MethodDescriptor;

constexpr char kJsonType[] = "application/json";
constexpr char kProtoType[] = "application/proto";
constexpr size_t kLongestTimeoutText = 10;  // the protocol's limit, in digits

absl::string_view HeaderOf(const Metadata& headers, absl::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

absl::StatusOr<absl::Duration> TimeoutOf(const Metadata& headers) {
  const absl::string_view text = HeaderOf(headers, "connect-timeout-ms");
  if (text.empty()) return absl::InfiniteDuration();
  std::int64_t milliseconds = 0;
  const bool is_number = text.size() <= kLongestTimeoutText &&
                         text.find_first_not_of("0123456789") == absl::string_view::npos &&
                         absl::SimpleAtoi(text, &milliseconds);
  if (!is_number) return HeaderInvalid("connect-timeout-ms", "at most 10 digits");
  return absl::Milliseconds(milliseconds);
}

absl::Status CheckProtocol(const HttpRequest& request) {
  const absl::string_view version = request.Header("connect-protocol-version");
  if (!version.empty() && version != "1") return HeaderInvalid("connect-protocol-version", "1");
  const absl::string_view encoding = request.Header("content-encoding");
  if (!encoding.empty() && encoding != "identity") return EncodingUnsupported(encoding);
  return absl::OkStatus();
}

absl::StatusOr<std::string> QueryMessage(const Url& url) {
  auto message = url.Parameter("message");
  if (!message) return QueryInvalid("message", "the request message");
  if (url.Parameter("base64") != "1") return *std::move(message);
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(*message, &bytes)) return QueryInvalid("message", "URL-safe base64");
  return bytes;
}

}  // namespace

void Unary::Post(const MethodDescriptor& method, HttpRequest request, ReplyDone done) {
  if (const absl::Status status = CheckProtocol(request); !status.ok()) {
    return done({ErrorResponse(status, codec_)});
  }
  const std::string type = MediaTypeOf(request.Header("content-type"));
  if (type != kJsonType && type != kProtoType) {
    const auto refusal = ContentTypeUnsupported(type, "application/json or application/proto");
    Reply reply{ErrorResponse(refusal, codec_)};
    reply.response.headers.emplace_back("accept-post", "application/json, application/proto");
    return done(std::move(reply));
  }
  Call(method, type == kJsonType ? Encoding::kJson : Encoding::kProto, request.headers, std::move(request.body),
       std::move(done));
}

void Unary::Get(const MethodDescriptor& method, const Url& url, const HttpRequest& request, ReplyDone done) {
  const auto encoding = url.Parameter("encoding");
  if (encoding != "json" && encoding != "proto") {
    return done({ErrorResponse(QueryInvalid("encoding", "json or proto"), codec_)});
  }
  auto message = QueryMessage(url);
  if (!message.ok()) return done({ErrorResponse(message.status(), codec_)});
  Call(method, encoding == "json" ? Encoding::kJson : Encoding::kProto, request.headers, *std::move(message),
       std::move(done));
}

void Unary::Call(const MethodDescriptor& method, Encoding encoding, const Metadata& headers, std::string message,
                 ReplyDone done) {
  const auto timeout = TimeoutOf(headers);
  if (!timeout.ok()) return done({ErrorResponse(timeout.status(), codec_)});
  if (encoding == Encoding::kJson) {
    auto binary = codec_.ToBinary(*method.input_type(), message);
    if (!binary.ok()) return done({ErrorResponse(binary.status(), codec_)});
    message = *std::move(binary);
  }
  backend_.Call(WireName(method), CallMetadata(headers), std::move(message), *timeout,
                [this, &method, encoding, done = std::move(done)](Answer answer) mutable {
                  done(Answered(method, encoding, answer));
                });
}

Reply Unary::Answered(const MethodDescriptor& method, Encoding encoding, const Answer& answer) const {
  Reply reply;
  absl::StatusOr<std::string> body = answer.body;
  if (!answer.status.ok()) {
    body = answer.status;
  } else if (encoding == Encoding::kJson) {
    body = codec_.ToJson(*method.output_type(), answer.body);
  }
  if (body.ok()) {
    reply.response.headers.emplace_back("content-type", encoding == Encoding::kJson ? kJsonType : kProtoType);
    reply.response.body = *std::move(body);
  } else {
    reply.response = ErrorResponse(body.status(), codec_);
  }
  for (auto& header : TrailerHeaders(answer.trailers)) reply.response.headers.push_back(std::move(header));
  return reply;
}

}  // namespace lienthong::http
