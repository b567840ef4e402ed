// From filing to the end, while agencies answer, refuse and repeat themselves.
#include "tests/gateway/dossier/dossier_fixture.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

using FollowTest = DossierTest;

TEST_F(FollowTest, TheBirthGoesToTheMothersProvinceWithTheGatewaysHeader) {
  File();
  ASSERT_EQ(harness_.pending().size(), 1u);
  const auto& row = harness_.pending().front().row;
  EXPECT_EQ(row.call().to(), "one_stop/01");
  EXPECT_EQ(row.call().method(), kReceive);
  const auto request = harness_.pending().front().As<one_stop::v1::ReceiveDossierRequest>();
  EXPECT_EQ(request.request_id(), row.call().request_id());
  EXPECT_EQ(request.header().application_id(), Part(0).application_id());
  EXPECT_EQ(request.header().dossier_code(), Read().dossier_code());
  EXPECT_EQ(request.header().components(0).component_code(), "BIRTH_NOTIFICATION");
  EXPECT_EQ(request.form().birth().child().given_name(), "AN");
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_SUBMITTED);
  EXPECT_EQ(Read().waiting_for(), "one_stop");
}

TEST_F(FollowTest, EveryPartGrantedCompletesTheDossier) {
  File();
  RegisterBirth();
  ASSERT_EQ(Read().parts_size(), 3) << "residence and card follow the birth";
  EXPECT_EQ(harness_.pending()[0].As<population::v1::SubmitResidenceApplicationRequest>().form().child_pin(),
            "child's number");
  TakeInLaterParts();
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_UNSPECIFIED);
  ASSERT_TRUE(Tell(There(1, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED})).ok());
  ASSERT_TRUE(Tell(There(2, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED})).ok());
  const Dossier done = Read();
  EXPECT_EQ(done.outcome(), gateway::v1::DOSSIER_OUTCOME_COMPLETED);
  EXPECT_EQ(done.status(), APPLICATION_STATUS_RESULT_RETURNED);
  EXPECT_EQ(done.next_actor(), ACTOR_NOBODY);
  EXPECT_EQ(done.reason(), common::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(done.output().fields().at("birth").struct_value().fields().at("pin").string_value(), "child's number");
  EXPECT_EQ(done.output().fields().at("insurance").struct_value().fields().at("card_code").string_value(), "TE-1");
  EXPECT_TRUE(harness_.Rows().empty()) << "nothing of a finished dossier waits";
}

TEST_F(FollowTest, ARefusedLaterPartLeavesTheBirthRegistered) {
  File();
  RegisterBirth();
  TakeInLaterParts();
  ASSERT_TRUE(Tell(There(1, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_STOPPED},
                         common::v1::HEAD_CONSENT_MISSING))
                  .ok());
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_UNSPECIFIED) << "the card is still being made";
  ASSERT_TRUE(Tell(There(2, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED})).ok());
  const Dossier done = Read();
  EXPECT_EQ(done.outcome(), gateway::v1::DOSSIER_OUTCOME_COMPLETED_IN_PART);
  EXPECT_EQ(done.reason(), common::v1::HEAD_CONSENT_MISSING);
  EXPECT_EQ(done.parts(0).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(done.output().fields().at("residence").struct_value().fields().at("state").string_value(), "refused");
  EXPECT_EQ(harness_.CountCalls(kWithdrawThere), 0);
}

TEST_F(FollowTest, ARefusedBirthRefusesTheDossierWithItsReason) {
  File();
  TakeIn<one_stop::v1::ReceiveDossierResponse>(
      kReceive, There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_NOT_ACCEPTED},
                      common::v1::CHILD_ALREADY_REGISTERED));
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_REFUSED);
  EXPECT_EQ(Read().status(), APPLICATION_STATUS_NOT_ACCEPTED);
  EXPECT_EQ(Read().reason(), common::v1::CHILD_ALREADY_REGISTERED);
  EXPECT_EQ(Read().parts_size(), 1);
}

TEST_F(FollowTest, ASubmissionRefusedWithAnErrorKeepsItsReason) {
  File();
  harness_.Refuse(kReceive, Error(absl::StatusCode::kFailedPrecondition, Reason::TENANT_NOT_READY).With("tenant", "01"));
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_REFUSED);
  EXPECT_EQ(Read().reason(), common::v1::TENANT_NOT_READY);
  EXPECT_FALSE(Part(0).note().vi().empty());
  EXPECT_NE(Part(0).note().vi(), Part(0).note().en());
}

TEST_F(FollowTest, AnErrorOfSomebodyElsesServerIsToldInItsOwnWords) {
  File();
  harness_.Refuse(kReceive, absl::InvalidArgumentError("mã hồ sơ sai"));
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_REFUSED);
  EXPECT_EQ(Part(0).note().vi(), "mã hồ sơ sai");
}

TEST_F(FollowTest, APartNotAskedForIsNotFiled) {
  auto request = Filing();
  request.mutable_form()->mutable_fields()->erase("insurance");
  File(request);
  RegisterBirth();
  EXPECT_EQ(Read().parts_size(), 2);
  EXPECT_EQ(harness_.CountCalls(kInsurance), 0);
}

TEST_F(FollowTest, ARepeatedEventChangesNothing) {
  File();
  TakeInBirth({APPLICATION_STATUS_SUBMITTED});
  const Application accepted = There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  EXPECT_EQ(Tell(accepted)->accepted(), 1);
  const std::string before = ToBytes(Read());
  EXPECT_EQ(Tell(accepted)->duplicates(), 1);
  EXPECT_EQ(ToBytes(Read()), before);
}

TEST_F(FollowTest, AnOlderEventThatComesLaterChangesNothing) {
  File();
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_IN_PROCESS})).ok());
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED})).ok());
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_IN_PROCESS);
}

TEST_F(FollowTest, AnEventFasterThanTheAnswerStands) {
  File();
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED})).ok());
  TakeInBirth({APPLICATION_STATUS_SUBMITTED});
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_ACCEPTED);
}

TEST_F(FollowTest, AnAnswerLostAfterItsEventIsNotAskedForAgain) {
  File();
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED})).ok());
  harness_.TimeOut(kReceive);
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(Part(0).next_actor(), ACTOR_NOBODY);
  harness_.Advance(absl::Hours(1));
  EXPECT_EQ(harness_.CountCalls(kReceive), 1);
}

TEST_F(FollowTest, AResultHandedOverBeforeItWasToldOfIsAskedFor) {
  File();
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  const Application returned = There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED,
                                         APPLICATION_STATUS_COMPLETED, APPLICATION_STATUS_RESULT_RETURNED});
  ASSERT_TRUE(Tell(returned).ok());
  GetApplicationResponse response;
  *response.mutable_application() = returned;
  harness_.Answer(kPoll, response);
  EXPECT_TRUE(Part(0).has_result());
  EXPECT_EQ(harness_.pending()[0].As<population::v1::SubmitResidenceApplicationRequest>().form().child_pin(),
            "child's number");
}

TEST_F(FollowTest, AnEventOfAnUnknownApplicationIsRefused) {
  File();
  Application strange = There(0, {APPLICATION_STATUS_SUBMITTED});
  strange.set_application_id("nobody's");
  EXPECT_THAT(Tell(strange), HasReason(Reason::EVENT_APPLICATION_UNKNOWN));
}

}  // namespace
}  // namespace lienthong::dossier
