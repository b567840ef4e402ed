#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeskSubmissionTest : public DeskTest {};

TEST_F(DeskSubmissionTest, TheAnswerShowsTheApplicationTakenIn) {
  DecidesAfter(8);
  ApplicationHeader header = Header();
  *header.add_components() = Paper("PAPER");

  const auto application = Submit(header, Form("house 1"), {}, "22");

  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_EQ(application->status(), v1::APPLICATION_STATUS_ACCEPTED);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2));
  EXPECT_EQ(application->sequence(), 2);
  EXPECT_EQ(application->agency(), "civil_registry");
  EXPECT_EQ(application->tenant(), "22");
  EXPECT_EQ(application->procedure_code(), kProcedure);
  EXPECT_EQ(application->dossier_code(), header.dossier_code());
  EXPECT_EQ(application->applicant().full_name(), header.applicant().full_name());
  EXPECT_EQ(application->components_size(), 1);
  EXPECT_EQ(application->channel(), v1::CHANNEL_ONLINE);
  EXPECT_EQ(application->next_actor(), v1::ACTOR_OFFICER);
  EXPECT_EQ(application->notify(), "gateway");
  EXPECT_FALSE(application->receipt_code().empty());
  common::v1::Address form;
  ASSERT_TRUE(application->form().UnpackTo(&form));
  EXPECT_EQ(form.detail(), "house 1");
  EXPECT_EQ(application->history(0).by(), "applicant");
  EXPECT_EQ(application->history(1).by(), "civil_registry");
}

struct CutOff {
  absl::Time submitted;
  absl::Time received;
  absl::Time due;
};

// Monday 5 August 2024; 2 September is a holiday with the day after it.
TEST_F(DeskSubmissionTest, CountsFromTheCutOff) {
  const auto at = [](int year, int month, int day, int hour, int minute = 0, int second = 0) {
    return AgencyHarness::At(year, month, day, hour, minute, second);
  };
  const CutOff cases[] = {
      {at(2024, 8, 5, 9), at(2024, 8, 5, 9), at(2024, 8, 7, 17)},
      {at(2024, 8, 5, 15), at(2024, 8, 5, 15), at(2024, 8, 7, 17)},
      {at(2024, 8, 5, 15, 0, 1), at(2024, 8, 6, 7, 30), at(2024, 8, 8, 17)},
      {at(2024, 8, 9, 16), at(2024, 8, 12, 7, 30), at(2024, 8, 14, 17)},
      {at(2024, 8, 31, 10), at(2024, 9, 4, 7, 30), at(2024, 9, 6, 17)},
  };
  int number = 0;
  for (const CutOff& expected : cases) {
    harness_.AdvanceTo(expected.submitted);
    const auto application = Submit(absl::StrCat("cut-off-", ++number));
    ASSERT_TRUE(application.ok()) << application.status();
    EXPECT_EQ(FromProto(application->received_at()), expected.received) << expected.submitted;
    EXPECT_EQ(FromProto(application->due_at()), expected.due) << expected.submitted;
  }
}

TEST_F(DeskSubmissionTest, ARefusalOnSightIsStatusThreeAndNoError) {
  rules_.receive = [](const Application&) { return Verdict::Refuse(Missing("PAPER")); };
  const auto application = Submit();
  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_EQ(application->status(), v1::APPLICATION_STATUS_NOT_ACCEPTED);
  EXPECT_EQ(application->reason(), Reason::COMPONENT_MISSING);
  EXPECT_EQ(application->next_actor(), v1::ACTOR_NOBODY);
  EXPECT_EQ(rules_.grants, 0);
  EXPECT_THAT(harness_.Rows(), IsEmpty());
}

TEST_F(DeskSubmissionTest, TheSameFormAgainIsAcknowledgedAndChangesNothing) {
  ASSERT_TRUE(Submit().ok());
  const Application first = Now();
  const std::string digest = harness_.Digest();
  harness_.Advance(absl::Hours(30));

  const auto again = Submit();

  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(harness_.Digest(), digest);
  EXPECT_EQ(rules_.grants, 1);
}

