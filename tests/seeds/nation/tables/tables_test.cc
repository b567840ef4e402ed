#include "seeds/nation/tables/tables.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "seeds/nation/tables/image.h"
#include "seeds/nation/tables/scale.h"
#include "seeds/places/places.h"
#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

constexpr TablesKey kTown = {1, 5'000};

int64_t LivingIn(const Tables& tables, int province) {
  const Repetition& repetition = tables.repetition(Tables::kPeople, province);
  int64_t whole = 0, rest = 0;
  for (uint32_t row = 0; row < repetition.rows; ++row) {
    const bool alive = tables.members(province)[row].alive();
    whole += alive ? 1 : 0;
    rest += alive && row < repetition.rest ? 1 : 0;
  }
  return repetition.times * whole + rest;
}

TEST(TablesTest, EveryProvinceHasItsCensusExactly) {
  int64_t all = 0;
  for (int province = 0; province < kProvinces; ++province) {
    const int64_t living = LivingIn(WholeCountry().census.tables(), province);
    EXPECT_EQ(living, Places::Default().provinces()[static_cast<size_t>(province)].population);
    all += living;
  }
  EXPECT_EQ(all, 96'208'984);
}

TEST(TablesTest, AnyScaleComesOutExactly) {
  for (const int64_t population : {int64_t{1'000}, int64_t{12'345}, int64_t{2'000'000}, kMostPeople}) {
    const auto tables = Tables::Make({7, population});
    const auto by_province = PeopleByProvince(population);
    int64_t all = 0;
    for (int province = 0; province < kProvinces; ++province) {
      EXPECT_EQ(LivingIn(*tables, province), by_province[static_cast<size_t>(province)]);
      all += LivingIn(*tables, province);
    }
    EXPECT_EQ(all, population);
  }
}

// The whole country's tables, so everybody's ages, kin, origins and ranks. A change here changes people: raise
// Tables::kVersion with it.
TEST(TablesTest, GoldenDigest) {
  EXPECT_EQ(Tables::kVersion, 1u);
  EXPECT_EQ(absl::StrFormat("%016x", WholeCountry().census.tables().digest()), "7e9fb596bf019bf7");
}

TEST(TablesTest, SameKeySameImage) {
  EXPECT_EQ(Tables::Make(kTown)->digest(), Tables::Make(kTown)->digest());
  EXPECT_NE(Tables::Make({2, 5'000})->digest(), Tables::Make(kTown)->digest());
  EXPECT_NE(Tables::Make({1, 5'001})->digest(), Tables::Make(kTown)->digest());
}

TEST(TablesTest, AreSmall) { EXPECT_LT(WholeCountry().census.tables().bytes(), 20u << 20); }

class TablesFileTest : public testing::Test {
 protected:
  ~TablesFileTest() override { std::remove(path_.c_str()); }

  void Overwrite(std::streamoff at, char byte) {
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(at);
    file.put(byte);
  }

  const std::string path_ = absl::StrCat(testing::TempDir(), "/nation-tables-test");
};

TEST_F(TablesFileTest, LoadedTablesAreTheSavedOnes) {
  const auto made = Tables::Make(kTown);
  ASSERT_TRUE(made->Save(path_).ok());
  const auto loaded = Tables::Load(path_, kTown);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ((*loaded)->digest(), made->digest());
  EXPECT_EQ((*loaded)->bytes(), made->bytes());
  EXPECT_EQ((*loaded)->cells.Count(100), made->cells.Count(100));
  EXPECT_EQ(LivingIn(**loaded, 0), LivingIn(*made, 0));
}

TEST_F(TablesFileTest, WhatDoesNotFitIsRefused) {
  EXPECT_EQ(Tables::Load(path_, kTown).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(Tables::Make(kTown)->Save(path_).ok());
  EXPECT_EQ(Tables::Load(path_, {2, 5'000}).status().code(), absl::StatusCode::kFailedPrecondition);
  Overwrite(100'000, '\x7f');
  EXPECT_EQ(Tables::Load(path_, kTown).status().code(), absl::StatusCode::kDataLoss);
  Overwrite(0, 'X');
  EXPECT_EQ(Tables::Load(path_, kTown).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(TablesFileTest, ACutFileIsRefused) {
  ASSERT_TRUE(Tables::Make(kTown)->Save(path_).ok());
  std::ifstream whole(path_, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(whole)), std::istreambuf_iterator<char>());
  for (const size_t size : {size_t{10}, sizeof(ImageHeader), bytes.size() / 2, bytes.size() - 8}) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes.substr(0, size);
    EXPECT_EQ(Tables::Load(path_, kTown).status().code(), absl::StatusCode::kDataLoss) << size;
  }
}

TEST(ScaleTest, TheCensusIsItself) {
  const auto people = PeopleByProvince(kCensusPopulation);
  for (size_t i = 0; i < kProvinces; ++i) EXPECT_EQ(people[i], Places::Default().provinces()[i].population);
}

}  // namespace
}  // namespace lienthong::seeds
