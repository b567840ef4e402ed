#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/records.h"
#include "seeds/nation/search/name_pattern.h"
#include "seeds/nation/search/person_sample.h"
#include "seeds/nation/search/person_search.h"
#include "seeds/nation/search/sample_sense.h"
#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

bool Finds(PersonSearch search, Position person) {
  search.limit = 1'000'000;
  const auto found = SearchPeople(WholeCountry(), search);
  return found.ok() && std::find(found->begin(), found->end(), person) != found->end();
}

TEST(SearchTest, EverybodyIsFoundByNameAndDate) {
  ForSome(300, [](Position person) {
    const Person record = PersonOf(WholeCountry(), person);
    PersonSearch search{record.full_name, record.birth_date};
    EXPECT_TRUE(Finds(search, person)) << record.full_name;
    search.full_name = MatchKey(record.full_name).value();
    search.birth_province_code = record.birth_province_code;
    EXPECT_TRUE(Finds(search, person)) << "without accents";
    search.birth_province_code = "";
    search.residence_province_code = record.residence.province_code;
    EXPECT_TRUE(Finds(search, person));
    search.sex = record.sex == Sex::kMale ? Sex::kFemale : Sex::kMale;
    EXPECT_FALSE(Finds(search, person));
  });
}

TEST(SearchTest, AnyPrecisionOfTheDateFinds) {
  ForSome(12, [](Position person) {
    const Person record = PersonOf(WholeCountry(), person);
    PersonSearch search{record.full_name, {record.birth_date.year, 0, 0}};
    EXPECT_TRUE(Finds(search, person));
    if (record.birth_date.month == 0) return;
    search.birth_date.month = record.birth_date.month;
    EXPECT_TRUE(Finds(search, person));
  });
}

TEST(SearchTest, FindsExactlyTheNamesakes) {
  const Country& town = Town();
  int homonyms = 0;
  for (uint32_t i = 0; i < 40; ++i) {
    const Person someone = PersonOf(town, town.census.At(i * 700));
    PersonSearch search{someone.full_name, {someone.birth_date.year, 0, 0}};
    const auto found = SearchPeople(town, search);
    size_t expected = 0;
    ForAllOf(town, [&](Position other) {
      if (kYearBase + town.census.member(other).year != someone.birth_date.year) return;
      const std::string name = town.naming.FullNameOf(other);
      expected += MatchKey(name).value() == MatchKey(someone.full_name).value() ? 1 : 0;
    });
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->size(), expected);
    homonyms += expected > 1 ? 1 : 0;
  }
  EXPECT_GT(homonyms, 1);
}

TEST(SearchTest, FuzzyForgivesOneLetter) {
  ForSome(40, [](Position person) {
    const Person record = PersonOf(WholeCountry(), person);
    std::string name = MatchKey(record.full_name).value();
    name.erase(name.size() / 2, 1);
    PersonSearch search{name, record.birth_date};
    search.birth_province_code = record.birth_province_code;
    search.fuzzy = true;
    EXPECT_TRUE(Finds(search, person)) << record.full_name << " as " << name;
  });
}

TEST(SearchTest, ListsNoMoreThanTheLimit) {
  PersonSearch search{"NGUYỄN THỊ HỒNG", {1960}};
  search.limit = 7;
  EXPECT_EQ(SearchPeople(WholeCountry(), search)->size(), 7u);
}

