// What every office keeps on the wire, whoever wrote it. The table is the program's own list of agencies.
#include <set>

#include "grpc/health/v1/health.pb.h"
#include "lienthong/common/v1/fidelity.pb.h"
#include "tests/conformance/methods.h"
#include "tests/conformance/town_fixture.h"

namespace lienthong::conformance {
namespace {

constexpr char kBroken[] = "\xff\xff";

// Channels from one agency to another: a stranger is refused before anything else.
std::string CallerFor(const std::string& method) {
  return method == "lienthong.population.v1.PopulationService/IssuePersonalNumber" ? "civil_registry" : "conformance";
}

class AgencyConformanceTest : public ::testing::TestWithParam<std::string> {
 protected:
  AgencyConformanceTest() {
    for (const std::string& name : town_.ServicesOf(GetParam())) {
      const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
      EXPECT_NE(service, nullptr) << name;
      for (int i = 0; service != nullptr && i < service->method_count(); ++i) methods_.push_back(service->method(i));
    }
    EXPECT_FALSE(methods_.empty()) << GetParam() << " serves nothing";
  }

  std::vector<const MethodDescriptor*> Unary() const {
    std::vector<const MethodDescriptor*> unary;
    for (const auto* method : methods_) {
      if (!method->server_streaming()) unary.push_back(method);
    }
    return unary;
  }

  absl::Status Ask(const MethodDescriptor& method, const std::string& body, const std::string& world = "conformance") {
    return town_
        .Ask(GetParam(), WireName(method), body,
             {{host::kWorldHeader, world}, {host::kCallerHeader, CallerFor(WireName(method))}})
        .status;
  }
  // Fields not there are left out.
  static std::string Body(const MethodDescriptor& method, const std::string& request_id, int page_size = 0,
                          const std::string& page_token = "") {
    auto request = NewRequest(method);
    const auto* reflection = request->GetReflection();
    const auto field = [&](const char* name) { return method.input_type()->FindFieldByName(name); };
    if (field("request_id") != nullptr) reflection->SetString(request.get(), field("request_id"), request_id);
    if (page_size != 0) reflection->SetInt32(request.get(), field("page_size"), page_size);
    if (!page_token.empty()) reflection->SetString(request.get(), field("page_token"), page_token);
    return request->SerializeAsString();
  }

  // A refusal of ours: a known reason that the method admits to, the office's name, a whole sentence.
  void ExpectWellFormed(const MethodDescriptor& method, const absl::Status& status) {
    const auto info = ErrorInfoOf(status);
    ASSERT_TRUE(info) << status;
    EXPECT_EQ(info->domain(), absl::StrCat(GetParam(), ".lienthong.vn")) << status;
    const Reason reason = ReasonOf(status);
    ASSERT_NE(reason, Reason::REASON_UNSPECIFIED) << info->reason();
    EXPECT_NE(reason, Reason::INTERNAL_ERROR) << status;
    EXPECT_EQ(status.message().find('{'), absl::string_view::npos) << status;
    std::set<int> admitted;
    for (const int known : method.options().GetRepeatedExtension(common::v1::reasons)) admitted.insert(known);
    EXPECT_TRUE(reason < 100 || admitted.count(reason) > 0)
        << info->reason() << " is not among the reasons of " << WireName(method);
  }

