#include "services/base/host/cause.h"

#include <gtest/gtest.h>

#include "services/base/error/error.h"

namespace lienthong::host {
namespace {

control::v1::Cause SomeCause() {
  control::v1::Cause cause;
  cause.set_world("w");
  cause.set_path("1/2");
  cause.set_step(7);
  return cause;
}

TEST(CauseTest, ASignedCauseIsReadBack) {
  const ClusterKey key = ClusterKey::Random();
  const auto cause = VerifyCause(key, SignCause(key, SomeCause()));
  ASSERT_TRUE(cause.ok());
  EXPECT_EQ(cause->SerializeAsString(), SomeCause().SerializeAsString());
}

TEST(CauseTest, TheKeySurvivesItsBytes) {
  const ClusterKey key = ClusterKey::Random();
  EXPECT_TRUE(VerifyCause(ClusterKey::FromBytes(key.ToBytes()), SignCause(key, SomeCause())).ok());
}

TEST(CauseTest, EveryChangedCharacterIsForgery) {
  const ClusterKey key = ClusterKey::Random();
  const std::string header = SignCause(key, SomeCause());
  for (size_t i = 0; i + 1 < header.size(); ++i) {
    std::string forged = header;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(ReasonOf(VerifyCause(key, forged).status()), Reason::HEADER_FORGED) << i;
  }
}

TEST(CauseTest, AnotherKeyRubbishAndNothingAreForgery) {
  const ClusterKey key = ClusterKey::Random();
  EXPECT_EQ(ReasonOf(VerifyCause(ClusterKey::Random(), SignCause(key, SomeCause())).status()), Reason::HEADER_FORGED);
  EXPECT_EQ(ReasonOf(VerifyCause(key, "&%").status()), Reason::HEADER_FORGED);
  EXPECT_EQ(ReasonOf(VerifyCause(key, "").status()), Reason::HEADER_FORGED);
}

}  // namespace
}  // namespace lienthong::host