TEST(SearchTest, BadQueriesAreRefused) {
  const Country& country = WholeCountry();
  EXPECT_EQ(SearchPeople(country, {"NGUYỄN VĂN AN", {}}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SearchPeople(country, {"NGUYỄN VĂN AN", {1990, 2, 30}}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SearchPeople(country, {"\xff", {1990}}).status().code(), absl::StatusCode::kInvalidArgument);
  PersonSearch search{"NGUYỄN VĂN AN", {1990}};
  search.birth_province_code = "03";
  EXPECT_EQ(SearchPeople(country, search).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(SearchPeople(country, {"NGUYỄN VĂN AN", {2024}})->empty()) << "after the snapshot";
  EXPECT_TRUE(SearchPeople(country, {"", {1990}})->empty());
}

TEST(WithinOneEditTest, CountsOneEdit) {
  EXPECT_TRUE(WithinOneEdit("LAN", "LAN"));
  EXPECT_TRUE(WithinOneEdit("LAN", "LAM"));
  EXPECT_TRUE(WithinOneEdit("LAN", "LOAN"));
  EXPECT_TRUE(WithinOneEdit("LAN", "LA"));
  EXPECT_TRUE(WithinOneEdit("", "A"));
  EXPECT_FALSE(WithinOneEdit("LAN", "LINH"));
  EXPECT_FALSE(WithinOneEdit("LAN", "NAL"));
  EXPECT_FALSE(WithinOneEdit("AB", "BA"));
}

TEST(SampleTest, GivesPeopleWhoMatch) {
  const Country& country = WholeCountry();
  PersonSample sample;
  sample.residence_province_code = "19";
  sample.marital_status = MaritalStatus::kMarried;
  sample.children_under_six = 2;
  const auto people = SamplePeople(country, sample, 1, 20);
  ASSERT_TRUE(people.ok());
  EXPECT_EQ(people->size(), 20u);
  for (const Position& person : *people) {
    EXPECT_EQ(ProvinceCode(person.province), "19");
    EXPECT_EQ(MaritalStatusOf(country, person), MaritalStatus::kMarried);
    EXPECT_GE(country.kin.ChildrenOf(person).size(), 2u);
  }
  EXPECT_EQ(*SamplePeople(country, sample, 1, 20), *people) << "the same draw";
  EXPECT_NE(*SamplePeople(country, sample, 2, 20), *people);
}

TEST(SampleTest, AnOwnerWhoIsNotTheHead) {
  PersonSample sample;
  sample.owns_dwelling = true;
  sample.head = false;
  const auto people = SamplePeople(WholeCountry(), sample, 5, 3);
  ASSERT_TRUE(people.ok());
  for (const Position& person : *people) {
    EXPECT_EQ(WholeCountry().homes.OwnerOf(WholeCountry().census.HomeOf(person)), person);
    EXPECT_NE(WholeCountry().census.member(person).relation, 1);
  }
}

// Draws some, and demands of each what was asked for.
template <typename Is>
void ExpectAll(const PersonSample& sample, Is is) {
  const auto people = SamplePeople(WholeCountry(), sample, 3, 25);
  ASSERT_TRUE(people.ok()) << people.status();
  EXPECT_EQ(people->size(), 25u);
  for (const Position& at : *people) EXPECT_TRUE(is(PersonOf(WholeCountry(), at))) << at.row;
}

TEST(SampleTest, EveryPropertyIsThatOfTheRecord) {
  const auto with = [](auto set) {
    PersonSample sample;
    set(sample);
    return sample;
  };
  ExpectAll(with([](auto& s) { s.residence_district_code = "001"; }),
            [](const Person& p) { return p.residence.district_code == "001"; });
  ExpectAll(with([](auto& s) { s.residence_commune_code = "00001"; }),
            [](const Person& p) { return p.residence.commune_code == "00001"; });
  ExpectAll(with([](auto& s) { s.birth_province_code = "38", s.born_elsewhere = true; }),
            [](const Person& p) { return p.birth_province_code == "38" && p.residence.province_code != "38"; });
  ExpectAll(with([](auto& s) { s.relation_to_head = "CH06"; }),
            [](const Person& p) { return p.relation_to_head == "CH06"; });
  ExpectAll(with([](auto& s) { s.insurance_object = "HN"; }),
            [](const Person& p) { return p.insurance && p.insurance->object == "HN"; });
  ExpectAll(with([](auto& s) { s.has_legacy_id = true, s.has_tax_code = true, s.has_phone = false; }),
            [](const Person& p) { return !p.legacy_ids.empty() && !p.tax_code.empty() && p.phone.empty(); });
  ExpectAll(with([](auto& s) { s.licence_class = "B2", s.has_bank_account = true; }),
            [](const Person& p) { return p.driving_licence && p.driving_licence->cls == "B2" && p.bank_account; });
  ExpectAll(with([](auto& s) { s.has_licence = false, s.age_from = 30; }),
            [](const Person& p) { return !p.driving_licence; });
  ExpectAll(with([](auto& s) { s.birth_year_only = true; }), [](const Person& p) { return p.birth_date.month == 0; });
  ExpectAll(with([](auto& s) { s.eid_level = 1; }), [](const Person& p) { return p.eid_level == 1; });
}

TEST(SampleTest, HouseholdsAndChildrenAreCounted) {
  PersonSample sample;
  sample.household_size = 5;
  sample.household_business = true;
  sample.children = 3;
  const Country& country = WholeCountry();
  const auto people = SamplePeople(country, sample, 1, 10);
  ASSERT_TRUE(people.ok());
  for (const Position& person : *people) {
    const Household home = HouseholdOf(country, country.census.HomeOf(person));
    EXPECT_EQ(home.member_pins.size(), 5u);
    EXPECT_TRUE(home.business.has_value());
    size_t living = 0;
    for (const Position& child : country.kin.ChildrenOf(person)) living += country.census.member(child).alive();
    EXPECT_EQ(living, 3u);
  }
}

TEST(SampleTest, NobodyWhoFitsIsNotTheSameAsNobodyCanFit) {
  PersonSample sample;
  sample.household_size = 60;
  sample.residence_commune_code = "00001";
  EXPECT_EQ(SamplePeople(WholeCountry(), sample, 1, 1).status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(CheckSample(sample).ok());
}

TEST(SampleTest, ContradictionsAreNamed) {
  const auto because = [](auto set) {
    PersonSample sample;
    set(sample);
    const absl::Status status = CheckSample(sample);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    return std::string(status.message());
  };
  using testing::HasSubstr;
  EXPECT_THAT(because([](auto& s) { s.age_from = 30, s.age_to = 20; }), HasSubstr("least age"));
  EXPECT_THAT(because([](auto& s) { s.age_from = 130; }), HasSubstr("0 to 100"));
  EXPECT_THAT(because([](auto& s) { s.livelihood = Livelihood::kPupil, s.age_from = 40; }), HasSubstr("lives on that"));
  EXPECT_THAT(because([](auto& s) { s.marital_status = MaritalStatus::kMarried, s.age_to = 15; }),
              HasSubstr("been married"));
  EXPECT_THAT(because([](auto& s) { s.children = 1, s.livelihood = Livelihood::kPupil; }), HasSubstr("has children"));
  EXPECT_THAT(because([](auto& s) { s.children = 1, s.children_under_six = 2; }), HasSubstr("are children too"));
  EXPECT_THAT(because([](auto& s) { s.relation_to_head = "CH02", s.marital_status = MaritalStatus::kSingle; }),
              HasSubstr("not single"));
  EXPECT_THAT(because([](auto& s) { s.head = true, s.age_to = 12; }), HasSubstr("grown up"));
  EXPECT_THAT(because([](auto& s) { s.head = true, s.relation_to_head = "CH03"; }), HasSubstr("is the head"));
  EXPECT_THAT(because([](auto& s) { s.household_size = 0; }), HasSubstr("somebody in it"));
  EXPECT_THAT(because([](auto& s) { s.household_size = 2, s.children_under_six = 2; }), HasSubstr("too small"));
  EXPECT_THAT(because([](auto& s) { s.insured = false, s.insurance_object = "DN"; }), HasSubstr("is insured"));
  EXPECT_THAT(because([](auto& s) { s.insured = false, s.age_to = 5; }), HasSubstr("under six is insured"));
  EXPECT_THAT(because([](auto& s) { s.insurance_object = "DN", s.age_to = 5; }), HasSubstr("a card of TE"));
  EXPECT_THAT(because([](auto& s) { s.insurance_object = "TE", s.age_from = 20; }), HasSubstr("only children"));
  EXPECT_THAT(because([](auto& s) { s.has_phone = true, s.age_to = 10; }), HasSubstr("only the grown up"));
  EXPECT_THAT(because([](auto& s) { s.has_licence = false, s.licence_class = "A1"; }), HasSubstr("needs a licence"));
  EXPECT_THAT(because([](auto& s) { s.has_legacy_id = true, s.age_to = 20; }), HasSubstr("born before 2000"));
  EXPECT_THAT(because([](auto& s) { s.eid_level = 3; }), HasSubstr("0, 1 and 2"));
  EXPECT_THAT(because([](auto& s) { s.eid_level = 2, s.age_to = 9; }), HasSubstr("fourteen"));
  EXPECT_THAT(because([](auto& s) { s.residence_province_code = "79", s.residence_district_code = "001"; }),
              HasSubstr("another province"));
  EXPECT_THAT(because([](auto& s) { s.residence_district_code = "002", s.residence_commune_code = "00001"; }),
              HasSubstr("another district"));
}

TEST(SampleTest, CodesOfNoListAreInvalid) {
  const auto invalid = [](auto set) {
    PersonSample sample;
    set(sample);
    return SamplePeople(WholeCountry(), sample, 1, 1).status().code() == absl::StatusCode::kInvalidArgument;
  };
  EXPECT_TRUE(invalid([](auto& s) { s.residence_province_code = "00"; }));
  EXPECT_TRUE(invalid([](auto& s) { s.residence_district_code = "1"; }));
  EXPECT_TRUE(invalid([](auto& s) { s.residence_commune_code = "99999"; }));
  EXPECT_TRUE(invalid([](auto& s) { s.birth_province_code = "97"; }));
  EXPECT_TRUE(invalid([](auto& s) { s.ethnicity_code = "99"; }));
  EXPECT_TRUE(invalid([](auto& s) { s.relation_to_head = "CH10"; }));
  EXPECT_TRUE(invalid([](auto& s) { s.insurance_object = "XX"; }));
  EXPECT_TRUE(invalid([](auto& s) { s.licence_class = "Z"; }));
}

}  // namespace
}  // namespace lienthong::seeds
