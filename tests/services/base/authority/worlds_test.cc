// Worlds: making, forking, starting again, forgetting, losing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/journal/journal.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using namespace control::v1;  // NOLINT: the control's messages

class SetClock : public WallClock {
 public:
  absl::Time Now() const override { return absl::FromUnixSeconds(seconds); }
  int64_t Ticks() const override { return 0; }
  std::atomic<int64_t> seconds{1700000000};
};

class WorldsTest : public ::testing::Test {
 protected:
  WorldsTest() : town_({.clock = &clock_}) {}

  template <class Response, class Request>
  absl::StatusOr<Response> Named(const std::string& method, const std::string& world) {
    Request request;
    request.set_request_id(absl::StrCat(method, ++ids_));
    request.set_world(world);
    return town_.Control<Response>(method, request);
  }
  absl::Status Delete(const std::string& world) {
    return Named<DeleteWorldResponse, DeleteWorldRequest>("DeleteWorld", world).status();
  }
  absl::StatusOr<ResetWorldResponse> Reset(const std::string& world) {
    return Named<ResetWorldResponse, ResetWorldRequest>("ResetWorld", world);
  }
  absl::Status SetOfficers(const OfficerPolicy& policy) {
    SetOfficersRequest request;
    request.set_request_id(absl::StrCat("o", ++ids_));
    request.set_world("w");
    *request.add_officers() = policy;
    return town_.Control<SetOfficersResponse>("SetOfficers", request).status();
  }
  // Stirs and leaves one row for in an hour.
  void StirWithRow(const std::string& world, const std::string& id) {
    toy::v1::StirRequest request = Stirring("x", id);
    *request.add_chores()->mutable_after() = ToProto(absl::Hours(1));
    ASSERT_TRUE(town_.Stir("toy-a", world, request).ok());
  }

  SetClock clock_;
  Town town_;
  int ids_ = 0;
};

TEST_F(WorldsTest, ANewWorldIsManualAndStartsOnTheDefaultDate) {
  const auto world = town_.Create("w");
  ASSERT_TRUE(world.ok());
  EXPECT_EQ(world->clock_mode(), CLOCK_MODE_MANUAL);
  EXPECT_EQ(FromProto(world->now()), authority::DefaultStart());
  EXPECT_EQ(world->version(), 1);
  EXPECT_EQ(world->step(), 0);
}

TEST_F(WorldsTest, NamesAreCheckedAndTakenOnce) {
  for (const std::string& name : {std::string(), std::string("Big"), std::string("a b"), std::string(64, 'a')}) {
    EXPECT_EQ(ReasonOf(town_.Create(name).status()), Reason::WORLD_NAME_INVALID) << name;
  }
  ASSERT_TRUE(town_.Create(std::string(63, 'a')).ok());
  ASSERT_TRUE(town_.Create("w").ok());
  EXPECT_EQ(ReasonOf(town_.Create("w").status()), Reason::WORLD_EXISTS);
  EXPECT_EQ(ReasonOf(town_.Fork("w", "w").status()), Reason::WORLD_EXISTS);
  EXPECT_EQ(ReasonOf(town_.Fork("w", "W").status()), Reason::WORLD_NAME_INVALID);
  EXPECT_EQ(ReasonOf(town_.Fork("nowhere", "f").status()), Reason::WORLD_UNKNOWN);
}

TEST_F(WorldsTest, WorldsAreListedInPages) {
  for (const char* name : {"c", "a", "b"}) ASSERT_TRUE(town_.Create(name).ok());
  std::vector<std::string> names;
  ListWorldsRequest request;
  request.set_page_size(2);
  do {
    const auto page = town_.Control<ListWorldsResponse>("ListWorlds", request);
    ASSERT_TRUE(page.ok());
    for (const World& world : page->worlds()) names.push_back(world.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ::testing::ElementsAre("a", "b", "c"));
  request.set_page_token("rubbish");
  EXPECT_EQ(ReasonOf(town_.Control<ListWorldsResponse>("ListWorlds", request).status()), Reason::PAGE_TOKEN_INVALID);
}

TEST_F(WorldsTest, WorldsOfOneSeedDrawTheSame) {
  ASSERT_TRUE(town_.Create("one", 7).ok());
  ASSERT_TRUE(town_.Create("same", 7).ok());
  ASSERT_TRUE(town_.Create("other", 8).ok());
  const auto id = [this](const std::string& world) { return town_.Stir("toy-a", world, Stirring("x", "r"))->id(); };
  const std::string first = id("one");
  EXPECT_EQ(first, id("same"));
  EXPECT_NE(first, id("other"));
}

TEST_F(WorldsTest, AForkHasStateClockAgendaAndJournalOfItsOwn) {
  ASSERT_TRUE(town_.Create("w").ok());
  StirWithRow("w", "r-1");
  ASSERT_TRUE(town_.Advance("w", absl::Minutes(30)).ok());
  const auto fork = town_.Fork("w", "f");
  ASSERT_TRUE(fork.ok());
  EXPECT_EQ(fork->parent(), "w");
  EXPECT_EQ(FromProto(fork->now()), authority::DefaultStart() + absl::Minutes(30));
  EXPECT_EQ(fork->step(), 1);
  EXPECT_EQ(town_.Journal("f")->size(), 1u);

  StirWithRow("f", "r-2");
  EXPECT_EQ(town_.Advance("f", absl::Hours(2))->executed(), 2);
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), 1);
  EXPECT_EQ(town_.Journal("w")->size(), 1u);
  EXPECT_EQ(FromProto(town_.authority().Get("w")->now()), authority::DefaultStart() + absl::Minutes(30));
  EXPECT_EQ(town_.Advance("w", absl::Hours(2))->executed(), 1);
  EXPECT_TRUE(town_.Stir("toy-a", "f", Stirring("x", "r-1")).status().code() == absl::StatusCode::kAlreadyExists)
      << "the fork remembers the requests of its past";
}