TEST_F(DeskSubmissionTest, TheSameFormWithOtherPapersIsTheSameApplication) {
  ASSERT_TRUE(Submit().ok());
  ApplicationHeader header = Header();
  *header.add_components() = Paper("LATE");
  const auto again = Submit(header);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->components_size(), 0);
}

TEST_F(DeskSubmissionTest, AnotherFormUnderTheSameIdIsRefused) {
  ASSERT_TRUE(Submit().ok());
  const Application first = Now();
  const auto other = Submit(Header(), Form("another"));
  EXPECT_EQ(other.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(other, HasReason(Reason::APPLICATION_ID_TAKEN));
  EXPECT_EQ(Now().SerializeAsString(), first.SerializeAsString());
}

TEST_F(DeskSubmissionTest, MalformedIdsAreRefused) {
  for (const std::string& id :
       {std::string(), std::string("a b"), std::string("a/b"), std::string("hồ-sơ"), std::string(101, 'a')}) {
    EXPECT_THAT(Submit(id), HasReason(Reason::INVALID_FIELD)) << id;
  }
  EXPECT_TRUE(Submit(std::string(100, 'a')).ok());
  EXPECT_TRUE(Submit("A.b_c-9").ok());
}

TEST_F(DeskSubmissionTest, TheHeaderMayNameAnotherProcedureOfTheDesk) {
  ApplicationHeader header = Header();
  header.set_procedure_code(kOtherProcedure);
  const auto application = Submit(header);
  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_EQ(application->procedure_code(), kOtherProcedure);
  header = Header("app-2");
  header.set_procedure_code("9.999999");
  EXPECT_THAT(Submit(header), HasReason(Reason::PROCEDURE_UNKNOWN));
}

TEST_F(DeskSubmissionTest, CallersFromOutsideGetNoEvents) {
  const auto application = Submit(Header(), Form(), AgencyHarness::Outside("gateway"));
  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_TRUE(application->notify().empty());
  EXPECT_THAT(harness_.events(), IsEmpty());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_COMPLETED);
}

TEST_F(DeskSubmissionTest, BeyondTheCalendarTheRefusalSaysSo) {
  harness_.AdvanceTo(AgencyHarness::At(2028, 1, 5, 9));
  EXPECT_THAT(Submit(), HasReason(Reason::CALENDAR_NOT_COVERED));
}

TEST_F(DeskSubmissionTest, ABundlesPartsAreFoundByTheirCode) {
  ASSERT_TRUE(Submit("b").ok());
  ASSERT_TRUE(Submit("a").ok());
  ApplicationHeader other = Header("c");
  other.set_dossier_code("G22.99-240805-000002");
  ASSERT_TRUE(Submit(other).ok());
  const auto parts = harness_.Look(
      [&](CallContext&, store::Txn& txn) { return desk_.FindByDossierCode(txn, Header().dossier_code()); });
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].application_id(), "a");
  EXPECT_EQ(parts[1].application_id(), "b");
  EXPECT_FALSE(harness_.Look([&](CallContext&, store::Txn& txn) { return desk_.Find(txn, "nobody"); }).has_value());
}

TEST_F(DeskSubmissionTest, EqualWorldsHaveEqualState) {
  Rules rules;
  AgencyHarness other_harness("civil_registry");
  Desk other("civil_registry");
  other.Add(std::make_unique<RuledProcedure>(kProcedure, rules));
  other.Register(other_harness.handlers());
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(other_harness
                  .Do([&](CallContext& context, store::Txn& txn) {
                    return other.Submit(context, txn, Header(), Form(), kProcedure);
                  })
                  .ok());
  EXPECT_EQ(other_harness.Digest(), harness_.Digest());
}

}  // namespace
}  // namespace lienthong::applications
