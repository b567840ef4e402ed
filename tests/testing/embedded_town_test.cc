// The simulator inside a test's own process, as a team's C++ tests use it.
#include <gmock/gmock.h>

#include <thread>

#include "deploy/lienthong/remote.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/rpc/directory.h"
#include "services/base/rpc/grpc_transport.h"
#include "tests/testing/test_in_fresh_world.h"

namespace lienthong::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kIssue[] = "lienthong.health.v1.HealthService/IssueBirthNotification";
constexpr char kListNotices[] = "lienthong.health.v1.HealthService/ListBirthNotifications";
constexpr char kGetPerson[] = "lienthong.population.v1.PopulationService/GetPerson";
constexpr char kListPersons[] = "lienthong.population.v1.PopulationService/ListPersons";

common::v1::Date On(int year, int month, int day) {
  common::v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

health::v1::IssueBirthNotificationRequest NoticeIn(FreshWorld& world) {
  population::v1::ListPersonsRequest search;
  search.set_full_name("Nguyễn Thị Mẫu Bình");
  *search.mutable_birth_date() = On(1995, 3, 8);
  const auto found = world.Call<population::v1::ListPersonsResponse>("population", kListPersons, search);
  health::v1::IssueBirthNotificationRequest request;
  request.set_request_id("notice");
  auto& notice = *request.mutable_birth_notification();
  notice.set_facility_code("01901");
  notice.set_children_of_delivery(1);
  notice.mutable_mother()->set_pin(found->persons(0).pin());
  notice.mutable_mother()->set_full_name(search.full_name());
  *notice.mutable_mother()->mutable_birth_date() = search.birth_date();
  notice.mutable_child()->set_sex(common::v1::SEX_MALE);
  notice.mutable_child()->set_weight_grams(3200);
  *notice.mutable_child()->mutable_birth_date() = On(2024, 7, 29);
  return request;
}

absl::Status Issue(FreshWorld& world) {
  return world.Call<health::v1::IssueBirthNotificationResponse>("health", kIssue, NoticeIn(world)).status();
}

int NoticesIn(FreshWorld& world) {
  return world
      .Call<health::v1::ListBirthNotificationsResponse>("health", kListNotices,
                                                        health::v1::ListBirthNotificationsRequest())
      ->birth_notifications_size();
}

class EmbeddedTownTest : public TestInFreshWorld {};

TEST_F(EmbeddedTownTest, WhatHappensInAWorldStaysThere) {
  ASSERT_TRUE(Issue(world()).ok());
  const auto other = town().NewWorld();
  EXPECT_EQ(NoticesIn(world()), 1);
  EXPECT_EQ(NoticesIn(*other), 0);
}

TEST_F(EmbeddedTownTest, AForkHasThePastAndItsOwnFuture) {
  const auto before = world().Fork();
  ASSERT_TRUE(Issue(world()).ok());
  const auto after = world().Fork();
  EXPECT_EQ(NoticesIn(*before), 0);
  EXPECT_EQ(NoticesIn(*after), 1);
}

TEST_F(EmbeddedTownTest, AWorldEndsWithItsObject) {
  std::string name;
  { name = town().NewWorld()->name(); }
  population::v1::GetPersonResponse response;
  const absl::Status status =
      town().Ask("population", kGetPerson, {{"lienthong-world", name}}, population::v1::GetPersonRequest(), &response);
  EXPECT_EQ(ReasonOf(status), common::v1::WORLD_UNKNOWN);
}

TEST_F(EmbeddedTownTest, ARefusalHasItsReasonAndField) {
  population::v1::GetPersonRequest request;
  request.set_pin("12");
  const auto answer = world().Call<population::v1::GetPersonResponse>("population", kGetPerson, request);
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(answer.status()), common::v1::PERSONAL_NUMBER_NOT_12_DIGITS);
  EXPECT_EQ(ErrorInfoOf(answer.status())->metadata().at("field"), "pin");
}

