#include "services/base/host/journal_following.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using control::v1::FollowJournalRequest;
using control::v1::FollowJournalResponse;

class JournalFollowingTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(town_.Create("w").ok()); }

  void Stir(int times) {
    for (int i = 0; i < times; ++i) {
      ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", absl::StrCat("stir-", ++stirs_))).ok());
    }
  }

  // An answer, once it is given.
  struct Asked {
    absl::Notification given;
    FollowJournalResponse response;
  };
  std::shared_ptr<Asked> Follow(int64_t after, int max_lines, absl::Duration wait, const std::string& world = "w") {
    FollowJournalRequest request;
    request.set_world(world);
    request.set_journal(journal_);
    request.set_after_line(after);
    request.set_max_lines(max_lines);
    *request.mutable_wait() = ToProto(wait);
    auto asked = std::make_shared<Asked>();
    host::FollowJournal(town_.agency("toy-a"), request, [this, asked](absl::StatusOr<FollowJournalResponse> response) {
      EXPECT_TRUE(response.ok());
      asked->response = *std::move(response);
      journal_ = asked->response.journal();
      asked->given.Notify();
    });
    return asked;
  }

  Town town_;
  int stirs_ = 0;
  std::string journal_;
};

TEST_F(JournalFollowingTest, GivesWhatWasWrittenAfterALine) {
  Stir(40);
  const auto first = Follow(0, 25, absl::ZeroDuration());
  ASSERT_TRUE(first->given.HasBeenNotified());
  EXPECT_EQ(first->response.entries_size(), 25);
  EXPECT_TRUE(first->response.more());
  const int64_t lines = first->response.lines();
  const auto rest = Follow(25, 0, absl::Minutes(1));
  ASSERT_TRUE(rest->given.HasBeenNotified()) << "there are lines: nothing is waited for";
  EXPECT_EQ(rest->response.entries_size(), lines - 25);
  EXPECT_EQ(rest->response.entries(0).line(), 26);
  EXPECT_FALSE(rest->response.more());
}

TEST_F(JournalFollowingTest, WaitsForTheNextLine) {
  Stir(1);
  const int64_t lines = Follow(0, 0, absl::ZeroDuration())->response.lines();
  const auto waiting = Follow(lines, 0, absl::Seconds(10));
  EXPECT_FALSE(waiting->given.HasBeenNotified());
  Stir(1);
  waiting->given.WaitForNotification();
  EXPECT_GE(waiting->response.entries_size(), 1);
  EXPECT_EQ(waiting->response.entries(0).line(), lines + 1);
}

TEST_F(JournalFollowingTest, GivesNothingWhenNothingCame) {
  Stir(1);
  const int64_t lines = Follow(0, 0, absl::ZeroDuration())->response.lines();
  const auto waiting = Follow(lines, 0, absl::Milliseconds(5));
  waiting->given.WaitForNotification();
  EXPECT_EQ(waiting->response.entries_size(), 0);
  EXPECT_EQ(waiting->response.lines(), lines);
}

TEST_F(JournalFollowingTest, AJournalThatBeganAnewIsToldAtOnce) {
  Stir(2);
  const int64_t lines = Follow(0, 0, absl::ZeroDuration())->response.lines();
  const std::string before = journal_;
  absl::Notification reset;
  town_.authority().Reset("w", [&reset](const auto& world) {
    EXPECT_TRUE(world.ok());
    reset.Notify();
  });
  reset.WaitForNotification();
  Stir(2);
  const auto asked = Follow(lines, 0, absl::Minutes(1));
  ASSERT_TRUE(asked->given.HasBeenNotified()) << "it is as long as the one before, but another";
  EXPECT_NE(journal_, before);
  EXPECT_EQ(asked->response.entries(0).line(), 1);
}

TEST_F(JournalFollowingTest, AWorldThatIsNotOpenHereHasNoLines) {
  const auto asked = Follow(0, 0, absl::Minutes(1), "elsewhere");
  ASSERT_TRUE(asked->given.HasBeenNotified());
  EXPECT_EQ(asked->response.lines(), 0);
}

}  // namespace
}  // namespace lienthong::testing
