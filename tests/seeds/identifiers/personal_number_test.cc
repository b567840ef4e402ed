#include "seeds/identifiers/personal_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Rule = PersonalNumberRule;

constexpr absl::CivilDay kToday(2024, 8, 5);

std::vector<Rule> Broken(absl::string_view number, Sex sex, int year, PinMode mode = PinMode::kSafe) {
  std::vector<Rule> rules;
  for (const PersonalNumberViolation& violation : CheckPersonalNumber(number, {sex, year}, mode, kToday)) {
    rules.push_back(violation.rule);
  }
  return rules;
}

std::string Number(const char* province, Sex sex, int year, uint32_t six, PinMode mode = PinMode::kSafe) {
  return ComposePersonalNumber({province, sex, year}, six, mode);
}

TEST(PersonalNumberTest, IsComposedOfItsParts) {
  EXPECT_EQ(Number("01", Sex::kMale, 1990, 123456).substr(0, 6), "901090");
  EXPECT_EQ(Number("96", Sex::kFemale, 1985, 7),
            "996185"
            "000007");
  EXPECT_EQ(Number("79", Sex::kMale, 2024, 0).substr(0, 6), "979224");
  EXPECT_EQ(Number("79", Sex::kFemale, 2003, 0).substr(0, 6), "979303");
  EXPECT_EQ(Number("79", Sex::kFemale, 2399, 0).substr(3, 3), "999");
  EXPECT_EQ(Number("01", Sex::kMale, 1990, 1, PinMode::kRealistic).substr(0, 3), "001");
}

TEST(PersonalNumberTest, PartsComeBackForEveryProvinceCenturyAndSex) {
  for (const PinMode mode : {PinMode::kSafe, PinMode::kRealistic}) {
    for (const Province& province : Places::Default().provinces()) {
      for (const Sex sex : {Sex::kMale, Sex::kFemale}) {
        for (const int year : {1900, 1999, 2000, 2024, 2100, 2299, 2399}) {
          const NumberCell cell{std::string(province.code), sex, year};
          const auto parts = ParsePersonalNumber(ComposePersonalNumber(cell, 999'999, mode), mode);
          ASSERT_TRUE(parts.has_value());
          EXPECT_EQ(parts->cell, cell);
          EXPECT_EQ(parts->six, 999'999u);
        }
      }
    }
  }
}

TEST(PersonalNumberTest, ValidNumberBreaksNoRule) {
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 1990, 1), Sex::kMale, 1990), IsEmpty());
  EXPECT_THAT(Broken(Number("22", Sex::kFemale, 2024, 999'999), Sex::kFemale, 2024), IsEmpty());
}

TEST(PersonalNumberTest, R1TwelveDigits) {
  const std::string good = Number("01", Sex::kMale, 1990, 1);
  for (const std::string& bad :
       {std::string(), good.substr(1), good + "0", good.substr(0, 11) + "x", " " + good.substr(1)}) {
    EXPECT_THAT(Broken(bad, Sex::kMale, 1990), ElementsAre(Rule::kTwelveDigits)) << bad;
  }
}

TEST(PersonalNumberTest, R2Province) {
  EXPECT_THAT(Broken("903090123456", Sex::kMale, 1990), ElementsAre(Rule::kProvince)) << "03 was never given out";
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 1990, 1, PinMode::kRealistic), Sex::kMale, 1990),
              ElementsAre(Rule::kProvince))
      << "a real-range number in a safe world";
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 1990, 1), Sex::kMale, 1990, PinMode::kRealistic),
              ElementsAre(Rule::kProvince))
      << "a safe-range number in a realistic world";
}

TEST(PersonalNumberTest, R3Century) {
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 1910, 1), Sex::kMale, 2010), ElementsAre(Rule::kCentury));
}

TEST(PersonalNumberTest, R4Sex) {
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 1990, 1), Sex::kFemale, 1990), ElementsAre(Rule::kSex));
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 1990, 1), Sex::kUndetermined, 1990), IsEmpty());
}

TEST(PersonalNumberTest, R5BirthYear) {
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 1990, 1), Sex::kMale, 1991), ElementsAre(Rule::kBirthYear));
}

TEST(PersonalNumberTest, R6NotInFuture) {
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 2025, 1), Sex::kMale, 2025), ElementsAre(Rule::kNotInFuture));
  EXPECT_THAT(Broken(Number("01", Sex::kMale, 2124, 1), Sex::kMale, 2124), ElementsAre(Rule::kNotInFuture));
}

TEST(PersonalNumberTest, R6ComparesWithTheSnapshotInAnEarlierWorld) {
  const std::string number = Number("01", Sex::kMale, 2023, 1);
  const absl::CivilDay in_2022(2022, 8, 1);
  EXPECT_THAT(CheckPersonalNumber(number, {Sex::kMale, 2023}, PinMode::kSafe, in_2022), IsEmpty());
  EXPECT_EQ(CheckPersonalNumber(Number("01", Sex::kMale, 2024, 1), {}, PinMode::kSafe, in_2022).size(), 1u);
}

TEST(PersonalNumberTest, SeveralRulesCanBeBroken) {
  EXPECT_THAT(Broken("903090123456", Sex::kFemale, 2091),
              ElementsAre(Rule::kProvince, Rule::kCentury, Rule::kSex, Rule::kBirthYear));
}

TEST(PersonalNumberTest, NothingClaimedChecksTheNumberItself) {
  EXPECT_THAT(CheckPersonalNumber(Number("01", Sex::kMale, 1990, 1), {}, PinMode::kSafe, kToday), IsEmpty());
}

TEST(PersonalNumberTest, EveryRuleDescribesItselfAndItsRange) {
  for (int i = 1; i <= 6; ++i) {
    EXPECT_EQ(RuleId(static_cast<Rule>(i)), "R" + std::to_string(i));
    EXPECT_FALSE(Describe(static_cast<Rule>(i), PinMode::kSafe).empty());
  }
  EXPECT_NE(Describe(Rule::kProvince, PinMode::kSafe), Describe(Rule::kProvince, PinMode::kRealistic));
}

}  // namespace
}  // namespace lienthong::seeds
