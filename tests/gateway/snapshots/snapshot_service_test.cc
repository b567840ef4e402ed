// Worlds as files, in a whole town.
#include "gateway/snapshots/snapshot_service.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "lienthong/control/v1/snapshot_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "services/base/error/error.h"

namespace lienthong::snapshots {
namespace {

using namespace control::v1;  // NOLINT: six message pairs follow
using ::testing::IsEmpty;

class SnapshotServiceTest : public ::testing::Test {
 protected:
  static std::shared_ptr<Town> Make(int64_t worlds = 100, uint64_t seed = 1) {
    TownOptions options;
    options.with_timer = false;
    options.limits.worlds = worlds;
    options.nation_seed = seed;
    return *Town::Make(options);
  }
  // Shared: a nation takes a while.
  static Town& TheTown() {
    static auto* town = new std::shared_ptr<Town>(Make());
    return **town;
  }

  template <class Response>
  static absl::StatusOr<Response> Ask(const std::string& method, const google::protobuf::Message& request,
                                      Town& town = TheTown()) {
    return CallAndWait<Response>(town.transport(), "control", absl::StrCat("lienthong.control.v1.", method), request,
                                 absl::Seconds(60));
  }

  static std::string NewName() {
    static int worlds = 0;
    return absl::StrCat("snapshot-", ++worlds);
  }

  static std::string NewWorld(ClockMode mode = CLOCK_MODE_MANUAL) {
    World world;
    world.set_name(NewName());
    world.set_clock_mode(mode);
    EXPECT_TRUE(TheTown().authority().Create(world).ok());
    return world.name();
  }

  static host::RawAnswer In(const std::string& world, const std::string& agency, const std::string& method,
                            const google::protobuf::Message& request) {
    host::RawCall call;
    call.method = method;
    call.metadata = {{host::kWorldHeader, world}, {host::kCallerHeader, "client"}};
    call.body = request.SerializeAsString();
    call.timeout = absl::Seconds(60);
    return CallAndWait(TheTown().transport(), agency, std::move(call));
  }

  // Files the birth of a persona family; officers wait for a person, so that work is left on the agendas.
  static void File(const std::string& world) {
    SetOfficersRequest officers;
    officers.set_request_id(world);
    officers.set_world(world);
    auto& policy = *officers.add_officers();
    policy.set_agency("population");
    policy.set_mode(OFFICER_MODE_AUTOMATIC);
    policy.set_working_hours(20);
    ASSERT_TRUE(Ask<SetOfficersResponse>("ControlService/SetOfficers", officers).ok());
    const auto birth = BirthOf(TheTown().nation(), "binh-family").value();
    ASSERT_TRUE(In(world, "health", "lienthong.health.v1.HealthService/IssueBirthNotification", birth.notification)
                    .status.ok());
    ASSERT_TRUE(In(world, "gateway", "lienthong.gateway.v1.GatewayService/SubmitDossier", birth.dossier).status.ok());
  }

