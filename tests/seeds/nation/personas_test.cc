#include "seeds/nation/personas.h"

#include <gtest/gtest.h>

#include <set>

#include "seeds/names/name_matching.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/person_fields.h"

namespace lienthong::seeds {
namespace {

class PersonasTest : public testing::Test {
 protected:
  static const Nation& Nations() {
    static const auto* const nation = new std::shared_ptr<const Nation>(*Nation::Generate({.population = 1000}));
    return **nation;
  }

  // The field, or the error's text.
  static std::string Field(absl::string_view path) {
    const auto field = Nations().PersonaField(path);
    return field.ok() ? *field : std::string(field.status().message());
  }
  static bool Has(absl::string_view path) { return Nations().PersonaField(path).ok(); }
  static Person Get(absl::string_view key) { return Nations().FindPersona(key).value().person; }
};

TEST_F(PersonasTest, ThereAreManyAndAllResolve) {
  const std::vector<std::string> keys = Nations().PersonaKeys();
  EXPECT_GE(keys.size(), 30u);
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  for (const std::string& key : keys) {
    const Persona persona = Nations().FindPersona(key).value();
    EXPECT_EQ(persona.key, key);
    EXPECT_FALSE(persona.about.empty());
    EXPECT_EQ(persona.unlisted.empty(), !persona.person.pin.empty()) << key;
    EXPECT_EQ(Field(key + ".full_name"), persona.person.full_name);
    EXPECT_EQ(Has(key + ".pin"), persona.unlisted.empty()) << key;
    if (persona.unlisted.empty()) {
      EXPECT_EQ(Nations().ByPin(persona.person.pin)->persona_key, key);
    }
    for (const std::string& field : PersonFieldNames()) {
      const auto code = Nations().PersonaField(key + "." + field).status().code();
      EXPECT_TRUE(code == absl::StatusCode::kOk || code == absl::StatusCode::kFailedPrecondition) << key << field;
    }
  }
}

TEST_F(PersonasTest, NamesArePlainlySynthetic) {
  for (const std::string& key : Nations().PersonaKeys()) {
    if (key.starts_with("every-letter.")) continue;  // strings of syllables that nobody is called
    const std::string name = MatchKey(Field(key + ".full_name")).value();
    EXPECT_TRUE(name.find("MAU") != std::string::npos || name.find("THU") != std::string::npos) << name;
  }
}

TEST_F(PersonasTest, NumbersDependOnTheSeedAndMode) {
  const auto other = *Nation::Generate({.seed = 9, .population = 1000});
  const auto realistic = *Nation::Generate({.pin_mode = PinMode::kRealistic, .population = 1000});
  EXPECT_NE(*other->PersonaField("binh-family.mother.pin"), Field("binh-family.mother.pin"));
  EXPECT_EQ(realistic->PersonaField("binh-family.mother.pin")->substr(0, 3), "001");
  EXPECT_EQ(Field("binh-family.mother.pin").substr(0, 6), "901195");
}

TEST_F(PersonasTest, UnknownKeysNameTheNearest) {
  EXPECT_EQ(Nations().PersonaField("binh-famly.mother.pin").status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(Field("binh-famly.mother.pin").find("\"binh-family.mother\""), std::string::npos);
  EXPECT_NE(Field("binh-family.mothr.pin").find("\"binh-family.mother\""), std::string::npos);
  EXPECT_NE(Field("binh-family.mother.pim").find("\"pin\""), std::string::npos);
  EXPECT_NE(Field("binh-family.mother.residence.commune").find("\"residence.commune_code\""), std::string::npos);
  for (const char* path : {"", ".", "..", "binh-family", "binh-family.mother", "binh-family.mother."}) {
    EXPECT_EQ(Nations().PersonaField(path).status().code(), absl::StatusCode::kNotFound) << path;
  }
}

TEST_F(PersonasTest, ANewbornHasNoNumberYet) {
  EXPECT_EQ(Nations().PersonaField("binh-family.child.pin").status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Field("binh-family.child.birth_date"), "2024-07-29");
  EXPECT_EQ(Field("binh-family.child.birth_date.month"), "7");
  EXPECT_EQ(Field("binh-family.child.sex"), "SEX_MALE");
  EXPECT_EQ(Field("binh-family.child.mother_pin"), Field("binh-family.mother.pin"));
}

TEST_F(PersonasTest, AMarriedCoupleHasItsRecord) {
  EXPECT_EQ(Field("binh-family.mother.spouse_pin"), Field("binh-family.father.pin"));
  EXPECT_EQ(Field("binh-family.mother.marital_status"), "married");
  EXPECT_EQ(Nations().MarriageById(Field("binh-family.mother.marriage_id"))->man_pin, Field("binh-family.father.pin"));
  EXPECT_EQ(Field("binh-family.mother.household.head_consent"), "on_file");
}

TEST_F(PersonasTest, TwinsShareTheirDay) {
  EXPECT_EQ(Field("twins-family.first-twin.birth_date"), Field("twins-family.second-twin.birth_date"));
  EXPECT_NE(Field("twins-family.first-twin.full_name"), Field("twins-family.second-twin.full_name"));
}

TEST_F(PersonasTest, TheUnmarriedMotherNamesNoFather) {
  EXPECT_EQ(Field("unmarried-mother.mother.marital_status"), "single");
  EXPECT_FALSE(Has("unmarried-mother.child.father_pin"));
  EXPECT_EQ(Field("unmarried-mother.child.family_name"), Field("unmarried-mother.mother.family_name"));
}

TEST_F(PersonasTest, NoMarriageRecordTiesThatCouple) {
  EXPECT_FALSE(Has("no-marriage-record.father.marriage_id"));
  EXPECT_EQ(Field("no-marriage-record.father.household_id"), Field("no-marriage-record.mother.household_id"));
  EXPECT_TRUE(Has("no-marriage-record.child.father_pin"));
}

TEST_F(PersonasTest, TheForeignFatherHasAPassportInstead) {
  EXPECT_EQ(Field("foreign-father.father.nationality"), "KOR");
  EXPECT_EQ(Field("foreign-father.father.ethnicity_code"), "55");
  EXPECT_TRUE(Has("foreign-father.father.passport_number"));
  EXPECT_FALSE(Has("foreign-father.father.pin"));
  EXPECT_TRUE(Has("foreign-father.mother.marriage_id"));
  EXPECT_EQ(Field("foreign-father.mother.marital_status"), "married");
}

TEST_F(PersonasTest, ParentsLiveInTwoProvinces) {
  EXPECT_NE(Field("two-provinces.mother.residence.province_code"),
            Field("two-provinces.father.residence.province_code"));
  EXPECT_NE(Field("mother-elsewhere.mother.residence.province_code"),
            Field("mother-elsewhere.father.residence.province_code"));
}

TEST_F(PersonasTest, ConsentsAreRefusedOrMissing) {
  EXPECT_EQ(Field("head-refuses.father.household.head_consent"), "refused");
  EXPECT_NE(Field("head-refuses.father.household.head_pin"), Field("head-refuses.father.pin"));
  EXPECT_EQ(Field("owner-elsewhere.father.household.owner_pin"), Field("owner-elsewhere.landlord.pin"));
  EXPECT_EQ(Field("owner-elsewhere.father.household.owner_consent"), "not_on_file");
  EXPECT_EQ(Field("owner-refuses.mother.household.owner_consent"), "refused");
}

TEST_F(PersonasTest, AgesStandAroundSix) {
  const absl::CivilDay start(2024, 8, 5);
  EXPECT_EQ(MonthsOn(Get("nearly-six.child").birth_date, start), 71);
  EXPECT_EQ(AgeOn(Get("over-six.child").birth_date, start), 7);
  EXPECT_GT(start - Get("late-family.child").birth_date.first_day(), 60);
  EXPECT_EQ(start - Get("sixty-days.child").birth_date.first_day(), 60);
  EXPECT_EQ(Field("mong-family.son.insurance.valid_to"), "2025-09-30") << "born on 30 September itself";
}

TEST_F(PersonasTest, TheAbandonedChildHasNobody) {
  EXPECT_FALSE(Has("abandoned-child.child.mother_pin"));
  EXPECT_FALSE(Has("abandoned-child.child.father_pin"));
  EXPECT_FALSE(Has("abandoned-child.child.household_id"));
  EXPECT_TRUE(Has("abandoned-child.finder.pin"));
}

TEST_F(PersonasTest, TheDeceasedFatherLeftAWidow) {
  EXPECT_EQ(Field("deceased-father.father.deceased_on"), "2023-12-20");
  EXPECT_EQ(Field("deceased-father.mother.marital_status"), "widowed");
  EXPECT_FALSE(Has("deceased-father.mother.spouse_pin"));
  EXPECT_EQ(Nations().MarriagesOf(Field("deceased-father.mother.pin")).at(0).ended_on, absl::CivilDay(2023, 12, 20));
  EXPECT_EQ(Field("divorced-mother.mother.marital_status"), "divorced");
}

TEST_F(PersonasTest, OldPapers) {
  EXPECT_EQ(Field("old-papers.year-only.birth_date"), "1941");
  EXPECT_EQ(Field("old-papers.month-year.birth_date"), "1962-07");
  EXPECT_EQ(Get("old-papers.old-card-only").legacy_ids.size(), 2u);
  EXPECT_FALSE(Has("old-papers.old-card-only.si_number"));
}

TEST_F(PersonasTest, EveryLetterOccurs) {
  std::string all;
  for (const std::string& key : Nations().PersonaKeys()) {
    if (key.starts_with("every-letter.")) all += Get(key).full_name;
  }
  for (const char* letter : {"À", "Á", "Ả", "Ã", "Ạ", "Ă", "Ằ", "Ắ", "Ẳ", "Ẵ", "Ặ", "Â", "Ầ", "Ấ", "Ẩ", "Ẫ", "Ậ",
                             "È", "É", "Ẻ", "Ẽ", "Ẹ", "Ê", "Ề", "Ế", "Ể", "Ễ", "Ệ", "Ì", "Í", "Ỉ", "Ĩ", "Ị", "Ò",
                             "Ó", "Ỏ", "Õ", "Ọ", "Ô", "Ồ", "Ố", "Ổ", "Ỗ", "Ộ", "Ơ", "Ờ", "Ớ", "Ở", "Ỡ", "Ợ", "Ù",
                             "Ú", "Ủ", "Ũ", "Ụ", "Ư", "Ừ", "Ứ", "Ử", "Ữ", "Ự", "Ỳ", "Ý", "Ỷ", "Ỹ", "Ỵ", "Đ"}) {
    EXPECT_NE(all.find(letter), std::string::npos) << letter;
  }
}

TEST_F(PersonasTest, MinorityNaming) {
  EXPECT_EQ(Field("ede-family.mother.family_name"), "NIÊ");
  EXPECT_EQ(Field("ede-family.father.family_name"), "MLÔ");
  EXPECT_EQ(Field("ede-family.child.full_name"), "H'THỬ NIÊ");
  EXPECT_EQ(Field("khmer-family.father.ethnicity_code"), "05");
  EXPECT_NE(Field("khmer-family.father.ethnicity_code"), Field("khmer-family.mother.ethnicity_code"));
  EXPECT_EQ(Field("mong-family.father.ethnicity_code"), "08");
  EXPECT_EQ(Field("mong-family.father.insurance.card_code").substr(0, 3), "HN2");
}

TEST_F(PersonasTest, HomonymsAreFoundTogether) {
  const auto found = Nations().ByNameAndBirthDate("Nguyễn Văn Mẫu Trùng", {1975, 5, 15});
  std::set<std::string> keys;
  for (const Person& person : found) keys.insert(person.persona_key);
  EXPECT_EQ(keys, (std::set<std::string>{"homonyms.one", "homonyms.two", "homonyms.three", "homonyms.unaccented"}));
}

TEST_F(PersonasTest, GrandparentsHomeHasThreeGenerations) {
  const auto household = Nations().HouseholdById(Field("grandparents-home.father.household_id")).value();
  EXPECT_EQ(household.head_pin, Field("grandparents-home.grandfather.pin"));
  EXPECT_EQ(household.member_pins.size(), 5u);
  EXPECT_EQ(Field("grandparents-home.sister.relation_to_head"), "CH06");
  EXPECT_EQ(Field("grandparents-home.father.father_pin"), Field("grandparents-home.grandfather.pin"));
}

TEST(ReadPersonasTest, FaultsNameTheirLine) {
  const auto read = [](const std::string& yaml) {
    static const Country* const country = new Country(SharedTables({1, 1000}), PinMode::kSafe);
    NumberBook book(country);
    Draft draft;
    return ReadPersonas(yaml, &book, &draft).status();
  };
  const std::string homes = "families:\n  f:\n    households:\n      h: {commune: \"00001\", head: a}\n    members:\n";
  const std::string good = "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01}\n";
  EXPECT_TRUE(read(homes + good).ok()) << read(homes + good);
  for (const char* bad :
       {"      a: {name: NGUYỄN MẪU, sex: male, born: 1990-02-30, relation: CH01}\n",
        "      a: {name: NGUYỄN MẪU, sex: man, born: 1990-01-01, relation: CH01}\n",
        "      a: {name: \"\", sex: male, born: 1990-01-01, relation: CH01}\n",
        "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01, ethnicity: \"99\"}\n",
        "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01, born_in: \"00002\"}\n",
        "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01, father: b}\n",
        "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01, insured: ZZ}\n",
        "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01, household: k}\n",
        "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01, nationality: KOR}\n",
        "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH01, pin: \"1\"}\n"}) {
    const absl::Status status = read(homes + bad);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << bad;
    EXPECT_NE(status.message().find("personas.yaml:6:"), absl::string_view::npos) << bad << status;
  }
  EXPECT_FALSE(read(homes + "      a: {name: NGUYỄN MẪU, sex: male, born: 1990-01-01, relation: CH02}\n").ok())
      << "the head's relation";
  EXPECT_FALSE(read("families: [").ok());
  EXPECT_FALSE(read("people: {}\n").ok());
}

TEST_F(PersonasTest, FieldsGoOverRelatives) {
  EXPECT_EQ(Field("an-family.mother.spouse.full_name"), Field("an-family.father.full_name"));
  EXPECT_EQ(Field("an-family.daughter.mother.pin"), Field("an-family.mother.pin"));
  EXPECT_EQ(Field("an-family.mother.children.0.pin"), Field("an-family.daughter.pin"));
  EXPECT_EQ(Field("an-family.daughter.head.spouse.children.0.full_name"), Field("an-family.daughter.full_name"));
  EXPECT_EQ(Nations().PersonaField("an-family.mother.children.1.pin").status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Nations().PersonaField("an-family.daughter.spouse.pin").status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(PersonasTest, PathsAreCheckedWithoutAPerson) {
  EXPECT_TRUE(CheckPersonField("spouse.father.residence.commune_code").ok());
  EXPECT_TRUE(CheckPersonField("children.12.pin").ok());
  for (const char* wrong : {"", "spouse", "children", "children.pin", "children.x.pin", "spouse.pni", "pin.spouse"}) {
    EXPECT_EQ(CheckPersonField(wrong).code(), absl::StatusCode::kNotFound) << wrong;
  }
  EXPECT_NE(CheckPersonField("spuose.pin").message().find("spouse"), absl::string_view::npos);
}

}  // namespace
}  // namespace lienthong::seeds
