#include "tests/services/one_stop/one_stop_fixture.h"

namespace lienthong::one_stop {
namespace {

using namespace applications::v1;  // NOLINT: the ten statuses
using ::testing::MatchesRegex;
using ::testing::SizeIs;

class BirthIntakeTest : public OneStopTest {};

TEST_F(BirthIntakeTest, GivesAReceiptWithTheAppointment) {
  const auto response = Receive(Dossier());

  ASSERT_TRUE(response.ok()) << response.status();
  const v1::Receipt& receipt = response->receipt();
  EXPECT_THAT(receipt.receipt_code(), MatchesRegex("H26-240805-[0-9]{7}"));
  EXPECT_EQ(receipt.receipt_code(), response->application().receipt_code());
  EXPECT_EQ(FromProto(receipt.due_at()), AgencyHarness::At(2024, 8, 5, 17));
  EXPECT_EQ(response->application().tenant(), "01");
}

TEST_F(BirthIntakeTest, PassesTheFormOnUnderANameOfItsOwn) {
  ASSERT_TRUE(Receive(Dossier()).ok());

  ASSERT_THAT(harness_.pending(), SizeIs(1));
  EXPECT_EQ(harness_.pending().front().row.call().to(), "civil_registry");
  const auto passed = harness_.pending().front().As<SubmitBirthApplicationRequest>();
  EXPECT_EQ(passed.header().application_id(), "app-1.B");
  EXPECT_EQ(passed.header().dossier_code(), "G22.99-20240805-0000007");
  EXPECT_EQ(passed.header().components_size(), 1);
  EXPECT_EQ(passed.form().commune_code(), "00001");
  EXPECT_EQ(Read().next_actor(), ACTOR_AGENCY);
  EXPECT_EQ(Read().waiting_for(), "civil_registry");
}

TEST_F(BirthIntakeTest, TheRegistrysResultIsItsOwn) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));

  ASSERT_TRUE(Tell(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_IN_PROCESS,
                          APPLICATION_STATUS_COMPLETED}))
                  .ok());

  const Application done = Read();
  EXPECT_EQ(done.status(), APPLICATION_STATUS_COMPLETED);
  civil_registry::v1::BirthRecord record;
  ASSERT_TRUE(done.result().UnpackTo(&record));
  EXPECT_EQ(record.record_id(), "00001-2024-00001");
  EXPECT_EQ(done.documents(0).kind(), "BIRTH_CERTIFICATE");
  EXPECT_THAT(harness_.Rows(), SizeIs(0)) << "nobody is polled any more";
  EXPECT_EQ(harness_.events().back().to, "gateway");
}

TEST_F(BirthIntakeTest, TheResultMayComeBeforeTheAnswer) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  ASSERT_TRUE(
      Tell(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED})).ok());
  AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED}));

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_THAT(harness_.Rows(), SizeIs(0));
}

TEST_F(BirthIntakeTest, ARefusalStopsItWithTheRegistrysReason) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  Application there = There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_NOT_ACCEPTED});
  there.mutable_history()->rbegin()->set_reason(Reason::WRONG_JURISDICTION);
  AnswerSubmission(there);

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(Read().reason(), Reason::WRONG_JURISDICTION);
}

TEST_F(BirthIntakeTest, AFormTheRegistryCannotReadStopsItToo) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  harness_.Refuse(kSubmitBirth, Error(absl::StatusCode::kInvalidArgument, Reason::PERSONAL_NUMBER_NOT_12_DIGITS)
                                    .With("field", "form.mother.pin"));

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(Read().reason(), Reason::PERSONAL_NUMBER_NOT_12_DIGITS);
}

TEST_F(BirthIntakeTest, ADuplicateIsAcknowledgedAndChangesNothing) {
  const auto first = Receive(Dossier());
  ASSERT_TRUE(first.ok());
  const std::string before = harness_.Digest();

  const auto second = Receive(Dossier());

  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->receipt().receipt_code(), first->receipt().receipt_code());
  EXPECT_EQ(harness_.Digest(), before);
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 1);
}

TEST_F(BirthIntakeTest, AnotherFormUnderTheNameIsRefused) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  v1::ReceiveDossierRequest other = Dossier();
  other.mutable_form()->mutable_birth()->mutable_child()->set_given_name("BÌNH");

  EXPECT_EQ(ReasonOf(Receive(other).status()), Reason::APPLICATION_ID_TAKEN);
}

TEST_F(BirthIntakeTest, RefusesWhatItCannotRoute) {
  v1::ReceiveDossierRequest no_form = Dossier();
  no_form.clear_form();
  v1::ReceiveDossierRequest no_commune = Dossier();
  no_commune.mutable_form()->mutable_birth()->set_commune_code("99999");
  v1::ReceiveDossierRequest elsewhere = Dossier();
  elsewhere.mutable_form()->mutable_birth()->set_commune_code("20206");
  v1::ReceiveDossierRequest long_name = Dossier(std::string(97, 'a'));

  EXPECT_EQ(ReasonOf(Receive(no_form).status()), Reason::FORM_MISSING);
  EXPECT_EQ(ReasonOf(Receive(no_commune).status()), Reason::ADDRESS_UNKNOWN);
  EXPECT_EQ(ReasonOf(Receive(elsewhere).status()), Reason::WRONG_JURISDICTION);
  EXPECT_EQ(ReasonOf(Receive(long_name).status()), Reason::INVALID_FIELD);
}

}  // namespace
}  // namespace lienthong::one_stop
