// The nation at census scale.
#include <gtest/gtest.h>

#include "absl/strings/str_format.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/persona_register.h"
#include "seeds/nation/record_text.h"
#include "seeds/nation/records.h"
#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

const Nation& Whole() {
  static const auto* const nation = new std::shared_ptr<const Nation>(*Nation::Generate({}));
  return **nation;
}

// Every field of ten thousand people with their households and marriages. A change here changes people: raise
// Nation::version() with it.
TEST(WholeNationTest, GoldenDigestOfTenThousandPeople) {
  uint64_t digest = 0;
  const auto add = [&digest](const std::string& text) {
    for (const char c : text) digest = Mix(digest ^ static_cast<unsigned char>(c));
  };
  ForSome(10'000, [&](Position person) {
    add(RecordText(PersonOf(WholeCountry(), person)));
    add(RecordText(HouseholdOf(WholeCountry(), WholeCountry().census.HomeOf(person))));
    for (const Position& couple : WholeCountry().kin.CouplesOf(person)) {
      if (WholeCountry().kin.ManOf(couple)) add(RecordText(MarriageOf(WholeCountry(), couple)));
    }
  });
  EXPECT_EQ(Nation::version(), "96m.1");
  EXPECT_EQ(absl::StrFormat("%016x", digest), "ec5f3ff0b8a055db");
}

TEST(WholeNationTest, HasTheCensusAndThePersonas) {
  EXPECT_GT(Whole().population(), 100'000'000);
  EXPECT_EQ(Whole().options().population, 96'208'984);
  EXPECT_GT(Whole().PersonaKeys().size(), 30u);
}

TEST(WholeNationTest, EveryKeyFindsItsRecord) {
  ForSome(2'000, [](Position at) {
    const Person person = PersonOf(WholeCountry(), at);
    EXPECT_EQ(RecordText(*Whole().ByPin(person.pin)), RecordText(person));
    if (!person.si_number.empty()) {
      EXPECT_EQ(Whole().BySiNumber(person.si_number)->pin, person.pin);
    }
    if (!person.tax_code.empty()) {
      EXPECT_EQ(Whole().ByTaxCode(person.tax_code)->pin, person.pin);
    }
    if (!person.phone.empty()) {
      EXPECT_EQ(Whole().ByPhone(person.phone)->pin, person.pin);
    }
    if (person.driving_licence) {
      EXPECT_EQ(Whole().ByLicence(person.driving_licence->number)->pin, person.pin);
    }
    if (person.bank_account) {
      EXPECT_EQ(Whole().ByBankAccount(person.bank_account->number)->pin, person.pin);
    }
    if (person.birth_entry) {
      EXPECT_EQ(Whole().ByBirthEntry(BirthEntryId(person))->pin, person.pin);
    }
    for (const std::string& id : person.legacy_ids) EXPECT_EQ(Whole().ByLegacyId(id).at(0).pin, person.pin);
    if (!person.alive()) return;
    const Household household = Whole().HouseholdById(person.household_id).value();
    EXPECT_EQ(household.address, person.residence);
    EXPECT_EQ(Whole().HouseholdByCertificate(household.land_certificate)->id, household.id);
    if (household.business) {
      EXPECT_EQ(Whole().HouseholdByBusiness(household.business->code)->id, household.id);
    }
  });
}

TEST(WholeNationTest, CardsAreFoundByTheirWholeCode) {
  int cards = 0;
  ForSome(500, [&](Position at) {
    const Person person = PersonOf(WholeCountry(), at);
    if (!person.insurance) return;
    const InsuranceCard& card = *person.insurance;
    const std::string code = FormatInsuranceCardCode({card.object, card.level, card.province_code, person.si_number});
    EXPECT_EQ(Whole().ByCardCode(code)->pin, person.pin);
    EXPECT_FALSE(Whole().ByCardCode("XX" + code.substr(2)));
    ++cards;
  });
  EXPECT_GT(cards, 400);
}

TEST(WholeNationTest, PersonasTakeNobodysNumbers) {
  for (const std::string& key : Whole().PersonaKeys()) {
    const Person person = Whole().FindPersona(key)->person;
    EXPECT_FALSE(WholeCountry().numbers.ByPin(person.pin)) << key;
    EXPECT_FALSE(WholeCountry().insurance_numbers.By(person.si_number)) << key;
    EXPECT_FALSE(WholeCountry().tax_codes.By(person.tax_code)) << key;
    EXPECT_FALSE(WholeCountry().homes.ById(person.household_id)) << key;
    EXPECT_FALSE(WholeCountry().phones.By(person.phone)) << key;
    for (const std::string& id : person.legacy_ids) EXPECT_FALSE(WholeCountry().legacy_ids.By(id)) << key;
    if (person.birth_entry) {
      EXPECT_FALSE(WholeCountry().books.ByBirthEntry(*ParseBookPlace(BirthEntryId(person)))) << key;
    }
  }
}

TEST(WholeNationTest, CommunesAreListed) {
  const std::vector<Household> first = Whole().HouseholdsIn("00001", 0, 5);
  const std::vector<Household> second = Whole().HouseholdsIn("00001", 3, 2);
  ASSERT_EQ(first.size(), 5u);
  EXPECT_EQ(second[0].id, first[3].id);
  for (const Household& household : first) EXPECT_EQ(household.address.commune_code, "00001");
  EXPECT_TRUE(Whole().HouseholdsIn("99999", 0, 5).empty());
}

TEST(WholeNationTest, APageOfAScanIsQuickAnywhere) {
  const std::vector<Person> page = Whole().Scan("979", 100);
  ASSERT_EQ(page.size(), 100u);
  EXPECT_EQ(page.front().birth_province_code, "79");
  EXPECT_TRUE(Whole().Scan("99999", 100).empty());
}

}  // namespace
}  // namespace lienthong::seeds
