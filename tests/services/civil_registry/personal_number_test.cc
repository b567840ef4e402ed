#include "tests/services/civil_registry/births_fixture.h"

namespace lienthong::civil_registry {
namespace {

using applications::v1::APPLICATION_STATUS_COMPLETED;
using applications::v1::APPLICATION_STATUS_IN_PROCESS;
using applications::v1::APPLICATION_STATUS_STOPPED;

absl::Status PopulationRefuses() {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::PERSON_ALREADY_HAS_NUMBER);
}

// What happens between the entry and the number.
class PersonalNumberTest : public BirthsTest {};

TEST_F(PersonalNumberTest, ARefusalHandsTheCaseBackToTheOfficer) {
  Settle("app-1", DeclarationOf("binh-family"));
  harness_.Refuse(kIssue, PopulationRefuses());

  const Application waiting = Read("app-1");
  EXPECT_EQ(waiting.status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_EQ(waiting.next_actor(), applications::v1::ACTOR_OFFICER);
  EXPECT_EQ(waiting.waiting_for(), "");
  EXPECT_EQ(waiting.history().rbegin()->reason(), Reason::PERSONAL_NUMBER_NOT_ISSUED);
  EXPECT_THAT(waiting.history().rbegin()->note().en(), ::testing::HasSubstr("PERSON_ALREADY_HAS_NUMBER"));
  EXPECT_EQ(RecordOf("app-1")->state(), v1::BIRTH_RECORD_STATE_AWAITING_PIN);
}

TEST_F(PersonalNumberTest, TheOfficersApprovalAsksAgainForTheSameEntry) {
  Settle("app-1", DeclarationOf("binh-family"));
  const std::string record_id = RecordOf("app-1")->record_id();
  harness_.Refuse(kIssue, PopulationRefuses());
  LetPopulationAnswer();

  ASSERT_TRUE(Decide("app-1", applications::v1::OFFICER_ACTION_APPROVE).ok());

  EXPECT_EQ(Read("app-1").status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(RecordOf("app-1")->record_id(), record_id);
}

TEST_F(PersonalNumberTest, ALostCallIsMadeAgainThenHandedBack) {
  Settle("app-1", DeclarationOf("binh-family"));
  for (const absl::Duration wait :
       {absl::Minutes(1), absl::Minutes(5), absl::Minutes(30), absl::Hours(2), absl::Hours(12)}) {
    harness_.TimeOut(kIssue);
    EXPECT_EQ(Read("app-1").waiting_for(), "population");
    harness_.Advance(wait);
  }
  EXPECT_EQ(harness_.CountCalls(kIssue), 6);
  harness_.TimeOut(kIssue);

  EXPECT_EQ(Read("app-1").next_actor(), applications::v1::ACTOR_OFFICER);
  EXPECT_EQ(Read("app-1").history().rbegin()->reason(), Reason::PERSONAL_NUMBER_NOT_ISSUED);
}

TEST_F(PersonalNumberTest, AnAnswerAfterALostCallCompletes) {
  Settle("app-1", DeclarationOf("binh-family"));
  harness_.TimeOut(kIssue);
  LetPopulationAnswer();
  harness_.Advance(absl::Minutes(1));

  EXPECT_EQ(Read("app-1").status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(PersonalNumberTest, ABirthWhoseNumberIsOnItsWayStaysRegistered) {
  Settle("app-1", DeclarationOf("binh-family"));
  ASSERT_TRUE(Withdraw("app-1").ok());
  EXPECT_EQ(Read("app-1").status(), APPLICATION_STATUS_STOPPED);

  harness_.Answer(kIssue, *NumberFor(harness_.pending().front().As<IssuePersonalNumberRequest>()));

  EXPECT_EQ(Read("app-1").status(), APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(RecordOf("app-1")->state(), v1::BIRTH_RECORD_STATE_FINAL);
}

TEST_F(PersonalNumberTest, AWithdrawnBirthWithoutNumberIsStruckOut) {
  Settle("app-1", DeclarationOf("binh-family"));
  ASSERT_TRUE(Withdraw("app-1").ok());
  harness_.Refuse(kIssue, PopulationRefuses());
  EXPECT_TRUE(absl::IsNotFound(RecordOf("app-1").status()));

  LetPopulationAnswer();
  EXPECT_EQ(Settle("app-2", DeclarationOf("binh-family")).status(), APPLICATION_STATUS_COMPLETED)
      << "the child can be declared again";
  EXPECT_EQ(RecordOf("app-2")->number(), "2/2024") << "its place in the book stays empty";
}

TEST_F(PersonalNumberTest, ARefusedCaseThatIsWithdrawnIsStruckOut) {
  Settle("app-1", DeclarationOf("binh-family"));
  harness_.Refuse(kIssue, PopulationRefuses());
  ASSERT_TRUE(Withdraw("app-1").ok());

  EXPECT_TRUE(absl::IsNotFound(RecordOf("app-1").status()));
}

}  // namespace
}  // namespace lienthong::civil_registry
