#include "seeds/nation/defects/defects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/nation/defects/former_provinces.h"
#include "tests/seeds/nation/defects/some_town.h"

namespace lienthong::seeds {
namespace {

TEST(DefectsTest, RatesAreKept) {
  const Defects defects({"tax", 1, {}});
  std::map<uint32_t, int> count;
  for (const Person& person : Everybody()) {
    for (uint32_t bit = 1; bit <= kOldPlaceName; bit *= 2) count[bit] += defects.Of(person) & bit ? 1 : 0;
  }
  const auto dissolved = std::count_if(Everybody().begin(), Everybody().end(), [](const Person& person) {
    return !FormerProvince(person.residence.province_code).empty();
  });
  const double all = static_cast<double>(Everybody().size()) / 100;
  EXPECT_NEAR(count[kAccentsLost] / all, 2, 0.4);
  EXPECT_NEAR(count[kDayMonthSwapped] / all, 0.3 * 0.36, 0.1) << "where the other reading is a date";
  EXPECT_NEAR(count[kNumberMissing] / all, 1, 0.3);
  EXPECT_NEAR(count[kOldNumberInstead] / all, 6 * 0.6, 0.5) << "of those who have an old number";
  EXPECT_NEAR(count[kDuplicate] / all, 0.2, 0.1);
  EXPECT_NEAR(count[kStillActive] / all, 0.4, 0.15);
  EXPECT_NEAR(count[kOldPlaceName] * 100.0 / static_cast<double>(dissolved), 15, 1);
}

TEST(DefectsTest, RegistersAndSeedsHaveFaultsOfTheirOwn) {
  const Defects tax({"tax", 1, {}}), insurance({"social_insurance", 1, {}}), others({"tax", 2, {}});
  int by_register = 0, by_seed = 0;
  for (const Person& person : Everybody()) {
    by_register += tax.Of(person) != insurance.Of(person) ? 1 : 0;
    by_seed += tax.Of(person) != others.Of(person) ? 1 : 0;
  }
  EXPECT_GT(by_register, 3'000);
  EXPECT_GT(by_seed, 3'000);
}

TEST(DefectsTest, ARegisterTakesOnlyWhatItCanShow) {
  constexpr DefectRates kAll = {100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000};
  for (const DefectiveRegister& known : kDefectiveRegisters) {
    const Defects defects({std::string(known.name), 1, kAll});
    uint32_t seen = 0;
    for (const Person& person : Everybody()) seen |= defects.Of(person);
    EXPECT_EQ(seen & ~known.defects, 0u) << known.name;
    // A missing number leaves no room for a wrong one.
    EXPECT_EQ(seen | kOldNumberInstead | kWrongSexDigit, known.defects | kOldNumberInstead | kWrongSexDigit)
        << known.name;
  }
}

TEST(DefectsTest, RecordsShowTheirFaultsAndNothingElse) {
  const Defects defects({"tax", 1, {}});
  for (const Person& truth : Everybody()) {
    const Person held = defects.AsHeld(truth);
    const uint32_t faults = defects.Of(truth);
    EXPECT_EQ(held.full_name != truth.full_name, (faults & kAccentsLost) != 0);
    EXPECT_EQ(held.birth_date == truth.birth_date, (faults & kDayMonthSwapped) == 0);
    EXPECT_EQ(held.pin.empty(), (faults & kNumberMissing) != 0);
    EXPECT_EQ(IsLegacyId(held.pin), (faults & kOldNumberInstead) != 0);
    EXPECT_EQ(held.pin == WithOtherSexDigit(truth.pin), (faults & kWrongSexDigit) != 0);
    EXPECT_EQ(held.alive() && !truth.alive(), (faults & kStillActive) != 0);
    EXPECT_EQ(held.residence.detail != truth.residence.detail, (faults & kOldPlaceName) != 0);
    if (faults & kAccentsLost) {
      EXPECT_TRUE(std::all_of(held.full_name.begin(), held.full_name.end(), absl::ascii_isascii));
    }
  }
}

TEST(DefectsTest, PersonasStayAsTheirStoriesSay) {
  const Defects defects({"tax", 1, {100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000}});
  for (const std::string& key : TheTown().PersonaKeys()) {
    EXPECT_EQ(defects.Of(TheTown().FindPersona(key)->person), 0u) << key;
  }
}

TEST(DefectsTest, WithoutRatesNothingIsWrong) {
  const Defects defects({"tax", 1, {0, 0, 0, 0, 0, 0, 0, 0}});
  for (const Person& person : Everybody()) ASSERT_EQ(defects.Of(person), 0u);
}

TEST(FormerProvincesTest, DividedProvincesRememberTheirOldName) {
  EXPECT_EQ(FormerProvince("19"), "tỉnh Bắc Thái");
  EXPECT_EQ(FormerProvince("96"), "tỉnh Minh Hải");
  EXPECT_EQ(FormerProvince("79"), "") << "never divided";
  EXPECT_EQ(FormerProvince(""), "");
}

}  // namespace
}  // namespace lienthong::seeds
