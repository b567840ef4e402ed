#include "seeds/nation/people/numbers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

TEST(NumbersTest, APersonalNumberLeadsBackToItsHolder) {
  const Country& country = WholeCountry();
  ForSome(1'000'000, [&](Position person) {
    const std::string pin = country.numbers.PinOf(person);
    ASSERT_EQ(country.numbers.ByPin(pin), person);
  });
}

TEST(NumbersTest, NumbersAreWellFormed) {
  const Country& country = WholeCountry();
  ForSome(100'000, [&](Position person) {
    const Member& member = country.census.member(person);
    const PersonalNumberClaim claim{member.sex == 1 ? Sex::kFemale : Sex::kMale, kYearBase + member.year};
    const std::string pin = country.numbers.PinOf(person);
    ASSERT_TRUE(CheckPersonalNumber(pin, claim, PinMode::kSafe, kSnapshotDay).empty()) << pin;
    ASSERT_EQ(ParsePersonalNumber(pin, PinMode::kSafe)->cell.province_code, ProvinceCode(member.origin));
  });
}

TEST(NumbersTest, MostNumbersAreNobodys) {
  const Country& country = WholeCountry();
  int taken = 0;
  for (uint32_t i = 0; i < 100'000; ++i) {
    const uint64_t draw = Mix(i);
    const NumberCell cell{std::string(ProvinceCode(static_cast<int>(draw % kProvinces))),
                          draw & 64 ? Sex::kMale : Sex::kFemale, 1923 + static_cast<int>((draw >> 8) % 101)};
    taken += country.numbers.ByPin(ComposePersonalNumber(cell, (draw >> 32) % 1'000'000, PinMode::kSafe)) ? 1 : 0;
  }
  EXPECT_GT(taken, 300);
  EXPECT_LT(taken, 2'500);
}

TEST(NumbersTest, ScanListsEverybodyOnceInOrder) {
  const Country& town = Town();
  std::vector<std::string> pins;
  town.numbers.Scan("", [&](Position person) {
    pins.push_back(town.numbers.PinOf(person));
    return true;
  });
  EXPECT_EQ(pins.size(), town.census.people());
  EXPECT_TRUE(std::is_sorted(pins.begin(), pins.end()));
  EXPECT_EQ(std::adjacent_find(pins.begin(), pins.end()), pins.end());
}

TEST(NumbersTest, ScanBeginsAnywhere) {
  const Country& country = WholeCountry();
  ForSome(300, [&](Position person) {
    const std::string pin = country.numbers.PinOf(person);
    std::vector<std::string> pins;
    const auto two = [&](Position found) {
      pins.push_back(country.numbers.PinOf(found));
      return pins.size() < 2;
    };
    country.numbers.Scan(pin, two);
    ASSERT_EQ(pins[0], pin);
    const std::string next = pins[1];
    pins.clear();
    country.numbers.Scan(pin + "0", two);
    ASSERT_EQ(pins[0], next);
    pins.clear();
    country.numbers.Scan(pin.substr(0, 8), two);
    ASSERT_LE(pins[0], pin);
    ASSERT_GE(pins[0], pin.substr(0, 8));
  });
}

TEST(NumbersTest, ADateListsExactlyThoseBornOnIt) {
  const Country& country = WholeCountry();
  for (const auto& [origin, year] : {std::pair(0, 123), std::pair(2, 40), std::pair(49, 60), std::pair(20, 104)}) {
    for (int sex = 0; sex < 2; ++sex) {
      std::map<PartialDate, int> born;
      country.census.tables().cells.ForEach(CellOf(origin, sex, year), [&](Position person) {
        if (!(country.census.member(person).flags & (kFirstTwin | kSecondTwin)))
          ++born[country.numbers.BirthDateOf(person)];
      });
      for (const PartialDate& date :
           {PartialDate{1900 + year, 0, 0}, PartialDate{1900 + year, 2, 0}, PartialDate{1900 + year, 2, 28},
            PartialDate{1900 + year, 12, 31}, PartialDate{1900 + year, 1, 1}}) {
        int expected = 0, found = 0;
        for (const auto& [other, count] : born) expected += Agrees(other, date) ? count : 0;
        country.numbers.ScanBirths(origin, sex, date, [&](Position person) {
          found += country.census.member(person).flags & (kFirstTwin | kSecondTwin) ? 0 : 1;
        });
        EXPECT_EQ(found, expected) << origin << " " << FormatDate(date);
      }
    }
  }
}

TEST(NumbersTest, TwinsAreListedOnTheirDay) {
  const Country& country = WholeCountry();
  int twins = 0;
  ForSome(500'000, [&](Position person) {
    const Member& member = country.census.member(person);
    if (!(member.flags & kSecondTwin) || ++twins > 200) return;
    const Position first{person.province, static_cast<uint16_t>(person.row - 1), person.rep};
    const Member& elder = country.census.member(first);
    int found = 0;
    country.numbers.ScanBirths(elder.origin, elder.sex, country.numbers.BirthDateOf(first),
                               [&](Position other) { found += other == person || other == first ? 1 : 0; });
    ASSERT_EQ(found, 2);
  });
  EXPECT_GT(twins, 200);
}

TEST(NumbersTest, BirthsAreSpreadOverTheYearLikeRealOnes) {
  const Country& country = WholeCountry();
  std::map<int, int> months;
  int vague = 0, old = 0, full = 0;
  ForSome(500'000, [&](Position person) {
    const PartialDate date = country.numbers.BirthDateOf(person);
    ASSERT_TRUE(date.valid());
    ASSERT_LE(date.last_day(), kSnapshotDay);
    if (date.year < 1950) {
      ++old;
      vague += date.full() ? 0 : 1;
    }
    if (date.full()) {
      ++full;
      ++months[date.month];
    }
  });
  EXPECT_NEAR(100.0 * vague / old, 40, 1.5);
  EXPECT_NEAR(100.0 * months[10] / full, 109.0 / 12 * 31 * 12 / 365, 0.2);
  EXPECT_NEAR(100.0 * months[2] / full, 93.0 / 12 * 28.25 * 12 / 365, 0.2);
  EXPECT_GT(months[9], months[4]);
}

TEST(NumbersTest, FreeNumbersAreDistinctAndNobodys) {
  const Country& country = WholeCountry();
  const NumberCell cell{"79", Sex::kMale, 2015};
  std::vector<std::string> numbers;
  for (uint64_t i = 0; i < 20'000; ++i) {
    numbers.push_back(country.numbers.FreePin(cell, i));
    ASSERT_FALSE(country.numbers.ByPin(numbers.back()));
  }
  std::sort(numbers.begin(), numbers.end());
  EXPECT_EQ(std::adjacent_find(numbers.begin(), numbers.end()), numbers.end());
  EXPECT_EQ(country.numbers.FreeCount({"79", Sex::kMale, 2024}), 1'000'000u);
  EXPECT_GT(country.numbers.FreeCount(cell), 900'000u);
}

}  // namespace
}  // namespace lienthong::seeds