TEST_F(WorldsTest, AWorldThatIsResetBeginsAgain) {
  ASSERT_TRUE(town_.Create("w").ok());
  StirWithRow("w", "r-1");
  const auto first = town_.Describe("w")->digest();
  ASSERT_TRUE(town_.Advance("w", absl::Hours(2)).ok());
  const auto reset = Reset("w");
  ASSERT_TRUE(reset.ok());
  EXPECT_EQ(FromProto(reset->world().now()), authority::DefaultStart());
  EXPECT_EQ(reset->world().step(), 0);
  EXPECT_TRUE(town_.Journal("w")->empty());
  EXPECT_EQ(town_.Advance("w", absl::Minutes(1))->executed(), 0);
  ASSERT_TRUE(Reset("w").ok());
  StirWithRow("w", "r-1");
  EXPECT_EQ(town_.Describe("w")->digest(), first);
}

TEST_F(WorldsTest, ADeletedWorldIsUnknownAndItsNameFree) {
  ASSERT_TRUE(town_.Create("w").ok());
  StirWithRow("w", "r-1");
  ASSERT_TRUE(Delete("w").ok());
  EXPECT_EQ(ReasonOf(Delete("w")), Reason::WORLD_UNKNOWN);
  EXPECT_EQ(ReasonOf(town_.Look("toy-a", "w").status()), Reason::WORLD_UNKNOWN);
  ASSERT_TRUE(town_.Create("w").ok());
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), 0);
}

TEST_F(WorldsTest, TheDefaultWorldStays) {
  ASSERT_TRUE(town_.Create("default").ok());
  EXPECT_EQ(ReasonOf(Delete("default")), Reason::WORLD_PROTECTED);
}

TEST_F(WorldsTest, UnusedWorldsEndAfterTheirLife) {
  CreateWorldRequest request;
  request.set_request_id("c");
  request.mutable_world()->set_name("short");
  request.mutable_world()->mutable_ttl()->set_seconds(60);
  ASSERT_TRUE(town_.Control<CreateWorldResponse>("CreateWorld", request).ok());
  ASSERT_TRUE(town_.Create("long").ok());
  clock_.seconds += 59;
  ASSERT_TRUE(town_.Look("toy-a", "short").ok());
  clock_.seconds += 59;
  town_.authority().Sweep();
  EXPECT_TRUE(town_.authority().Get("short").ok()) << "it was used";
  clock_.seconds += 61;
  town_.authority().Sweep();
  EXPECT_EQ(ReasonOf(town_.authority().Get("short").status()), Reason::WORLD_UNKNOWN);
  EXPECT_EQ(town_.agency("toy-a").FindPart("short"), nullptr);
  EXPECT_TRUE(town_.authority().Get("long").ok());
}

TEST_F(WorldsTest, ASecondLifeOfAProcessFindsTheWorldLost) {
  ASSERT_TRUE(town_.Create("w").ok());
  ASSERT_TRUE(town_.Look("toy-a", "w").ok());
  const auto open = [this](const std::string& life) {
    absl::Status status;
    town_.authority().OpenWorld("w", "toy-a", {life, ""}, [&](auto record) { status = record.status(); });
    return status;
  };
  EXPECT_TRUE(open("town#1").ok()) << "the same life may ask again";
  EXPECT_EQ(ReasonOf(open("town#2")), Reason::WORLD_LOST);
  ASSERT_TRUE(Reset("w").ok());
  EXPECT_TRUE(open("town#2").ok());
}

TEST_F(WorldsTest, OfficersReachTheAgenciesAndAreChecked) {
  ASSERT_TRUE(town_.Create("w").ok());
  ASSERT_TRUE(town_.Look("toy-a", "w").ok());
  OfficerPolicy policy;
  EXPECT_EQ(ReasonOf(SetOfficers(policy)), Reason::INVALID_FIELD);
  policy.set_agency("toy-z");
  EXPECT_EQ(ReasonOf(SetOfficers(policy)), Reason::AGENCY_UNKNOWN);
  policy.set_agency("toy-a");
  policy.set_working_hours(-1);
  EXPECT_EQ(ReasonOf(SetOfficers(policy)), Reason::INVALID_FIELD);
  policy.set_working_hours(0);
  policy.set_mode(OFFICER_MODE_SCRIPTED);
  EXPECT_EQ(ReasonOf(SetOfficers(policy)), Reason::INVALID_FIELD);
  policy.set_mode(OFFICER_MODE_PERSON);
  EXPECT_TRUE(SetOfficers(policy).ok());
  const auto record = town_.agency("toy-a").FindPart("w")->record();
  EXPECT_EQ(record->officers_size(), 1);
  EXPECT_EQ(record->version(), 2);
}

