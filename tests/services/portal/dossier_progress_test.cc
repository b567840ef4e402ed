#include "services/portal/dossier_progress.h"

#include "gtest/gtest.h"

namespace lienthong::portal {
namespace {

using namespace applications::v1;  // NOLINT: the ten statuses are this test's vocabulary

TEST(MayHaveComeTest, StepsThatThePortalWasNotToldOfAreAllowed) {
  EXPECT_TRUE(MayHaveCome(APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_COMPLETED));
  EXPECT_TRUE(MayHaveCome(APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_RESULT_RETURNED));
  EXPECT_TRUE(MayHaveCome(APPLICATION_STATUS_PAYMENT_REQUESTED, APPLICATION_STATUS_COMPLETED));
}

TEST(MayHaveComeTest, ASupplementMayComeAtIntakeAndLeadsBack) {
  EXPECT_TRUE(MayHaveCome(APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_SUPPLEMENT_REQUESTED));
  EXPECT_TRUE(MayHaveCome(APPLICATION_STATUS_SUPPLEMENT_REQUESTED, APPLICATION_STATUS_SUBMITTED));
  EXPECT_TRUE(MayHaveCome(APPLICATION_STATUS_SUPPLEMENT_REQUESTED, APPLICATION_STATUS_ACCEPTED));
}

TEST(MayHaveComeTest, WhatIsFinalStaysAndADecisionIsNotTakenBack) {
  for (int to = 1; to <= 10; ++to) {
    const auto status = static_cast<ApplicationStatus>(to);
    EXPECT_EQ(MayHaveCome(APPLICATION_STATUS_NOT_ACCEPTED, status), to == 3) << to;
    EXPECT_EQ(MayHaveCome(APPLICATION_STATUS_STOPPED, status), to == 8) << to;
    EXPECT_EQ(MayHaveCome(APPLICATION_STATUS_RESULT_RETURNED, status), to == 10) << to;
    EXPECT_EQ(MayHaveCome(APPLICATION_STATUS_COMPLETED, status), to >= 9) << to;
  }
}

TEST(IsStaleTest, OnlyNumberedUpdatesCanBeLate) {
  EXPECT_TRUE(IsStale(2, 2));
  EXPECT_TRUE(IsStale(2, 1));
  EXPECT_FALSE(IsStale(2, 3));
  EXPECT_FALSE(IsStale(2, 0));
}

}  // namespace
}  // namespace lienthong::portal
