#include "seeds/nation/defects/defects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "seeds/identifiers/document_number.h"

namespace lienthong::seeds {
namespace {

const Nation& TheTown() {
  static const auto* const nation = new std::shared_ptr<const Nation>(*Nation::Generate({.population = 30'000}));
  return **nation;
}

const std::vector<Person>& Everybody() {
  static const auto* const people = new std::vector<Person>(TheTown().Scan("", 1'000'000));
  return *people;
}

TEST(DefectsTest, RatesAreKept) {
  const Defects defects(&TheTown(), 1);
  std::map<uint32_t, int> count;
  for (const Person& person : Everybody()) {
    for (uint32_t bit = 1; bit <= kOldPlaceName; bit *= 2) count[bit] += defects.Of("tax", person) & bit ? 1 : 0;
  }
  const double all = static_cast<double>(Everybody().size()) / 100;
  EXPECT_NEAR(count[kAccentsLost] / all, 2, 0.4);
  EXPECT_NEAR(count[kDayMonthSwapped] / all, 0.3 * 0.36, 0.1) << "where the other reading is a date";
  EXPECT_NEAR(count[kNumberMissing] / all, 1, 0.3);
  EXPECT_NEAR(count[kOldNumberInstead] / all, 6 * 0.6, 0.5) << "of those who have an old number";
  EXPECT_NEAR(count[kStillActive] / all, 0.4, 0.15);
  EXPECT_NEAR(count[kOldPlaceName] / all, 15, 1);
}

TEST(DefectsTest, ARegisterAnswersByItsNumber) {
  const Defects defects(&TheTown(), 1);
  int wrong = 0;
  for (const Person& person : Everybody()) {
    const std::string held = defects.PinIn("tax", person);
    if (held.empty()) continue;
    const std::vector<Person> holders = defects.ByPinIn("tax", held);
    EXPECT_TRUE(std::any_of(holders.begin(), holders.end(), [&](const Person& p) { return p.pin == person.pin; }));
    if (held == person.pin) continue;
    ++wrong;
    EXPECT_TRUE(IsLegacyId(held) || held.size() == 12);
  }
  EXPECT_GT(wrong, 500);
  EXPECT_TRUE(defects.ByPinIn("tax", "").empty());
}

TEST(DefectsTest, RegistersHaveFaultsOfTheirOwn) {
  const Defects defects(&TheTown(), 1), others(&TheTown(), 2);
  int both = 0, same = 0;
  for (const Person& person : Everybody()) {
    both += defects.Of("tax", person) != defects.Of("health", person) ? 1 : 0;
    same += defects.Of("tax", person) != others.Of("tax", person) ? 1 : 0;
  }
  EXPECT_GT(both, 3'000);
  EXPECT_GT(same, 3'000);
}

TEST(DefectsTest, TheAnswerKeySaysWhatIsHeld) {
  const Defects defects(&TheTown(), 1);
  const auto answers = defects.AnswerKey("tax", "", 2'000);
  EXPECT_GT(answers.size(), 300u);
  for (const DefectAnswer& answer : answers) {
    const Person truth = TheTown().ByPin(answer.pin).value();
    const Person held = defects.AsHeldBy("tax", truth);
    EXPECT_EQ(held.pin, answer.held_pin);
    EXPECT_EQ(answer.defects & kNumberMissing ? true : false, held.pin.empty());
    if (answer.defects & kAccentsLost) {
      EXPECT_TRUE(std::all_of(held.full_name.begin(), held.full_name.end(), absl::ascii_isascii));
    }
    if (answer.defects & kStillActive) {
      EXPECT_TRUE(held.alive());
      EXPECT_FALSE(truth.alive());
    }
  }
}

TEST(DefectsTest, WithoutRatesNothingIsWrong) {
  const Defects defects(&TheTown(), 1, {0, 0, 0, 0, 0, 0, 0, 0});
  for (const Person& person : Everybody()) ASSERT_EQ(defects.Of("tax", person), 0u);
}

}  // namespace
}  // namespace lienthong::seeds
