// One write, its agenda, time, a fork: through every way a town may be put together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/error/error.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using Wire = Town::Wire;

class EveryWire : public ::testing::TestWithParam<Wire> {
 protected:
  EveryWire() : town_({.wire = GetParam()}) {}
  Town town_;
};

toy::v1::StirRequest StirringOthers() {
  toy::v1::StirRequest request = Stirring("first", "r-1");
  toy::v1::Chore* now = request.add_chores();
  now->set_to("toy-b");
  now->mutable_stir()->set_text("at once");
  toy::v1::Chore* later = request.add_chores();
  *later->mutable_after() = ToProto(absl::Hours(2));
  later->set_to("toy-c");
  later->mutable_stir()->set_text("two hours later");
  return request;
}

TEST_P(EveryWire, WorkDueNowIsDoneBeforeTheAnswerAndTheRestInItsTime) {
  ASSERT_TRUE(town_.Create("w").ok());
  const auto stirred = town_.Stir("toy-a", "w", StirringOthers());
  ASSERT_TRUE(stirred.ok()) << stirred.status();
  EXPECT_EQ(town_.Look("toy-b", "w")->last_text(), "at once");
  EXPECT_EQ(town_.Look("toy-c", "w")->count(), 0);

  auto advanced = town_.Advance("w", absl::Hours(1));
  ASSERT_TRUE(advanced.ok()) << advanced.status();
  EXPECT_EQ(advanced->executed(), 0);
  advanced = town_.Advance("w", absl::Hours(1));
  ASSERT_TRUE(advanced.ok()) << advanced.status();
  EXPECT_EQ(advanced->executed(), 1);
  EXPECT_TRUE(advanced->complete());
  EXPECT_EQ(town_.Look("toy-c", "w")->last_text(), "two hours later");
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), 3);
}

TEST_P(EveryWire, AForkGoesOnAlone) {
  ASSERT_TRUE(town_.Create("w").ok());
  ASSERT_TRUE(town_.Stir("toy-a", "w", StirringOthers()).ok());
  const auto fork = town_.Fork("w", "f");
  ASSERT_TRUE(fork.ok()) << fork.status();
  EXPECT_EQ(town_.Describe("w")->digest(), town_.Describe("f")->digest());
  ASSERT_TRUE(town_.Advance("f", absl::Hours(2)).ok());
  EXPECT_EQ(town_.Look("toy-c", "f")->count(), 1);
  EXPECT_EQ(town_.Look("toy-c", "w")->count(), 0);
  ASSERT_TRUE(town_.Advance("w", absl::Hours(2)).ok());
  EXPECT_EQ(town_.Describe("w")->digest(), town_.Describe("f")->digest());
}

TEST_P(EveryWire, ARealWorldDoesWhatIsDueByItself) {
  ASSERT_TRUE(town_.Create("w", 1, control::v1::CLOCK_MODE_REAL).ok());
  ASSERT_TRUE(town_.Stir("toy-a", "w", StirringOthers()).ok());
  for (int i = 0; i < 100000 && town_.Look("toy-b", "w")->count() == 0; ++i) continue;
  EXPECT_EQ(town_.Look("toy-b", "w")->last_text(), "at once");
}

INSTANTIATE_TEST_SUITE_P(Wires, EveryWire, ::testing::Values(Wire::kDirect, Wire::kInProcess, Wire::kSplit));

}  // namespace
}  // namespace lienthong::testing
