// The applicant withdraws.
#include "tests/gateway/dossier/dossier_fixture.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

using WithdrawalTest = DossierTest;

TEST_F(WithdrawalTest, OpenPartsAreWithdrawnAndFinishedOnesStand) {
  File();
  RegisterBirth();
  TakeInLaterParts();
  ASSERT_TRUE(Withdraw().ok());
  EXPECT_EQ(harness_.CountCalls(kWithdrawThere), 2);
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_WITHDRAWN);
  EXPECT_EQ(Read().reason(), common::v1::WITHDRAWN_BY_APPLICANT);
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_COMPLETED);
  WithdrawApplicationResponse response;
  *response.mutable_application() =
      There(1, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_WITHDRAWAL_REQUESTED,
                APPLICATION_STATUS_STOPPED},
            common::v1::WITHDRAWN_BY_APPLICANT);
  harness_.Answer(kWithdrawThere, response);
  EXPECT_EQ(Part(1).status(), APPLICATION_STATUS_STOPPED);
  EXPECT_TRUE(harness_.Rows().empty()) << "no deadline of a withdrawn dossier is left";
}

TEST_F(WithdrawalTest, WhatIsOverCannotBeWithdrawn) {
  File();
  ASSERT_TRUE(Withdraw().ok());
  EXPECT_THAT(Withdraw(), HasReason(Reason::TRANSITION_NOT_ALLOWED));
}

TEST_F(WithdrawalTest, AnUnknownDossierIsNotFound) {
  id_ = "nowhere";
  EXPECT_THAT(Withdraw(), HasReason(Reason::RESOURCE_NOT_FOUND));
}

TEST_F(WithdrawalTest, ADeliveryPutOffIsNeverMadeAfterwards) {
  File();
  harness_.Refuse(kReceive, Error(absl::StatusCode::kUnavailable, Reason::TENANT_OUTAGE).With("tenant", "01"));
  ASSERT_TRUE(Withdraw().ok());
  harness_.Refuse(kWithdrawThere, ResourceNotFound("application", "x"));
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_STOPPED) << "the office never had it";
  EXPECT_EQ(Part(0).reason(), common::v1::WITHDRAWN_BY_APPLICANT);
  harness_.Advance(absl::Hours(24));
  EXPECT_EQ(harness_.CountCalls(kReceive), 1);
}

TEST_F(WithdrawalTest, AWithdrawalIsRepeatedUntilTheOfficeHasIt) {
  File();
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  ASSERT_TRUE(Withdraw().ok());
  const std::string id = harness_.pending().front().row.call().request_id();
  harness_.TimeOut(kWithdrawThere);
  harness_.Advance(absl::Minutes(15));
  ASSERT_EQ(harness_.CountCalls(kWithdrawThere), 2);
  EXPECT_EQ(harness_.pending().front().row.call().request_id(), id);
}

TEST_F(WithdrawalTest, ADecisionThatCrossesTheWithdrawalIsShownAndMovesNothing) {
  File();
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  ASSERT_TRUE(Withdraw().ok());
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED})).ok());
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_WITHDRAWN);
  EXPECT_EQ(Read().parts_size(), 1);
}

}  // namespace
}  // namespace lienthong::dossier
