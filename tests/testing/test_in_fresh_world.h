#pragma once

#include <memory>

#include "gtest/gtest.h"
#include "tests/testing/embedded_town.h"

namespace lienthong::testing {

// A test in a world of its own:
//
//   class CardTest : public lienthong::testing::TestInFreshWorld {};
//   TEST_F(CardTest, AChildGetsACard) {
//     MyConnector connector(town().AddressOf("social_insurance"), world().headers());
//     connector.Submit(...);
//     ASSERT_TRUE(world().AdvanceWorkingDays(2).ok());
//     EXPECT_EQ(world().Journal("SubmitChildCardApplication").size(), 1);
//   }
// After each test the registers of its world are compared; a test that breaks them on purpose calls ExpectViolations.
class TestInFreshWorld : public ::testing::Test {
 protected:
  EmbeddedTown& town() { return EmbeddedTown::Shared(); }
  FreshWorld& world() { return *world_; }
  void ExpectViolations() { violations_expected_ = true; }
  void TearDown() override;

 private:
  const std::unique_ptr<FreshWorld> world_ = EmbeddedTown::Shared().NewWorld();
  bool violations_expected_ = false;
};

}  // namespace lienthong::testing
