#include "exchange.h"
#include "fake_backend.h"
#include "gateway/http/pages/agencies.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lienthong::http {
namespace {

using testing::HasSubstr;
using testing::Not;

Agency Population() {
  return {"population", "Cơ sở dữ liệu dân cư", "Population register", "127.0.0.1:7001", {"a.b.PopulationService"}};
}

TEST(PagesTest, ListsAgenciesInTheReadersLanguage) {
  FakeBackend backend;
  backend.agencies = {Population()};

  const auto vietnamese = Exchange(backend, {"GET", "/", {{"accept-language", "en;q=0.8, vi"}}, ""}).response;
  const auto english = Exchange(backend, {"GET", "/?lang=en", {{"accept-language", "vi"}}, ""}).response;

  EXPECT_EQ(HeaderOf(english, "content-language"), "en");
  EXPECT_THAT(english.body, HasSubstr("Population register"));
  EXPECT_THAT(english.body, HasSubstr("127.0.0.1:7001"));
  EXPECT_THAT(english.body, HasSubstr("a.<wbr>b.<wbr>PopulationService"));
  EXPECT_EQ(HeaderOf(vietnamese, "content-language"), "en") << "the first language named counts";
  EXPECT_THAT(Exchange(backend, {"GET", "/", {}, ""}).response.body, HasSubstr("Cơ sở dữ liệu dân cư"));
}

TEST(PagesTest, LeavesNoPlaceholderOpen) {
  FakeBackend backend;
  backend.agencies = {Population()};
  for (const char* language : {"vi", "en"}) {
    EXPECT_THAT(AgenciesPage(backend, language, "http://h:1"), Not(HasSubstr("{{")));
  }
}

TEST(PagesTest, NamesAreTextNeverMarkup) {
  FakeBackend backend;
  backend.agencies = {Population()};
  backend.agencies[0].address = "<script>alert(1)</script>";

  const std::string page = AgenciesPage(backend, "en", "http://\"><script>");

  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
}

TEST(PagesTest, HealthFollowsTheGatewayNotTheAgencies) {
  FakeBackend backend;
  backend.agencies = {Population()};
  backend.agencies[0].reachable = false;
  const auto serving = Exchange(backend, {"GET", "/healthz", {}, ""}).response;
  backend.healthy = false;
  const auto stopping = Exchange(backend, {"GET", "/healthz", {}, ""}).response;

  EXPECT_EQ(serving.status, 200);
  EXPECT_EQ(nlohmann::json::parse(serving.body)["status"], "SERVING");
  EXPECT_EQ(nlohmann::json::parse(serving.body)["agencies"]["population"], "NOT_SERVING");
  EXPECT_EQ(stopping.status, 503);
}

TEST(PagesTest, MetricsArePassedOn) {
  FakeBackend backend;
  const auto response = Exchange(backend, {"GET", "/metrics", {}, ""}).response;

  EXPECT_EQ(response.body, "lienthong_calls_total 1\n");
  EXPECT_THAT(HeaderOf(response, "content-type"), HasSubstr("version=0.0.4"));
}

TEST(PagesTest, DocumentsAreReadOnly) {
  FakeBackend backend;
  for (const char* path : {"/", "/openapi.json", "/postman.json", "/metrics", "/healthz"}) {
    EXPECT_THAT(Exchange(backend, {"POST", path, {}, ""}).response, Refused(405, "HTTP_METHOD_NOT_ALLOWED")) << path;
  }
}

}  // namespace
}  // namespace lienthong::http
