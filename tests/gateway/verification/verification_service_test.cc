// The service as clients call it, over gRPC, in a whole town.
#include "gateway/verification/verification_service.h"

#include "absl/strings/match.h"
#include "absl/synchronization/notification.h"
#include "deploy/lienthong/persona_forms.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/verification_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/world/times.h"
#include "tests/conformance/town_fixture.h"

namespace lienthong::verification {
namespace {

using namespace control::v1;  // NOLINT: six message pairs follow
using conformance::InWorld;
using conformance::OpenTown;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kService[] = "lienthong.control.v1.VerificationService/";
constexpr char kGetPerson[] = "lienthong.population.v1.PopulationService/GetPerson";

template <class Response, class Request>
absl::StatusOr<Response> Ask(const std::string& method, const Request& request) {
  return CallAndWait<Response>(OpenTown::Get().wire(), "gateway", kService + method, request, absl::Seconds(60));
}

std::string NewWorld(ClockMode mode) {
  static int worlds = 0;
  World world;
  world.set_name(absl::StrCat("verification-", ++worlds));
  world.set_clock_mode(mode);
  EXPECT_TRUE(OpenTown::Get().town().authority().Create(world).ok());
  return world.name();
}

void GetPerson(const std::string& world, const std::string& pin, const std::string& caller = "client") {
  population::v1::GetPersonRequest request;
  request.set_pin(pin);
  auto headers = InWorld(world);
  headers.emplace_back(host::kCallerHeader, caller);
  (void)OpenTown::Get().Ask("population", kGetPerson, request.SerializeAsString(), headers);
}

// The whole bundle of one persona family, once for all tests.
const std::string& BundleWorld() {
  static const auto* world = [] {
    OpenTown& town = OpenTown::Get();
    auto* name = new std::string(NewWorld(CLOCK_MODE_MANUAL));
    const auto birth = BirthOf(town.town().nation(), "binh-family").value();
    auto headers = InWorld(*name);
    headers.emplace_back(host::kCallerHeader, "client");
    EXPECT_TRUE(town.Ask("health", "lienthong.health.v1.HealthService/IssueBirthNotification",
                         birth.notification.SerializeAsString(), headers)
                    .status.ok());
    EXPECT_TRUE(town.Ask("gateway", "lienthong.gateway.v1.GatewayService/SubmitDossier",
                         birth.dossier.SerializeAsString(), headers)
                    .status.ok());
    return name;
  }();
  return *world;
}

VerifyCallsRequest Expecting(const std::string& world, const std::string& method, int64_t times) {
  VerifyCallsRequest request;
  request.set_world(world);
  auto& expectation = *request.add_expectations();
  expectation.mutable_query()->mutable_call()->set_method(method);
  expectation.set_times(times);
  return request;
}

TEST(VerificationServiceTest, PagesOfAQueryMakeUpTheWhole) {
  QueryJournalRequest request;
  request.set_world(BundleWorld());
  request.mutable_query()->set_outcome("OK");
  request.set_page_size(1000);
  const auto whole = Ask<QueryJournalResponse>("QueryJournal", request);
  ASSERT_TRUE(whole.ok()) << whole.status();
  ASSERT_GT(whole->calls_size(), 15);
  EXPECT_THAT(whole->next_page_token(), IsEmpty());
  std::vector<std::string> seen;
  request.set_page_size(7);
  do {
    const auto page = Ask<QueryJournalResponse>("QueryJournal", request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_LE(page->calls_size(), 7);
    for (const auto& call : page->calls()) seen.push_back(call.SerializeAsString());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  ASSERT_EQ(static_cast<int>(seen.size()), whole->calls_size());
  for (int i = 0; i < whole->calls_size(); ++i) {
    JournalCall call;
    call.ParseFromString(seen[static_cast<size_t>(i)]);
    EXPECT_EQ(call.entry().path(), whole->calls(i).entry().path()) << i;
  }
}

TEST(VerificationServiceTest, NothingOfAFamilyIsLeftWhenPersonalFieldsAreHidden) {
  ExportJournalRequest request;
  request.set_world(BundleWorld());
  for (const ExportFormat format : {EXPORT_FORMAT_JSON_LINES, EXPORT_FORMAT_HAR}) {
    request.set_format(format);
    std::string shown, hidden;
    for (std::string* text : {&shown, &hidden}) {
      request.set_redact_personal(text == &hidden);
      request.clear_page_token();
      do {
        const auto page = Ask<ExportJournalResponse>("ExportJournal", request);
        ASSERT_TRUE(page.ok()) << page.status();
        *text += page->text();
        request.set_page_token(page->next_page_token());
      } while (!request.page_token().empty());
    }
    // Not by a matcher, which would print the whole journal.
    const auto birth = BirthOf(OpenTown::Get().town().nation(), "binh-family").value();
    for (const std::string& of_the_family : {birth.dossier.applicant().full_name(), birth.dossier.applicant().pin()}) {
      EXPECT_TRUE(absl::StrContains(shown, of_the_family)) << of_the_family;
      EXPECT_FALSE(absl::StrContains(hidden, of_the_family)) << of_the_family;
    }
    EXPECT_TRUE(absl::StrContains(hidden, "SubmitDossier"));
  }
}

TEST(VerificationServiceTest, CountsByCallerMethodAndOutcome) {
  CountCallsRequest request;
  request.set_world(BundleWorld());
  request.mutable_query()->mutable_call()->set_method("Submit*Application");
  const auto counted = Ask<CountCallsResponse>("CountCalls", request);
  ASSERT_TRUE(counted.ok()) << counted.status();
  EXPECT_GE(counted->count(), 3);
  int64_t sum = 0;
  for (const CallGroup& group : counted->groups()) {
    sum += group.count();
    EXPECT_TRUE(absl::EndsWith(group.method(), "Application")) << group.method();
    EXPECT_EQ(group.outcome(), "OK");
  }
  EXPECT_EQ(sum, counted->count());
  EXPECT_GT(counted->examined(), counted->count());
}

TEST(VerificationServiceTest, VerifiesCountsAndOrder) {
  VerifyCallsRequest request = Expecting(BundleWorld(), "SubmitDossier", 1);
  for (const char* method :
       {"IssueBirthNotification", "SubmitDossier", "SubmitBirthApplication", "SubmitResidenceApplication"}) {
    request.add_in_order()->mutable_call()->set_method(method);
  }
  auto verified = Ask<VerifyCallsResponse>("VerifyCalls", request);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_TRUE(verified->holds()) << verified->ShortDebugString();
  std::swap(*request.mutable_in_order(0), *request.mutable_in_order(1));
  verified = Ask<VerifyCallsResponse>("VerifyCalls", request);
  ASSERT_TRUE(verified.ok());
  EXPECT_FALSE(verified->holds());
  ASSERT_EQ(verified->findings_size(), 1);
  EXPECT_EQ(verified->findings(0).expectation(), "in_order[1]");
}

TEST(VerificationServiceTest, DrawsARun) {
  DrawJournalRequest request;
  request.set_world(BundleWorld());
  request.set_max_lines(5);
  auto drawn = Ask<DrawJournalResponse>("DrawJournal", request);
  ASSERT_TRUE(drawn.ok()) << drawn.status();
  EXPECT_EQ(drawn->lines(), 5);
  EXPECT_TRUE(drawn->more());
  EXPECT_EQ(drawn->media_type(), "image/svg+xml");
  request.set_format(DIAGRAM_FORMAT_MERMAID);
  request.set_max_lines(1000);
  drawn = Ask<DrawJournalResponse>("DrawJournal", request);
  ASSERT_TRUE(drawn.ok());
  EXPECT_FALSE(drawn->more());
  EXPECT_THAT(drawn->text(), HasSubstr("SubmitDossier"));
}

// A call that waits, and its answer.
struct Awaiting {
  absl::Notification done;
  absl::StatusOr<AwaitCallsResponse> response = absl::UnknownError("no answer");

  AwaitCallsResponse Wait() {
    done.WaitForNotification();
    EXPECT_TRUE(response.ok()) << response.status();
    return response.value_or(AwaitCallsResponse());
  }
};

std::shared_ptr<Awaiting> Await(const VerifyCallsRequest& expected, absl::Duration wait) {
  AwaitCallsRequest request;
  request.set_world(expected.world());
  *request.mutable_expectations() = expected.expectations();
  *request.mutable_in_order() = expected.in_order();
  *request.mutable_wait() = ToProto(wait);
  auto awaiting = std::make_shared<Awaiting>();
  host::RawCall call;
  call.method = std::string(kService) + "AwaitCalls";
  call.body = request.SerializeAsString();
  call.timeout = absl::Minutes(2);
  OpenTown::Get().wire().Call("gateway", std::move(call), [awaiting](host::RawAnswer answer) {
    awaiting->response = host::CallAnswer{std::move(answer.status), std::move(answer.body)}.As<AwaitCallsResponse>();
    awaiting->done.Notify();
  });
  return awaiting;
}

class AwaitTest : public ::testing::TestWithParam<ClockMode> {};

TEST_P(AwaitTest, IsAnsweredByTheCallThatWasMissing) {
  const std::string world = NewWorld(GetParam());
  GetPerson(world, "1");
  const auto awaiting = Await(Expecting(world, "GetPerson", 3), absl::Minutes(1));
  GetPerson(world, "2");
  EXPECT_FALSE(awaiting->done.HasBeenNotified());
  GetPerson(world, "3");
  const AwaitCallsResponse response = awaiting->Wait();
  EXPECT_TRUE(response.holds()) << response.ShortDebugString();
  EXPECT_EQ(response.counts(0), 3);
  EXPECT_LT(FromProto(response.waited()), absl::Seconds(30));
}

TEST_P(AwaitTest, HoldsNoTurnWhileItWaits) {
  const std::string world = NewWorld(GetParam());
  const auto awaiting = Await(Expecting(world, "SubmitDossier", 1), absl::Minutes(1));
  const auto birth = BirthOf(OpenTown::Get().town().nation(), "binh-family").value();
  for (const auto& [agency, method, body] :
       {std::make_tuple("health", "lienthong.health.v1.HealthService/IssueBirthNotification",
                        birth.notification.SerializeAsString()),
        std::make_tuple("gateway", "lienthong.gateway.v1.GatewayService/SubmitDossier",
                        birth.dossier.SerializeAsString())}) {
    const auto answer = OpenTown::Get().Ask(agency, method, body, InWorld(world));
    EXPECT_TRUE(answer.status.ok()) << answer.status;
  }
  EXPECT_TRUE(awaiting->Wait().holds());
}

TEST_P(AwaitTest, SaysWhatIsMissingWhenTheTimeIsUp) {
  const std::string world = NewWorld(GetParam());
  GetPerson(world, "1", "somebody");
  VerifyCallsRequest expected = Expecting(world, "GetPerson", 1);
  expected.mutable_expectations(0)->mutable_query()->mutable_call()->set_caller("client");
  const AwaitCallsResponse response = Await(expected, absl::Milliseconds(50))->Wait();
  EXPECT_FALSE(response.holds());
  ASSERT_EQ(response.findings_size(), 1);
  ASSERT_EQ(response.findings(0).nearest_size(), 1);
  EXPECT_EQ(response.findings(0).nearest(0).differences(0).field(), "caller");
  EXPECT_GE(FromProto(response.waited()), absl::Milliseconds(50));
}

INSTANTIATE_TEST_SUITE_P(Clocks, AwaitTest, ::testing::Values(CLOCK_MODE_MANUAL, CLOCK_MODE_REAL));

TEST(AwaitCallsTest, WaitingEndsWhenTooManyCame) {
  const std::string world = NewWorld(CLOCK_MODE_MANUAL);
  GetPerson(world, "1");
  GetPerson(world, "2");
  const AwaitCallsResponse response = Await(Expecting(world, "GetPerson", 1), absl::Minutes(1))->Wait();
  EXPECT_FALSE(response.holds());
  EXPECT_EQ(response.findings(0).count(), 2);
}

TEST(AwaitCallsTest, AWorldThatBeginsAnewIsCountedAnew) {
  const std::string world = NewWorld(CLOCK_MODE_MANUAL);
  GetPerson(world, "1");
  const auto awaiting = Await(Expecting(world, "GetPerson", 2), absl::Minutes(1));
  absl::Notification reset;
  OpenTown::Get().town().authority().Reset(world, [&reset](const auto& world) {
    EXPECT_TRUE(world.ok());
    reset.Notify();
  });
  reset.WaitForNotification();
  GetPerson(world, "2");
  EXPECT_FALSE(awaiting->done.HasBeenNotified());
  GetPerson(world, "3");
  EXPECT_TRUE(awaiting->Wait().holds());
}

TEST(AwaitCallsTest, AWorldThatGoesEndsTheWait) {
  const std::string world = NewWorld(CLOCK_MODE_MANUAL);
  const auto awaiting = Await(Expecting(world, "GetPerson", 1), absl::Minutes(1));
  OpenTown::Get().town().authority().Delete(world, [](const absl::Status& status) { EXPECT_TRUE(status.ok()); });
  awaiting->done.WaitForNotification();
  EXPECT_EQ(ReasonOf(awaiting->response.status()), Reason::WORLD_UNKNOWN);
}

TEST(VerificationServiceTest, LeavesNoTraceInTheJournal) {
  const std::string world = NewWorld(CLOCK_MODE_MANUAL);
  (void)Ask<VerifyCallsResponse>("VerifyCalls", Expecting(world, "GetPerson", 0));
  CountCallsRequest request;
  request.set_world(world);
  const auto counted = Ask<CountCallsResponse>("CountCalls", request);
  ASSERT_TRUE(counted.ok());
  EXPECT_EQ(counted->examined(), 0);
}

TEST(VerificationServiceTest, RefusesWhatMakesNoSense) {
  EXPECT_EQ(ReasonOf(Ask<VerifyCallsResponse>("VerifyCalls", Expecting("nowhere", "GetPerson", 0)).status()),
            Reason::WORLD_UNKNOWN);
  EXPECT_EQ(ReasonOf(Ask<VerifyCallsResponse>("VerifyCalls", Expecting("", "GetPerson", 0)).status()),
            Reason::INVALID_FIELD);
  QueryJournalRequest query;
  query.set_world(BundleWorld());
  query.set_page_token("forged");
  EXPECT_EQ(ReasonOf(Ask<QueryJournalResponse>("QueryJournal", query).status()), Reason::PAGE_TOKEN_INVALID);
  query.clear_page_token();
  query.set_page_size(1001);
  EXPECT_EQ(ReasonOf(Ask<QueryJournalResponse>("QueryJournal", query).status()), Reason::INVALID_FIELD);
  DrawJournalRequest draw;
  draw.set_world(BundleWorld());
  draw.set_language("fr");
  EXPECT_EQ(ReasonOf(Ask<DrawJournalResponse>("DrawJournal", draw).status()), Reason::INVALID_FIELD);
  AwaitCallsRequest await;
  await.set_world(BundleWorld());
  await.add_expectations();
  await.mutable_wait()->set_seconds(3600);
  EXPECT_EQ(ReasonOf(Ask<AwaitCallsResponse>("AwaitCalls", await).status()), Reason::INVALID_FIELD);
}

}  // namespace
}  // namespace lienthong::verification
