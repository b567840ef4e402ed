#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/records.h"
#include "seeds/nation/search/name_pattern.h"
#include "seeds/nation/search/person_sample.h"
#include "seeds/nation/search/person_search.h"
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

TEST(SampleTest, ContradictionsAreNamed) {
  const auto nobody = [](const PersonSample& sample) {
    const absl::Status status = SamplePeople(WholeCountry(), sample, 1, 1).status();
    return status.code() == absl::StatusCode::kFailedPrecondition &&
           absl::StartsWith(status.message(), "Nobody can match, because ");
  };
  PersonSample ages, bride, pupil, old, child;
  ages.age_from = 30;
  ages.age_to = 20;
  bride.marital_status = MaritalStatus::kMarried;
  bride.age_to = 15;
  pupil.livelihood = Livelihood::kPupil;
  pupil.age_from = 40;
  old.age_from = 130;
  child.livelihood = Livelihood::kUnderSix;
  child.insured = false;
  for (const PersonSample& sample : {ages, bride, pupil, old, child}) EXPECT_TRUE(nobody(sample));
  PersonSample place, group;
  place.residence_province_code = "00";
  group.ethnicity_code = "99";
  EXPECT_EQ(SamplePeople(WholeCountry(), place, 1, 1).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SamplePeople(WholeCountry(), group, 1, 1).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace lienthong::seeds
