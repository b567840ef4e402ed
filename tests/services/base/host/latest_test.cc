#include "services/base/host/latest.h"

#include <gtest/gtest.h>

namespace lienthong::host {
namespace {

absl::Status Welcome() { return absl::OkStatus(); }
absl::Status Stale() { return absl::AbortedError("stale"); }

class LatestTest : public ::testing::Test {
 protected:
  bool AskedBefore(int question, absl::FunctionRef<absl::Status()> admit = Welcome) {
    Latest<int, std::string>::Done done = [this](std::string answer) { given_.push_back(std::move(answer)); };
    return latest_.AskedBefore(question, done, admit, &admitted_);
  }

  Latest<int, std::string> latest_;
  absl::Status admitted_;
  std::vector<std::string> given_;
};

TEST_F(LatestTest, ARepeatedQuestionGetsTheFirstAnswer) {
  EXPECT_FALSE(AskedBefore(1));
  latest_.Settle(1, "one", true);
  EXPECT_TRUE(AskedBefore(1));
  EXPECT_TRUE(AskedBefore(1));
  EXPECT_EQ(given_, (std::vector<std::string>{"one", "one"}));
}

TEST_F(LatestTest, WhoAsksMeanwhileWaits) {
  EXPECT_FALSE(AskedBefore(1));
  EXPECT_TRUE(AskedBefore(1));
  EXPECT_TRUE(given_.empty());
  latest_.Settle(1, "one", true);
  EXPECT_EQ(given_, std::vector<std::string>{"one"});
}

TEST_F(LatestTest, AnAnswerThatDoesNotStandIsForgotten) {
  EXPECT_FALSE(AskedBefore(1));
  EXPECT_TRUE(AskedBefore(1));
  latest_.Settle(1, "try again", false);
  EXPECT_EQ(given_, std::vector<std::string>{"try again"});
  EXPECT_FALSE(AskedBefore(1));
}

TEST_F(LatestTest, AStaleQuestionDoesNotDisplaceTheLast) {
  EXPECT_FALSE(AskedBefore(2));
  latest_.Settle(2, "two", true);
  EXPECT_FALSE(AskedBefore(1, Stale));
  EXPECT_EQ(admitted_, Stale());
  latest_.Settle(1, "one", true);
  EXPECT_TRUE(AskedBefore(2, Stale));
  EXPECT_EQ(given_, std::vector<std::string>{"two"});
}

}  // namespace
}  // namespace lienthong::host
