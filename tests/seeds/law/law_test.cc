#include "seeds/law/law.h"

#include <gtest/gtest.h>

#include <fstream>

#include "absl/strings/str_split.h"
#include "seeds/law/law_rules.h"

namespace lienthong::seeds {
namespace {

const absl::CivilDay k2022(2022, 8, 1);
const absl::CivilDay k2024(2024, 8, 5);
const absl::CivilDay k2025(2025, 8, 5);

class LawTest : public testing::Test {
 protected:
  const Law& law_ = Law::Default();
};

TEST_F(LawTest, BundleTimesFollowTheDate) {
  EXPECT_EQ(law_.Int(law::kBirthBundleWorkingDays, absl::CivilDay(2024, 6, 30)), 20);
  EXPECT_EQ(law_.Int(law::kBirthBundleWorkingDays, absl::CivilDay(2024, 7, 1)), 3);
  EXPECT_EQ(law_.Int(law::kBirthBundleVerifiedWorkingDays, k2024), 5);
  EXPECT_EQ(law_.Int(law::kResidenceWorkingDays, k2024), 2);
  EXPECT_EQ(law_.Int(law::kResidenceVerifiedWorkingDays, k2024), 5);
  EXPECT_EQ(law_.Int(law::kChildCardWorkingDays, k2024), 2);
  EXPECT_EQ(law_.Int(law::kSupplementWorkingDays, k2024), 7);
  EXPECT_EQ(law_.Int(law::kBirthDutyDays, k2024), 60);
  EXPECT_EQ(law_.Int(law::kBirthWorkingDays, k2024), 0);
  EXPECT_EQ(law_.Int(law::kCutOffHour, k2024), 15);
}

TEST_F(LawTest, ProceduresChangeTheirCode) {
  EXPECT_EQ(law_.Text(law::kBirthBundleProcedure, k2022), "2.000986");
  EXPECT_EQ(law_.Text(law::kBirthBundleProcedure, k2024), "2.002621");
  EXPECT_EQ(law_.Text(law::kBirthBundleProcedure, absl::CivilDay(2026, 8, 31)), "2.002621");
  EXPECT_EQ(law_.Text(law::kBirthBundleProcedure, absl::CivilDay(2026, 9, 1)), "3.000722");
  EXPECT_EQ(law_.Text(law::kDeathBundleProcedure, k2024), "2.002622");
}

TEST_F(LawTest, ProvincesMergeAndDistrictsEnd) {
  EXPECT_EQ(law_.Int(law::kProvinceCount, absl::CivilDay(2025, 6, 30)), 63);
  EXPECT_EQ(law_.Int(law::kProvinceCount, absl::CivilDay(2025, 7, 1)), 34);
  EXPECT_EQ(law_.Int(law::kLevels, k2024), 3);
  EXPECT_EQ(law_.Int(law::kLevels, k2025), 2);
  EXPECT_EQ(law_.Text(law::kForeignElementOffice, k2024), "district");
  EXPECT_EQ(law_.Text(law::kForeignElementOffice, k2025), "commune");
}

TEST_F(LawTest, ConsentEndsInMid2026) {
  for (const char* rule : {law::kHeadConsent, law::kOwnerConsent}) {
    EXPECT_TRUE(law_.Bool(rule, absl::CivilDay(2026, 6, 30)));
    EXPECT_FALSE(law_.Bool(rule, absl::CivilDay(2026, 7, 1)));
  }
}

TEST_F(LawTest, LaterChangesOfTheBundle) {
  EXPECT_FALSE(law_.Bool(law::kBirthBundleIdentityCard, absl::CivilDay(2026, 8, 31)));
  EXPECT_TRUE(law_.Bool(law::kBirthBundleIdentityCard, absl::CivilDay(2026, 9, 1)));
  EXPECT_EQ(law_.Text(law::kLinkingCoordinator, absl::CivilDay(2026, 12, 31)), "linking_software");
  EXPECT_EQ(law_.Text(law::kLinkingCoordinator, absl::CivilDay(2027, 1, 1)), "portal");
  EXPECT_TRUE(law_.Bool(law::kBirthOwnInitiative, absl::CivilDay(2027, 3, 1)));
  EXPECT_EQ(law_.Text(law::kDeathDocument, absl::CivilDay(2027, 2, 28)), "death extract");
  EXPECT_EQ(law_.Text(law::kBirthNoticeForm, absl::CivilDay(2025, 10, 1)), "circular_22_2025");
}

TEST_F(LawTest, AmountsAreThoseOfTheMonth) {
  EXPECT_EQ(law_.Int(law::kBaseSalary, absl::CivilDay(2023, 6, 30)), 1'490'000);
  EXPECT_EQ(law_.Int(law::kBaseSalary, absl::CivilDay(2023, 7, 1)), 1'800'000);
  EXPECT_EQ(law_.Int(law::kBaseSalary, absl::CivilDay(2024, 7, 1)), 2'340'000);
  EXPECT_EQ(law_.Int(law::kSocialStandard, absl::CivilDay(2024, 6, 30)), 360'000);
  EXPECT_EQ(law_.Int(law::kBirthOnTimeCharge, k2024), 0);
  EXPECT_GT(law_.Int(law::kBirthLateCharge, k2024), 0);
}

TEST_F(LawTest, DescribeTellsBasisAndEnd) {
  const RuleDescription description = law_.Describe(law::kBirthBundleWorkingDays, k2024);
  EXPECT_EQ(description.value->value, "3");
  EXPECT_EQ(description.value->mark, "M");
  EXPECT_EQ(description.value->legal_basis, "Decree 63/2024/ND-CP");
  EXPECT_EQ(description.until, absl::CivilDay(2026, 9, 1));
  EXPECT_EQ(law_.Describe(law::kCutOffHour, k2024).until, absl::CivilDay(9999, 12, 31));
}

TEST_F(LawTest, InventedAmountsSaySo) { EXPECT_EQ(law_.At(law::kBirthLateCharge, k2024).mark, "assumption"); }

TEST_F(LawTest, FileAndConstantsNameTheSameRules) {
  std::ifstream header(LIENTHONG_SOURCE_DIR "/seeds/law/law_rules.h");
  const std::string text((std::istreambuf_iterator<char>(header)), {});
  const std::vector<std::string> parts = absl::StrSplit(text, '"');  // the odd ones stood in quotes
  size_t count = 0;
  for (size_t i = 1; i < parts.size(); i += 2) {
    EXPECT_TRUE(law_.Has(parts[i])) << parts[i];
    ++count;
  }
  EXPECT_EQ(count, law_.rules().size());
}

TEST_F(LawTest, ChangeDaysAreThoseOfPartJ) {
  const std::vector<absl::CivilDay> days = law_.ChangeDays();
  for (const absl::CivilDay day :
       {absl::CivilDay(2024, 7, 1), absl::CivilDay(2025, 7, 1), absl::CivilDay(2025, 10, 1), absl::CivilDay(2026, 7, 1),
        absl::CivilDay(2026, 9, 1), absl::CivilDay(2027, 1, 1), absl::CivilDay(2027, 3, 1)}) {
    EXPECT_TRUE(std::binary_search(days.begin(), days.end(), day)) << day;
  }
}

TEST(LawDeathTest, UnknownRuleOrWrongTypeEndsTheProgram) {
  EXPECT_DEATH(Law::Default().Int("birth.no_such_rule", k2024), "no rule \"birth.no_such_rule\"");
  EXPECT_DEATH(Law::Default().Bool(law::kBirthDutyDays, k2024), "is int, not bool");
}

TEST(LawParseTest, ARuleHoldsFromItsDay) {
  const auto law = Law::Parse(R"(
- id: a.b
  type: int
  vi: Một
  en: One
  values:
    - {from: 2020-01-01, value: 1, mark: L, basis: x}
    - {from: 2021-01-01, value: 2, mark: L, basis: x}
)");
  ASSERT_TRUE(law.ok()) << law.status();
  EXPECT_EQ(law->Int("a.b", absl::CivilDay(2020, 12, 31)), 1);
  EXPECT_EQ(law->Int("a.b", absl::CivilDay(2021, 1, 1)), 2);
  EXPECT_EQ(law->Int("a.b", absl::CivilDay(2019, 1, 1)), 1) << "before the first day the first value holds";
}

TEST(LawParseTest, FaultsAreRefused) {
  const std::string head = "- id: a.b\n  type: int\n  vi: Một\n  en: One\n  values:\n";
  EXPECT_FALSE(Law::Parse(head + "    - {from: 2020-01-01, value: x, mark: L, basis: x}\n").ok());
  EXPECT_FALSE(Law::Parse(head + "    - {from: 2020-13-01, value: 1, mark: L, basis: x}\n").ok());
  EXPECT_FALSE(Law::Parse(head + "    - {from: 2020-01-01, value: 1, mark: Z, basis: x}\n").ok());
  EXPECT_FALSE(Law::Parse(head + "    - {from: 2020-01-01, value: 1, mark: L}\n").ok());
  EXPECT_FALSE(Law::Parse(head + "    - {from: 2020-01-01, value: 1, mark: L, basis: x}\n"
                                 "    - {from: 2019-01-01, value: 1, mark: L, basis: x}\n")
                   .ok());
  EXPECT_FALSE(Law::Parse(head).ok());
  EXPECT_FALSE(Law::Parse("a: b\n").ok());
}

}  // namespace
}  // namespace lienthong::seeds