TEST_F(WorldsTest, AnAgencyThatMissedARecordPullsIt) {
  ASSERT_TRUE(town_.Create("w").ok());
  ASSERT_TRUE(town_.Look("toy-a", "w").ok());
  ASSERT_TRUE(town_.Look("toy-b", "w").ok());
  OfficerPolicy policy;
  policy.set_agency("*");
  ASSERT_TRUE(SetOfficers(policy).ok());
  World old = *town_.agency("toy-b").FindPart("w")->record();
  old.set_version(1);
  old.clear_officers();
  town_.agency("toy-b").DropPart("w");
  ASSERT_TRUE(town_.Look("toy-b", "w").ok());
  EXPECT_EQ(town_.agency("toy-b").FindPart("w")->record()->version(), 2);
}

TEST_F(WorldsTest, AnOnlookerDoesNotChangeTheDigest) {
  ASSERT_TRUE(town_.Create("w").ok());
  StirWithRow("w", "r");
  const auto before = town_.Describe("w")->digest();
  ASSERT_TRUE(town_.Look("toy-c", "w").ok());
  EXPECT_EQ(town_.Describe("w")->digest(), before);
  EXPECT_EQ(town_.Describe("w")->agencies_size(), 2);
}

TEST_F(WorldsTest, TheJournalIsFilteredAndPaged) {
  ASSERT_TRUE(town_.Create("w").ok());
  for (int i = 0; i < 5; ++i) StirWithRow("w", absl::StrCat("r-", i));
  ASSERT_TRUE(town_.Look("toy-b", "w", "clerk").ok());
  ListJournalRequest request;
  request.set_world("w");
  request.set_method("Look");
  auto page = town_.Control<ListJournalResponse>("ListJournal", request);
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->entries_size(), 1);
  EXPECT_EQ(page->entries(0).caller(), "clerk");
  request.clear_method();
  request.set_agency("toy-a");
  request.set_omit_bodies(true);
  page = town_.Control<ListJournalResponse>("ListJournal", request);
  EXPECT_EQ(page->entries_size(), 5);
  EXPECT_TRUE(page->entries(0).request().empty());
  EXPECT_GT(page->entries(0).request_size(), 0);
  request.set_page_token("rubbish");
  EXPECT_EQ(ReasonOf(town_.Control<ListJournalResponse>("ListJournal", request).status()), Reason::PAGE_TOKEN_INVALID);
  EXPECT_EQ(town_.Journal("w", false, 1)->size(), 6u);
}

std::vector<std::string> Places(const std::vector<JournalEntry>& lines) {
  std::vector<std::string> places;
  for (const JournalEntry& line : lines) places.push_back(absl::StrCat(line.path(), " ", line.agency(), " ", line.line()));
  return places;
}

TEST_F(WorldsTest, TheJournalIsTheSameInPagesOfAnySize) {
  ASSERT_TRUE(town_.Create("w").ok());
  for (int i = 0; i < 30; ++i) {
    StirWithRow("w", absl::StrCat("r-", i));
    ASSERT_TRUE(town_.Look(town_.toys()[i % 3], "w", "clerk").ok());
    if (i % 10 == 9) {
      ASSERT_TRUE(town_.Advance("w", absl::Hours(2)).ok());
    }
  }
  const auto whole = town_.Journal("w", false, 1000);
  ASSERT_TRUE(whole.ok());
  EXPECT_GT(whole->size(), 60u);
  EXPECT_TRUE(std::is_sorted(whole->begin(), whole->end(), journal::Before));
  for (const int size : {1, 2, 7, 59}) EXPECT_EQ(Places(*town_.Journal("w", false, size)), Places(*whole)) << size;
}

TEST_F(WorldsTest, APageOfLargeLinesEndsEarlyAndHasASuccessor) {
  ASSERT_TRUE(town_.Create("w").ok());
  const std::string text(journal::kMaxBody, 'x');
  for (int i = 0; i < 90; ++i) {
    ASSERT_TRUE(town_.Stir(town_.toys()[i % 3], "w", Stirring(text, absl::StrCat("r-", i))).ok());
  }
  ListJournalRequest request;
  request.set_world("w");
  request.set_page_size(1000);
  const auto page = town_.Control<ListJournalResponse>("ListJournal", request);
  ASSERT_TRUE(page.ok());
  EXPECT_GT(page->entries_size(), 1);
  EXPECT_LT(page->ByteSizeLong(), 4u << 20);
  EXPECT_FALSE(page->next_page_token().empty());
  EXPECT_EQ(town_.Journal("w", false, 1000)->size(), 90u);
}

}  // namespace
}  // namespace lienthong::testing
