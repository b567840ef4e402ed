#include "absl/strings/escaping.h"
#include "exchange.h"
#include "fake_backend.h"
#include "gateway/http/connect/error.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace lienthong::http {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using Json = nlohmann::json;
using testing::Contains;
using testing::Not;
using testing::Pair;

TEST(ConnectTest, AnswersJsonWithJson) {
  FakeBackend backend;

  const auto response = Exchange(backend, JsonCall(kCheck, R"({"service": "known"})")).response;

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(HeaderOf(response, "content-type"), "application/json");
  EXPECT_EQ(Json::parse(response.body), (Json{{"status", "SERVING"}}));
  EXPECT_EQ(backend.last_method, "grpc.health.v1.Health/Check");
  EXPECT_EQ(backend.last_timeout, absl::InfiniteDuration());
}

TEST(ConnectTest, AnswersProtoWithProto) {
  FakeBackend backend;
  HealthCheckRequest check;
  check.set_service("known");

  const auto response =
      Exchange(backend, {"POST", kCheck, {{"content-type", "application/proto"}}, check.SerializeAsString()}).response;

  HealthCheckResponse answer;
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(HeaderOf(response, "content-type"), "application/proto");
  ASSERT_TRUE(answer.ParseFromString(response.body));
  EXPECT_EQ(answer.status(), HealthCheckResponse::SERVING);
}

TEST(ConnectTest, PassesMetadataTimeoutAndTrailers) {
  FakeBackend backend;
  backend.trailers = {{"lienthong-step", "7"}, {"mark-bin", std::string("\x00\x01", 2)}, {"bad", "a\r\nb"}};
  HttpRequest request = JsonCall(kCheck, R"({"service": "known"})");
  request.headers.insert(request.headers.end(), {{"lienthong-world", "w1"},
                                                 {"traceparent", "00-1-2-01"},
                                                 {"cookie", "a=b"},
                                                 {"host", "h"},
                                                 {"connect-protocol-version", "1"},
                                                 {"connect-timeout-ms", "1500"},
                                                 {"blob-bin", "AAE="}});

  const auto response = Exchange(backend, request).response;

  EXPECT_THAT(backend.last_metadata, Contains(Pair("lienthong-world", "w1")));
  EXPECT_THAT(backend.last_metadata, Contains(Pair("traceparent", "00-1-2-01")));
  EXPECT_THAT(backend.last_metadata, Contains(Pair("blob-bin", std::string("\x00\x01", 2))));
  EXPECT_THAT(backend.last_metadata, Not(Contains(Pair("cookie", testing::_))));
  EXPECT_EQ(backend.last_timeout, absl::Milliseconds(1500));
  EXPECT_EQ(HeaderOf(response, "trailer-lienthong-step"), "7");
  EXPECT_EQ(HeaderOf(response, "trailer-mark-bin"), "AAE=");
  EXPECT_EQ(HeaderOf(response, "trailer-bad"), "");
}

TEST(ConnectTest, RefusalKeepsItsDetails) {
  FakeBackend backend;

  const auto response = Exchange(backend, JsonCall(kCheck, R"({"service": "strange"})")).response;

  EXPECT_THAT(response, Refused(404, "RESOURCE_NOT_FOUND"));
  const Json error = Json::parse(response.body);
  EXPECT_EQ(error["code"], "not_found");
  std::vector<std::string> languages;
  for (const auto& detail : error["details"]) {
    if (detail["type"] == "google.rpc.LocalizedMessage") languages.push_back(detail["debug"]["locale"]);
    EXPECT_EQ(detail["value"].get<std::string>().find('='), std::string::npos);
  }
  EXPECT_THAT(languages, testing::UnorderedElementsAre("vi", "en"));
}