  static std::string Taken(const std::string& world) {
    SnapshotWorldRequest request;
    request.set_world(world);
    std::string text;
    do {
      const auto page = Ask<SnapshotWorldResponse>("SnapshotService/SnapshotWorld", request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      text += page->text();
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return text;
  }

  static absl::StatusOr<RestoreWorldResponse> Restore(const std::string& text, const std::string& name,
                                                      Town& town = TheTown()) {
    RestoreWorldRequest request;
    request.set_request_id(absl::StrCat("restore-", name));
    request.set_text(text);
    request.set_name(name);
    return Ask<RestoreWorldResponse>("SnapshotService/RestoreWorld", request, town);
  }

  static DescribeWorldResponse Described(const std::string& world) {
    DescribeWorldRequest request;
    request.set_world(world);
    return Ask<DescribeWorldResponse>("ControlService/DescribeWorld", request).value_or(DescribeWorldResponse());
  }

  static DiffWorldsResponse Compared(const std::string& left, const std::string& right, bool all_rows = false) {
    DiffWorldsRequest request;
    request.set_left(left);
    request.set_right(right);
    request.set_all_rows(all_rows);
    request.set_max_rows(1000);
    const auto diff = Ask<DiffWorldsResponse>("SnapshotService/DiffWorlds", request);
    EXPECT_TRUE(diff.ok()) << diff.status();
    return diff.value_or(DiffWorldsResponse());
  }

  static void AdvanceUntilIdle(const std::string& world) {
    AdvanceClockRequest request;
    request.set_request_id(absl::StrCat("advance-", world));
    request.set_world(world);
    request.set_working_days(30);
    const auto advanced = Ask<AdvanceClockResponse>("ControlService/AdvanceClock", request);
    ASSERT_TRUE(advanced.ok()) << advanced.status();
  }
};

TEST_F(SnapshotServiceTest, ARestoredWorldIsTheOneThatWasWrittenDown) {
  const std::string world = NewWorld();
  File(world);
  const std::string text = Taken(world);
  const auto restored = Restore(text, NewName());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_GT(restored->rows(), 20);
  const std::string copy = restored->world().name();
  EXPECT_EQ(Described(copy).digest(), Described(world).digest());
  EXPECT_TRUE(Compared(world, copy, /*all_rows=*/true).equal());
  const auto before = TheTown().authority().Get(world), after = TheTown().authority().Get(copy);
  EXPECT_EQ(after->step(), before->step());
  EXPECT_EQ(after->now().seconds(), before->now().seconds());
  EXPECT_EQ(after->officers_size(), 1);
  // The same once more, but for the name in the record.
  EXPECT_EQ(Taken(copy).size(), text.size() + copy.size() - world.size());
}

TEST_F(SnapshotServiceTest, ARestoredWorldGoesOnAsTheOriginalDoes) {
  const std::string world = NewWorld();
  File(world);
  const std::string copy = Restore(Taken(world), NewName())->world().name();
  EXPECT_EQ(TheTown().authority().GetClock(copy)->next_due().seconds(),
            TheTown().authority().GetClock(world)->next_due().seconds());
  AdvanceUntilIdle(world);
  EXPECT_FALSE(Compared(world, copy).equal());
  AdvanceUntilIdle(copy);
  const auto diff = Compared(world, copy);
  EXPECT_THAT(diff.tables(), IsEmpty()) << diff.ShortDebugString();
}

TEST_F(SnapshotServiceTest, ADifferenceNamesTableKeyAndFields) {
  const std::string world = NewWorld();
  File(world);
  ForkWorldRequest fork;
  fork.set_request_id(world);
  fork.set_source(world);
  fork.set_name(NewName());
  ASSERT_TRUE(Ask<ForkWorldResponse>("ControlService/ForkWorld", fork).ok());
  EXPECT_TRUE(Compared(world, fork.name(), true).equal());
  AdvanceUntilIdle(fork.name());
  const DiffWorldsResponse diff = Compared(world, fork.name());
  EXPECT_FALSE(diff.equal());
  bool added = false, application = false;
  for (const RowChange& change : diff.rows()) {
    added = added || (change.left_size() == 0 && change.has_right() && !change.key().empty());
    if (change.agency() != "population" || change.table() != "application") continue;
    application = true;
    EXPECT_THAT(change.fields(), ::testing::Contains("status"));
    EXPECT_GT(change.left_size(), 0);
    EXPECT_GT(change.right_size(), 0);
  }
  EXPECT_TRUE(added);
  EXPECT_TRUE(application);
  DiffWorldsRequest one_office;
  one_office.set_left(world);
  one_office.set_right(fork.name());
  one_office.set_agency("tax");
  one_office.set_max_rows(1);
  const auto few = Ask<DiffWorldsResponse>("SnapshotService/DiffWorlds", one_office);
  ASSERT_TRUE(few.ok());
  EXPECT_LE(few->rows_size(), 1);
  for (const auto& table : few->tables()) EXPECT_EQ(table.agency(), "tax");
}

TEST_F(SnapshotServiceTest, AFileInPiecesIsTheSame) {
  const std::string world = NewWorld();
  File(world);
  const std::string text = Taken(world);
  UploadSnapshotRequest piece;
  EXPECT_EQ(ReasonOf(Ask<UploadSnapshotResponse>("SnapshotService/UploadSnapshot", piece).status()),
            Reason::REQUEST_ID_MISSING);
  piece.set_request_id("pieces");
  piece.set_text(text.substr(0, 1000));
  const auto first = Ask<UploadSnapshotResponse>("SnapshotService/UploadSnapshot", piece);
  const auto again = Ask<UploadSnapshotResponse>("SnapshotService/UploadSnapshot", piece);
  ASSERT_TRUE(first.ok() && again.ok()) << again.status();
  EXPECT_EQ(again->upload(), first->upload());
  for (size_t at = 0; at < text.size(); at += 1000) {
    piece.set_offset(static_cast<int64_t>(at));
    piece.set_text(text.substr(at, 1000));
    const auto taken = Ask<UploadSnapshotResponse>("SnapshotService/UploadSnapshot", piece);
    ASSERT_TRUE(taken.ok()) << taken.status();
    piece.set_upload(taken->upload());
  }
  RestoreWorldRequest request;
  request.set_request_id("pieces");
  request.set_upload(piece.upload());
  request.set_name(NewName());
  const auto restored = Ask<RestoreWorldResponse>("SnapshotService/RestoreWorld", request);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ(Described(request.name()).digest(), Described(world).digest());
  piece.set_offset(piece.offset() + 5000);
  EXPECT_EQ(ReasonOf(Ask<UploadSnapshotResponse>("SnapshotService/UploadSnapshot", piece).status()),
            Reason::SNAPSHOT_GONE);
}

TEST_F(SnapshotServiceTest, WhatIsRefusedMakesNothing) {
  const std::string world = NewWorld();
  File(world);
  const std::string text = Taken(world);
  const std::string name = NewName();
  EXPECT_EQ(ReasonOf(Restore(text.substr(0, text.size() - 1), name).status()), Reason::SNAPSHOT_DAMAGED);
  EXPECT_EQ(ReasonOf(Restore(text, "No Name").status()), Reason::WORLD_NAME_INVALID);
  EXPECT_EQ(ReasonOf(Restore(text, world).status()), Reason::WORLD_EXISTS);
  EXPECT_EQ(ReasonOf(Restore("", name).status()), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(TheTown().authority().Get(name).status()), Reason::WORLD_UNKNOWN);
  EXPECT_EQ(TheTown().authority().Get(world)->step() > 0, true);
}

TEST_F(SnapshotServiceTest, AnotherNationsPeopleAreRefused) {
  const std::string world = NewWorld();
  File(world);
  const auto elsewhere = Make(100, /*seed=*/2);
  EXPECT_EQ(ReasonOf(Restore(Taken(world), "w", *elsewhere).status()), Reason::SNAPSHOT_OF_ANOTHER_NATION);
}

TEST_F(SnapshotServiceTest, OnlyAWorldThatStandsStillIsWrittenDown) {
  SnapshotWorldRequest request;
  request.set_world(NewWorld(CLOCK_MODE_REAL));
  EXPECT_EQ(ReasonOf(Ask<SnapshotWorldResponse>("SnapshotService/SnapshotWorld", request).status()),
            Reason::CLOCK_NOT_MANUAL);
  request.set_world("nowhere");
  EXPECT_EQ(ReasonOf(Ask<SnapshotWorldResponse>("SnapshotService/SnapshotWorld", request).status()),
            Reason::WORLD_UNKNOWN);
  request.set_page_token("forged:0");
  EXPECT_EQ(ReasonOf(Ask<SnapshotWorldResponse>("SnapshotService/SnapshotWorld", request).status()),
            Reason::SNAPSHOT_GONE);
}

TEST_F(SnapshotServiceTest, NoMoreWorldsThanMayBe) {
  const auto town = Make(/*worlds=*/2);
  World world;
  world.set_name("second");
  EXPECT_TRUE(town->authority().Create(world).ok());
  world.set_name("third");
  EXPECT_EQ(ReasonOf(town->authority().Create(world).status()), Reason::WORLD_QUOTA_REACHED);
  ForkWorldRequest fork;
  fork.set_request_id("fork");
  fork.set_source("second");
  fork.set_name("third");
  EXPECT_EQ(ReasonOf(Ask<ForkWorldResponse>("ControlService/ForkWorld", fork, *town).status()),
            Reason::WORLD_QUOTA_REACHED);
  const std::string original = NewWorld();
  EXPECT_EQ(ReasonOf(Restore(Taken(original), "third", *town).status()), Reason::WORLD_QUOTA_REACHED);
  DeleteWorldRequest away;
  away.set_request_id("away");
  away.set_world("second");
  EXPECT_TRUE(Ask<DeleteWorldResponse>("ControlService/DeleteWorld", away, *town).ok());
  EXPECT_TRUE(town->authority().Create(world).ok());
}

}  // namespace
}  // namespace lienthong::snapshots