TEST_F(EmbeddedTownTest, TheClockMovesWhenItIsTold) {
  const absl::Time start = world().Now();
  ASSERT_TRUE(world().AdvanceWorkingDays(5).ok());
  EXPECT_EQ(world().Now() - start, absl::Hours(24 * 7));
  ASSERT_TRUE(world().Advance(absl::Seconds(90)).ok());
  EXPECT_EQ(world().Now() - start, absl::Hours(24 * 7) + absl::Seconds(90));
  ASSERT_TRUE(world().AdvanceUntilIdle().ok());
  EXPECT_EQ(world().Now() - start, absl::Hours(24 * 7) + absl::Seconds(90)) << "nothing waits";
}

TEST_F(EmbeddedTownTest, OfficersOfAnAgencyNobodyKnowsAreRefused) {
  control::v1::OfficerPolicy policy;
  policy.set_agency("population");
  policy.set_mode(control::v1::OFFICER_MODE_PERSON);
  EXPECT_TRUE(world().SetOfficers({policy}).ok());
  policy.set_agency("post");
  EXPECT_EQ(ReasonOf(world().SetOfficers({policy})), common::v1::AGENCY_UNKNOWN);
}

TEST_F(EmbeddedTownTest, TheJournalHasWhatWasCalled) {
  ASSERT_TRUE(Issue(world()).ok());
  ASSERT_TRUE(Issue(world()).ok()) << "the same request_id: the same answer";
  const auto lines = world().Journal("IssueBirthNotification");
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(lines[0].caller(), FreshWorld::kCaller);
  EXPECT_NE(lines[0].replay(), lines[1].replay());
  EXPECT_THAT(world().Journal("ListPersons"), SizeIs(2));
  EXPECT_THAT(world().Journal("SubmitDossier"), IsEmpty());
}

// A client over TCP, as the one under test is.
TEST_F(EmbeddedTownTest, AClientReachesItsWorldOverTcp) {
  ASSERT_TRUE(Issue(world()).ok());
  host::Directory directory;
  directory.SetAddress("health", town().AddressOf("health"));
  host::GrpcTransport wire(&directory);
  host::RawCall call;
  call.method = kListNotices;
  const auto headers = world().headers();
  call.metadata = {headers.begin(), headers.end()};
  const host::RawAnswer answer = CallAndWait(wire, "health", call);
  ASSERT_TRUE(answer.status.ok()) << answer.status;
  health::v1::ListBirthNotificationsResponse response;
  ASSERT_TRUE(response.ParseFromString(answer.body));
  EXPECT_EQ(response.birth_notifications_size(), 1);
  EXPECT_EQ(town().AddressOf("post"), "");
}

TEST_F(EmbeddedTownTest, TestsMayRunBesideEachOther) {
  std::vector<std::thread> threads;
  std::vector<int> notices(4);
  for (size_t i = 0; i < notices.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto mine = town().NewWorld();
      EXPECT_TRUE(Issue(*mine).ok());
      notices[i] = NoticesIn(*mine);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(notices, ElementsAre(1, 1, 1, 1));
}

TEST(SeatsTest, ASeatIsCalledWhereItSits) {
  const auto town = EmbeddedTown::Start({{"population", "127.0.0.1:1"}});
  ASSERT_TRUE(town.ok()) << town.status();
  EXPECT_EQ((*town)->AddressOf("population"), "127.0.0.1:1");
  const auto world = (*town)->NewWorld();
  const auto answer =
      world->Call<population::v1::GetPersonResponse>("population", kGetPerson, population::v1::GetPersonRequest());
  EXPECT_EQ(ReasonOf(answer.status()), common::v1::PEER_UNREACHABLE);
}

TEST(SeatsTest, ASeatOfAnAgencyNobodyKnowsIsRefused) {
  EXPECT_EQ(ReasonOf(EmbeddedTown::Start({{"post", "127.0.0.1:1"}}).status()), common::v1::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(EmbeddedTown::Start({{"population", "nowhere"}}).status()), common::v1::INVALID_FIELD);
}

}  // namespace
}  // namespace lienthong::testing