TEST(ConnectTest, DetailsAreTheMessagesThemselves) {
  FakeBackend backend;
  const auto response = Exchange(backend, JsonCall(kCheck, R"({"service": "strange"})")).response;

  google::rpc::ErrorInfo info;
  const Json error = Json::parse(response.body);
  for (const auto& detail : error["details"]) {
    if (detail["type"] != "google.rpc.ErrorInfo") continue;
    std::string bytes;
    ASSERT_TRUE(absl::Base64Unescape(detail["value"].get<std::string>(), &bytes));
    ASSERT_TRUE(info.ParseFromString(bytes));
  }

  EXPECT_EQ(info.reason(), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(info.domain(), "gateway.lienthong.vn");
  EXPECT_EQ(info.metadata().at("name"), "strange");
}

TEST(ConnectTest, RefusesWrongRequestsBeforeTheBackend) {
  FakeBackend backend;
  const auto with = [](HttpRequest request, const char* name, const char* value) {
    request.headers.emplace_back(name, value);
    return request;
  };
  const HttpRequest good = JsonCall(kCheck, "{}");
  const std::pair<HttpRequest, std::pair<int, const char*>> cases[] = {
      {JsonCall(kCheck, "{"), {400, "JSON_MALFORMED"}},
      {JsonCall(kCheck, ""), {400, "JSON_MALFORMED"}},
      {JsonCall(kCheck, R"({"servce": ""})"), {400, "FIELD_UNKNOWN"}},
      {JsonCall(kCheck, R"({"service": 1})"), {400, "JSON_TYPE_MISMATCH"}},
      {{"POST", kCheck, {{"content-type", "text/plain"}}, "{}"}, {415, "CONTENT_TYPE_UNSUPPORTED"}},
      {{"POST", kCheck, {}, "{}"}, {415, "CONTENT_TYPE_UNSUPPORTED"}},
      {with(good, "content-encoding", "gzip"), {415, "HTTP_ENCODING_UNSUPPORTED"}},
      {with(good, "connect-protocol-version", "2"), {400, "HTTP_HEADER_INVALID"}},
      {with(good, "connect-timeout-ms", "soon"), {400, "HTTP_HEADER_INVALID"}},
      {with(good, "connect-timeout-ms", "99999999999"), {400, "HTTP_HEADER_INVALID"}},
      {with(with(good, "lienthong-world", "a"), "lienthong-world", "b"), {400, "HTTP_HEADER_INVALID"}},
      {with(with(good, "lienthong-caller", "a"), "lienthong-caller", "a"), {400, "HTTP_HEADER_INVALID"}},
      {with(with({"GET", "/files/f", {}, ""}, "lienthong-world", "a"), "lienthong-world", "b"),
       {400, "HTTP_HEADER_INVALID"}},
      {JsonCall("/grpc.health.v1.Health/Cure", "{}"), {404, "METHOD_UNKNOWN"}},
      {JsonCall("/grpc.health.v1.Strange/Check", "{}"), {404, "METHOD_UNKNOWN"}},
      {JsonCall("/google.protobuf.Any/Check", "{}"), {404, "METHOD_UNKNOWN"}},
      {JsonCall("/grpc.health.v1.Health/Watch", "{}"), {405, "STREAM_KIND_WRONG"}},
      {{"GET", kCheck, {}, ""}, {405, "HTTP_METHOD_NOT_ALLOWED"}},
      {{"GET", std::string(kCheck) + "?connect=v1&encoding=json&message=%7B%7D", {}, ""},
       {405, "HTTP_METHOD_NOT_ALLOWED"}},
      {{"DELETE", kCheck, {}, ""}, {405, "HTTP_METHOD_NOT_ALLOWED"}},
      {{"GET", std::string(kCheck) + "?stream", {}, ""}, {405, "STREAM_KIND_WRONG"}},
      {{"GET", "/nothing", {}, ""}, {404, "PATH_UNKNOWN"}},
      {{"GET", "/%zz", {}, ""}, {400, "HTTP_MALFORMED"}},
  };
  for (const auto& [request, expected] : cases) {
    EXPECT_THAT(Exchange(backend, request).response, Refused(expected.first, expected.second))
        << request.method << " " << request.target;
  }
  EXPECT_EQ(backend.calls, 0);
}

TEST(ConnectTest, NamesTheWrongField) {
  FakeBackend backend;

  const auto response = Exchange(backend, JsonCall(kCheck, R"({"servce": ""})")).response;

  EXPECT_EQ(FieldIn(response.body), "servce");
}

TEST(ConnectTest, MediaTypeParametersAndCaseDontMatter) {
  FakeBackend backend;

  const auto response =
      Exchange(backend,
               {"POST", kCheck, {{"content-type", "Application/JSON; charset=utf-8"}}, R"({"service":"known"})"})
          .response;

  EXPECT_EQ(response.status, 200);
}

TEST(ConnectTest, EveryCodeHasItsNameAndHttpStatus) {
  // The table of the Connect protocol.
  const std::pair<absl::StatusCode, std::pair<const char*, int>> table[] = {
      {absl::StatusCode::kCancelled, {"canceled", 499}},
      {absl::StatusCode::kUnknown, {"unknown", 500}},
      {absl::StatusCode::kInvalidArgument, {"invalid_argument", 400}},
      {absl::StatusCode::kDeadlineExceeded, {"deadline_exceeded", 504}},
      {absl::StatusCode::kNotFound, {"not_found", 404}},
      {absl::StatusCode::kAlreadyExists, {"already_exists", 409}},
      {absl::StatusCode::kPermissionDenied, {"permission_denied", 403}},
      {absl::StatusCode::kResourceExhausted, {"resource_exhausted", 429}},
      {absl::StatusCode::kFailedPrecondition, {"failed_precondition", 400}},
      {absl::StatusCode::kAborted, {"aborted", 409}},
      {absl::StatusCode::kOutOfRange, {"out_of_range", 400}},
      {absl::StatusCode::kUnimplemented, {"unimplemented", 501}},
      {absl::StatusCode::kInternal, {"internal", 500}},
      {absl::StatusCode::kUnavailable, {"unavailable", 503}},
      {absl::StatusCode::kDataLoss, {"data_loss", 500}},
      {absl::StatusCode::kUnauthenticated, {"unauthenticated", 401}},
  };
  for (const auto& [code, expected] : table) {
    EXPECT_EQ(ConnectCode(code), expected.first);
    EXPECT_EQ(HttpStatus(absl::Status(code, "x")), expected.second) << expected.first;
  }
}

TEST(ConnectTest, OptionsSayWhatIsAllowed) {
  FakeBackend backend;

  EXPECT_EQ(HeaderOf(Exchange(backend, {"OPTIONS", kCheck, {}, ""}).response, "allow"), "POST, OPTIONS");
  EXPECT_EQ(HeaderOf(Exchange(backend, {"OPTIONS", "/healthz", {}, ""}).response, "allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(HeaderOf(Exchange(backend, {"DELETE", kCheck, {}, ""}).response, "allow"), "POST, OPTIONS");
}

TEST(ConnectTest, OnlyPagesOfThisComputerMayRead) {
  FakeBackend backend;
  const auto allowed = [&](const char* origin) {
    HttpRequest request = JsonCall(kCheck, R"({"service": "known"})");
    request.headers.emplace_back("origin", origin);
    return HeaderOf(Exchange(backend, request).response, "access-control-allow-origin");
  };

  EXPECT_EQ(allowed("http://localhost:5173"), "http://localhost:5173");
  EXPECT_EQ(allowed("https://127.0.0.1"), "https://127.0.0.1");
  EXPECT_EQ(allowed("http://[::1]:80"), "http://[::1]:80");
  EXPECT_EQ(allowed("http://localhost.example.com"), "");
  EXPECT_EQ(allowed("null"), "");
}

}  // namespace
}  // namespace lienthong::http