  OpenTown& town_ = OpenTown::Get();
  std::vector<const MethodDescriptor*> methods_;
};

TEST_P(AgencyConformanceTest, AnUnknownWorldIsRefused) {
  for (const auto* method : Unary()) {
    EXPECT_EQ(ReasonOf(Ask(*method, "", "nowhere")), Reason::WORLD_UNKNOWN) << WireName(*method);
  }
}

TEST_P(AgencyConformanceTest, BytesThatAreNoMessageAreRefused) {
  for (const auto* method : Unary()) {
    const absl::Status status = Ask(*method, kBroken);
    EXPECT_EQ(ReasonOf(status), Reason::MALFORMED_MESSAGE) << WireName(*method) << " " << status;
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST_P(AgencyConformanceTest, AWriteWithoutRequestIdIsRefused) {
  for (const auto* method : Unary()) {
    if (!IsWrite(*method)) continue;
    const absl::Status status = Ask(*method, "");
    EXPECT_EQ(ReasonOf(status), Reason::REQUEST_ID_MISSING) << WireName(*method) << " " << status;
  }
}

TEST_P(AgencyConformanceTest, AnEmptyRequestIsAnsweredOrRefusedByAReasonOfItsOwn) {
  const std::set<absl::StatusCode> allowed = {absl::StatusCode::kOk, absl::StatusCode::kInvalidArgument,
                                              absl::StatusCode::kFailedPrecondition, absl::StatusCode::kNotFound};
  for (const auto* method : Unary()) {
    SCOPED_TRACE(WireName(*method));
    const absl::Status status = Ask(*method, Body(*method, "empty"));
    EXPECT_TRUE(allowed.count(status.code()) > 0) << status;
    if (!status.ok()) ExpectWellFormed(*method, status);
  }
}

TEST_P(AgencyConformanceTest, PagesAreAskedForRightly) {
  for (const auto* method : Unary()) {
    if (!IsList(*method)) continue;
    SCOPED_TRACE(WireName(*method));
    const absl::Status token = Ask(*method, Body(*method, "", 0, "no such page"));
    EXPECT_EQ(ReasonOf(token), Reason::PAGE_TOKEN_INVALID) << token;
    const absl::Status size = Ask(*method, Body(*method, "", -1));
    EXPECT_EQ(ReasonOf(size), Reason::INVALID_FIELD) << size;
    ASSERT_TRUE(ErrorInfoOf(size)) << size;
    EXPECT_EQ(ErrorInfoOf(size)->metadata().at("field"), "page_size");
  }
}

TEST_P(AgencyConformanceTest, AForgedHeaderIsRefused) {
  for (const auto* method : Unary()) {
    auto headers = InWorld();
    headers.emplace_back(host::kNowHeader, "forged");
    EXPECT_EQ(ReasonOf(town_.Ask(GetParam(), WireName(*method), "", headers).status), Reason::HEADER_FORGED)
        << WireName(*method);
  }
}

TEST_P(AgencyConformanceTest, AnUnknownMethodIsRefused) {
  for (const std::string& method :
       {methods_[0]->service()->full_name() + "/Sing", std::string("no.such.Service/Sing")}) {
    const absl::Status status = town_.Ask(GetParam(), method, "", InWorld()).status;
    EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented) << status;
    EXPECT_EQ(ReasonOf(status), Reason::METHOD_UNKNOWN) << status;
  }
}

TEST_P(AgencyConformanceTest, HealthServes) {
  std::vector<std::string> services = town_.ServicesOf(GetParam());
  services.push_back("");
  for (const std::string& service : services) {
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(service);
    const auto answer = town_.Ask(GetParam(), "grpc.health.v1.Health/Check", request.SerializeAsString());
    grpc::health::v1::HealthCheckResponse response;
    ASSERT_TRUE(answer.status.ok() && response.ParseFromString(answer.body)) << service << " " << answer.status;
    EXPECT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING) << service;
  }
}

INSTANTIATE_TEST_SUITE_P(Offices, AgencyConformanceTest, ::testing::ValuesIn([] {
                           std::vector<std::string> names = {"gateway"};
                           for (const AgencyKind& kind : AllAgencies()) names.push_back(kind.name);
                           return names;
                         }()),
                         [](const auto& info) { return info.param; });

TEST(DirectoryTest, EveryAgencyOfTheProgramIsInTheDirectoryInItsOrder) {
  std::vector<std::string> expected = {"gateway"};
  for (const AgencyKind& kind : AllAgencies()) expected.push_back(kind.name);
  EXPECT_EQ(OpenTown::Get().offices(), expected);
}

}  // namespace
}  // namespace lienthong::conformance
