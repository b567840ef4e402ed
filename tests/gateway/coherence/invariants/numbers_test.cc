#include "services/base/identity/proto_values.h"
#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

// The newborn's entry.
population::v1::Person& Newborn(Ledger& ledger) { return ledger.persons.at(Only(ledger.issues).pin()); }

TEST(NumbersTest, AWorldWithoutDamageIsClean) {
  EXPECT_THAT(Violated(Granted()), IsEmpty());
  EXPECT_FALSE(Granted().issues.empty());
}

TEST(NumbersTest, OneNumberForTwoBirths) {
  Ledger ledger = Granted();
  population::v1::NumberIssue other = Only(ledger.issues);
  other.set_birth_record_id("00001-2024-99999");
  ledger.issues["00001-2024-99999"] = other;
  // Nor is the other birth in the books, or the number's holder entered with it.
  EXPECT_THAT(Violated(ledger), UnorderedElementsAre("number.one-birth", "number.entered", "number.registered"));
}

TEST(NumbersTest, ANumberThatSomebodyHolds) {
  const auto mother = Granted().nation->FindPersona("binh-family.mother")->person;
  Ledger ledger;
  ledger.world = Granted().world;
  ledger.now = Granted().now;
  ledger.nation = Granted().nation;
  ledger.offices[kPopulation] = OfficeRows(kPopulation);  // the civil registry wasn't looked at
  population::v1::NumberIssue issue;
  issue.set_birth_record_id("00001-2024-00001");
  issue.set_pin(mother.pin);
  ledger.issues[issue.birth_record_id()] = issue;
  population::v1::Person person;
  person.set_pin(mother.pin);
  person.set_sex(ToProto(mother.sex));
  *person.mutable_birth_date() = ToProto(mother.birth_date);
  person.mutable_birth_registration_place()->set_province_code(mother.birth_province_code);
  person.set_birth_record_id(issue.birth_record_id());
  ledger.persons[mother.pin] = person;
  EXPECT_THAT(Violated(ledger), ElementsAre("number.free"));
}

TEST(NumbersTest, ANumberOfTheOtherSex) {
  Ledger ledger = Granted();
  const auto other = Newborn(ledger).sex() == common::v1::SEX_MALE ? common::v1::SEX_FEMALE : common::v1::SEX_MALE;
  Newborn(ledger).set_sex(other);
  Only(ledger.births).set_sex(other);
  EXPECT_THAT(Violated(ledger), ElementsAre("number.cell"));
}

TEST(NumbersTest, ANumberOfAnotherProvince) {
  Ledger ledger = Granted();
  Newborn(ledger).mutable_birth_registration_place()->set_province_code("96");
  EXPECT_THAT(Violated(ledger), ElementsAre("number.cell"));
}

TEST(NumbersTest, AHolderEnteredWithAnotherBirth) {
  Ledger ledger = Granted();
  Newborn(ledger).set_birth_record_id("00001-2024-99999");
  EXPECT_THAT(Violated(ledger), ElementsAre("number.entered"));
}

TEST(NumbersTest, ANumberWhoseBirthIsInNoBook) {
  Ledger ledger = Granted();
  population::v1::Person person = Newborn(ledger);
  const seeds::NumberCell cell{person.birth_registration_place().province_code(), FromProto(person.sex()),
                               person.birth_date().year()};
  person.set_pin(*ledger.nation->FreeNumber(cell, 4711));
  person.set_birth_record_id("00001-2024-99999");
  person.clear_household_id();
  population::v1::NumberIssue issue;
  issue.set_pin(person.pin());
  issue.set_birth_record_id(person.birth_record_id());
  ledger.persons[person.pin()] = person;
  ledger.issues[issue.birth_record_id()] = issue;
  EXPECT_THAT(Violated(ledger), ElementsAre("number.registered"));
}

TEST(NumbersTest, ANameThatDiffersFromTheRecord) {
  Ledger ledger = Granted();
  Newborn(ledger).set_full_name("NGƯỜI KHÁC");
  EXPECT_THAT(Violated(ledger), ElementsAre("number.same-facts"));
}

TEST(NumbersTest, AFatherThatDiffersFromTheRecord) {
  Ledger ledger = Granted();
  Newborn(ledger).mutable_father()->clear_pin();
  EXPECT_THAT(Violated(ledger), ElementsAre("number.same-facts"));
}

}  // namespace
}  // namespace lienthong::coherence
