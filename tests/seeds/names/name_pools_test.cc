#include "seeds/names/name_pools.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/match.h"
#include "seeds/mix.h"
#include "seeds/names/ethnicities.h"
#include "seeds/names/name_matching.h"

namespace lienthong::seeds {
namespace {

TEST(NamePoolsTest, SameDrawSameName) {
  const NameQuery query{"", "01", "01", Sex::kFemale, 1990};
  EXPECT_EQ(DrawFullName(query, 42, 7, 0), DrawFullName(query, 42, 7, 0));
}

TEST(NamePoolsTest, MembersOfAHouseholdHaveDifferentGivenNames) {
  for (uint64_t household = 0; household < 50; ++household) {
    std::set<std::string> given;
    for (int place = 0; place < 8; ++place) {
      const std::string name = DrawFullName({"", "01", "01", Sex::kFemale, 1990}, Mix(household, 1), household, place);
      given.insert(name.substr(name.rfind(' ')));
    }
    EXPECT_EQ(given.size(), 8u);
  }
}

TEST(NamePoolsTest, EveryNameIsNormalAndVietnamese) {
  for (const Ethnicity& ethnicity : Ethnicities()) {
    for (uint64_t draw = 0; draw < 200; ++draw) {
      for (const Sex sex : {Sex::kMale, Sex::kFemale}) {
        const std::string name =
            DrawFullName({"", ethnicity.code, "66", sex, 1960 + static_cast<int>(draw % 60)}, draw, draw, 0);
        ASSERT_EQ(NormalizeName(name).value(), name);
        ASSERT_TRUE(IsVietnameseName(name).value()) << name;
      }
    }
  }
}

TEST(NamePoolsTest, FamiliesFollowTheirWeights) {
  std::map<std::string, int> count;
  for (uint64_t draw = 0; draw < 20'000; ++draw) ++count[DrawFamilyName({"", "01", "01", Sex::kMale, 1990}, Mix(draw))];
  EXPECT_NEAR(count["NGUYỄN"], 7680, 300);
  EXPECT_NEAR(count["TRẦN"], 2200, 200);
  EXPECT_GT(count["HOÀNG"], 0);
  EXPECT_EQ(count.count("HUỲNH"), 0u) << "the southern spelling";
}

TEST(NamePoolsTest, TheSouthSpellsHuynhAndVo) {
  std::set<std::string> names;
  for (uint64_t draw = 0; draw < 2000; ++draw)
    names.insert(DrawFamilyName({"", "01", "79", Sex::kMale, 1990}, Mix(draw)));
  EXPECT_TRUE(names.contains("HUỲNH"));
  EXPECT_TRUE(names.contains("VÕ"));
  EXPECT_FALSE(names.contains("HOÀNG"));
  EXPECT_FALSE(names.contains("VŨ"));
}

TEST(NamePoolsTest, EdeNamesCarryTheirPrefixAndClan) {
  const std::string man = DrawFullName({"NIÊ", "11", "66", Sex::kMale, 1990}, 5, 5, 0);
  const std::string woman = DrawFullName({"NIÊ", "11", "66", Sex::kFemale, 1990}, 5, 5, 0);
  EXPECT_TRUE(absl::StartsWith(man, "Y ")) << man;
  EXPECT_TRUE(absl::StartsWith(woman, "H'")) << woman;
  EXPECT_EQ(FamilyName(man).value(), "NIÊ");
  EXPECT_EQ(FamilyName(woman).value(), "NIÊ");
}

TEST(EthnicitiesTest, ListsDisagreeOnThreeCodes) {
  EXPECT_EQ(Ethnicities().size(), 56u);
  EXPECT_EQ(FindEthnicity("04")->name, "Mường");
  EXPECT_EQ(FindEthnicity("04", EthnicityList::kDecision121)->name, "Hoa");
  EXPECT_EQ(FindEthnicity("06", EthnicityList::kDecision121)->name, "Mường");
  EXPECT_EQ(FindEthnicity("05", EthnicityList::kDecision121)->name, "Khmer");
  EXPECT_EQ(FindEthnicity("57"), nullptr);
  EXPECT_EQ(ToCensusCode("04", EthnicityList::kDecision121), "06");
  EXPECT_EQ(FromCensusCode("06", EthnicityList::kDecision121), "04");
  EXPECT_EQ(ToCensusCode("99", EthnicityList::kDecision121), "");
  std::set<absl::string_view> codes;
  for (const Ethnicity& ethnicity : Ethnicities()) {
    EXPECT_EQ(ToCensusCode(ethnicity.decision_121_code, EthnicityList::kDecision121), ethnicity.code);
    codes.insert(ethnicity.code);
  }
  EXPECT_EQ(codes.size(), 56u);
}

}  // namespace
}  // namespace lienthong::seeds
