#include "seeds/nation/people/books.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

TEST(BooksTest, BirthEntriesLeadBack) {
  const Country& country = WholeCountry();
  int entries = 0, away = 0;
  ForSome(1'000'000, [&](Position person) {
    const auto entry = country.books.BirthEntryOf(person);
    ASSERT_EQ(entry.has_value(), country.census.member(person).year >= kBookFrom);
    if (!entry) return;
    ASSERT_EQ(country.books.ByBirthEntry(*entry), person);
    const auto parsed = ParseBookPlace(FormatBookPlace(*entry));
    ASSERT_TRUE(parsed && parsed->number == entry->number && parsed->commune == entry->commune);
    ++entries;
    away += country.census.member(person).origin == person.province ? 0 : 1;
  });
  EXPECT_GT(entries, 100'000);
  EXPECT_GT(away, 200);
}

TEST(BooksTest, ABookIsNumberedWithoutGaps) {
  const Country& country = WholeCountry();
  for (size_t commune = 3; commune < Places::Default().communes().size(); commune += 1511) {
    for (const int year : {2016, 2019, 2023}) {
      std::set<uint32_t> people;
      for (uint32_t number = 1; number <= country.books.BirthsIn(commune, year); ++number) {
        const auto person = country.books.ByBirthEntry({commune, year, number});
        ASSERT_TRUE(person);
        EXPECT_EQ(country.books.BirthEntryOf(*person)->number, number);
        people.insert(country.census.IndexOf(*person));
      }
      EXPECT_EQ(people.size(), country.books.BirthsIn(commune, year));
      EXPECT_FALSE(country.books.ByBirthEntry({commune, year, country.books.BirthsIn(commune, year) + 1}));
    }
  }
}

TEST(BooksTest, BirthsAreRegisteredInTheirYearAndProvince) {
  const Country& country = WholeCountry();
  ForSome(200'000, [&](Position person) {
    const PartialDate birth = country.numbers.BirthDateOf(person);
    const size_t commune = country.books.BirthCommuneOf(person);
    ASSERT_EQ(Places::Default().communes()[commune].province_code, ProvinceCode(country.census.member(person).origin));
    const absl::CivilDay registered = country.books.RegisteredOn(person, birth);
    ASSERT_GE(registered, birth.first_day());
    ASSERT_EQ(registered.year(), birth.year);
    const auto mother = country.kin.ParentsOf(person).mother;
    const bool at_home = mother && mother->province == country.census.member(person).origin &&
                         (country.census.member(person).year < kBookFrom || person.province == mother->province);
    if (at_home) {
      ASSERT_EQ(commune, country.homes.CommuneAt(country.census.HomeIndexOf(country.census.HomeOf(*mother))));
    }
  });
}

TEST(BooksTest, MarriagesLeadBackAndEndAfterTheyBegan) {
  const Country& country = WholeCountry();
  int marriages = 0, ended = 0;
  ForSome(500'000, [&](Position person) {
    for (const Position& couple : country.kin.CouplesOf(person)) {
      if (!country.kin.ManOf(couple)) continue;
      const BookPlace entry = country.books.MarriageEntryOf(couple);
      ASSERT_EQ(country.books.ByMarriageEntry(entry), couple);
      const absl::CivilDay on = country.books.MarriedOn(couple);
      ASSERT_EQ(on.year(), entry.year);
      const auto end = country.books.EndedOn(couple);
      if (end) {
        ASSERT_GT(*end, on);
      }
      ++marriages;
      ended += end ? 1 : 0;
    }
  });
  EXPECT_GT(marriages, 200'000);
  EXPECT_GT(ended, 10'000);
}

TEST(BooksTest, ScansGoInOrderFromAnywhere) {
  const Country& town = Town();
  std::vector<std::string> births, marriages;
  town.books.ScanBirths("", [&](Position, const BookPlace& place) {
    births.push_back(FormatBookPlace(place));
    return true;
  });
  town.books.ScanMarriages("", [&](Position, const BookPlace& place) {
    marriages.push_back(FormatBookPlace(place));
    return true;
  });
  EXPECT_GT(births.size(), 3'000u);
  EXPECT_GT(marriages.size(), 5'000u);
  EXPECT_TRUE(std::is_sorted(births.begin(), births.end()));
  EXPECT_TRUE(std::is_sorted(marriages.begin(), marriages.end()));
  for (size_t i = 0; i + 1 < births.size(); i += 397) {
    std::string first;
    town.books.ScanBirths(births[i] + "0", [&](Position, const BookPlace& place) {
      first = FormatBookPlace(place);
      return false;
    });
    EXPECT_EQ(first, births[i + 1]);
  }
}

TEST(BooksTest, WhatIsNoEntryIsRefused) {
  for (const char* id : {"", "00001", "00001-2020", "00001-2020-1", "00001-2020-0000a", "99999-2020-00001",
                         "00001/2020/00001", "00001-2020-000011"}) {
    EXPECT_FALSE(ParseBookPlace(id)) << id;
  }
  EXPECT_FALSE(WholeCountry().books.ByBirthEntry({0, 2015, 1})) << "paper books";
  EXPECT_FALSE(WholeCountry().books.ByBirthEntry({0, 2024, 1}));
  EXPECT_FALSE(WholeCountry().books.ByBirthEntry({0, 2020, 0}));
  EXPECT_FALSE(WholeCountry().books.ByMarriageEntry({0, 1922, 1}));
}

}  // namespace
}  // namespace lienthong::seeds
