#include "tests/testing/test_in_fresh_world.h"

#include "absl/strings/str_join.h"

namespace lienthong::testing {

void TestInFreshWorld::TearDown() {
  if (violations_expected_) return;
  const std::vector<std::string> violations = world_->Violations();
  EXPECT_TRUE(violations.empty()) << absl::StrJoin(violations, "\n");
}

}  // namespace lienthong::testing
