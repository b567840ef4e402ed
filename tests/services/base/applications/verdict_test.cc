#include "services/base/applications/verdict.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lienthong::applications {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

absl::Status Lacks(absl::string_view component) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::COMPONENT_MISSING).With("component", component);
}

TEST(VerdictTest, ARefusalSpeaksTheErrorsSentenceInBothLanguages) {
  const Verdict verdict = Verdict::Refuse(Lacks("PAPER"));
  EXPECT_EQ(verdict.kind, Verdict::Kind::kRefuse);
  EXPECT_EQ(verdict.reason, Reason::COMPONENT_MISSING);
  EXPECT_THAT(verdict.note.vi(), HasSubstr("PAPER"));
  EXPECT_THAT(verdict.note.en(), HasSubstr("PAPER"));
  EXPECT_NE(verdict.note.vi(), verdict.note.en());
}

TEST(VerdictTest, AChainOfChecksApprovesOrRefuses) {
  EXPECT_EQ(Verdict::Of(absl::OkStatus()).kind, Verdict::Kind::kApprove);
  EXPECT_EQ(Verdict::Of(Lacks("PAPER")).kind, Verdict::Kind::kRefuse);
  EXPECT_EQ(Verdict::Of(Lacks("PAPER")).reason, Reason::COMPONENT_MISSING);
}

TEST(VerdictTest, SupplementAndPaymentCarryWhatTheApplicantNeeds) {
  const Verdict supplement = Verdict::Supplement(Lacks("PAPER"), {"PAPER", "OTHER"});
  EXPECT_EQ(supplement.kind, Verdict::Kind::kSupplement);
  EXPECT_THAT(supplement.items, ::testing::ElementsAre("PAPER", "OTHER"));
  common::v1::LocalizedText title;
  title.set_en("Charge");
  const Verdict payment = Verdict::Payment("FEE", 8000, title);
  EXPECT_EQ(payment.kind, Verdict::Kind::kPayment);
  EXPECT_EQ(payment.fee_code, "FEE");
  EXPECT_EQ(payment.amount_vnd, 8000);
  EXPECT_EQ(payment.title.en(), "Charge");
}

TEST(VerdictTest, NoBracesReachPeople) {
  const common::v1::LocalizedText note = NoteOf(Reason::COMPONENT_MISSING);
  EXPECT_THAT(note.vi(), Not(HasSubstr("{")));
  EXPECT_THAT(note.en(), HasSubstr("…"));
  EXPECT_TRUE(NoteOf(Reason::REASON_UNSPECIFIED).en().empty());
  EXPECT_TRUE(NoteOf(absl::InternalError("x")).en().empty());
}

}  // namespace
}  // namespace lienthong::applications
