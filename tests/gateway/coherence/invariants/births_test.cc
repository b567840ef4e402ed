#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

using civil_registry::v1::BirthRecord;

// A second entry of the same child, properly numbered; no number was issued for it.
BirthRecord SecondEntry(const BirthRecord& first) {
  BirthRecord second = first;
  second.set_number("99999/2024");
  second.set_record_id(first.commune_code() + "-2024-99999");
  return second;
}

TEST(BirthsTest, ABirthTwiceInTheBooks) {
  Ledger ledger = Granted();
  BirthRecord second = SecondEntry(Only(ledger.births));
  second.clear_birth_notification_number();
  ledger.births[second.record_id()] = second;
  EXPECT_THAT(Violated(ledger), UnorderedElementsAre("birth.once", "number.registered"));
}

TEST(BirthsTest, ANoticeUsedTwice) {
  Ledger ledger = Granted();
  BirthRecord second = SecondEntry(Only(ledger.births));
  second.set_full_name("NGƯỜI KHÁC");
  ledger.births[second.record_id()] = second;
  EXPECT_THAT(Violated(ledger), UnorderedElementsAre("birth.notice-once", "number.registered"));
}

TEST(BirthsTest, ANoticeThatNoFacilityIssued) {
  Ledger ledger = Granted();
  ledger.notices.clear();
  EXPECT_THAT(Violated(ledger), ElementsAre("birth.notice-known"));
  ledger.offices.erase(kHealth);  // nothing is claimed about an office that wasn't looked at
  EXPECT_THAT(Violated(ledger), IsEmpty());
}

TEST(BirthsTest, ARecordThatNoApplicationLedTo) {
  Ledger ledger = Granted();
  Only(ledger.births).set_application_id("gone");
  EXPECT_THAT(Violated(ledger), ElementsAre("birth.decided"));
}

TEST(BirthsTest, AnInquiryForARecordThatHasItsNumber) {
  Ledger ledger = Granted();
  const BirthRecord& record = Only(ledger.births);
  auto& inquiry = ledger.inquiries[record.application_id()];
  inquiry.set_application_id(record.application_id());
  inquiry.set_record_id(record.record_id());
  EXPECT_THAT(Violated(ledger), ElementsAre("birth.asked"));
}

TEST(BirthsTest, ARecordNumberedOtherwiseThanItsId) {
  Ledger ledger = Granted();
  Only(ledger.births).set_number("99999/2024");
  EXPECT_THAT(Violated(ledger), ElementsAre("birth.numbered"));
}

}  // namespace
}  // namespace lienthong::coherence
