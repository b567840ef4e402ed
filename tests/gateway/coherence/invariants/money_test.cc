#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

constexpr char kLate[] = "birth-residence-health-card/late-registration.yaml";

TEST(MoneyTest, ACompletedApplicationThatWasNotPaid) {
  Ledger ledger = Played(kLate);
  ASSERT_THAT(Violated(ledger), IsEmpty());
  auto& payment = *Only(ledger.desks.at(kCivilRegistry).applications).mutable_payments(0);
  payment.clear_paid_at();
  payment.clear_payment_reference();
  EXPECT_THAT(Violated(ledger), ElementsAre("money.asked"));
}

TEST(MoneyTest, APaymentThatTheOneStopNeverTook) {
  Ledger ledger = Played(kLate);
  auto& payment = *Only(ledger.desks.at(kOneStop).applications).mutable_payments(0);
  payment.set_amount_vnd(payment.amount_vnd() + 1);
  EXPECT_THAT(Violated(ledger), ElementsAre("money.forwarded"));
}

TEST(MoneyTest, AnApplicantWhoIsAskedForMore) {
  Ledger ledger = Played(kLate, 2);
  ASSERT_THAT(Violated(ledger), IsEmpty());
  auto& payment = *Only(ledger.dossiers).mutable_parts(0)->mutable_payment();
  payment.set_amount_vnd(payment.amount_vnd() + 1);
  EXPECT_THAT(Violated(ledger), ElementsAre("money.gateway"));
}

}  // namespace
}  // namespace lienthong::coherence
