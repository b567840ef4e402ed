#include "seeds/nation/people/homes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

TEST(HomesTest, IdsLeadBackAndAddressesAreReal) {
  const Country& country = WholeCountry();
  ForSome(200'000, [&](Position person) {
    const Position home = country.census.HomeOf(person);
    ASSERT_EQ(country.homes.ById(country.homes.IdOf(home)), home);
    const Address address = country.homes.AddressOf(home);
    ASSERT_EQ(address.province_code, ProvinceCode(person.province));
    const Commune* commune = Places::Default().FindCommune(address.commune_code);
    ASSERT_NE(commune, nullptr);
    ASSERT_EQ(commune->district_code, address.district_code);
    ASSERT_EQ(commune->province_code, address.province_code);
  });
}

TEST(HomesTest, EveryCommuneIsLivedInAndEveryHouseholdHasItsCommune) {
  const Homes& homes = WholeCountry().homes;
  uint64_t all = 0;
  for (size_t i = 0; i < Places::Default().communes().size(); ++i) {
    const HomeRun run = homes.HomesOf(i);
    ASSERT_LT(run.first, run.end) << Places::Default().communes()[i].code;
    ASSERT_EQ(homes.CommuneAt(run.first), i);
    ASSERT_EQ(homes.CommuneAt(run.end - 1), i);
    all += run.end - run.first;
  }
  EXPECT_EQ(all, WholeCountry().census.homes());
}

TEST(HomesTest, HouseNumbersOfACommuneAreDistinct) {
  const Country& country = WholeCountry();
  std::set<std::string> details;
  const HomeRun run = country.homes.HomesOf(1234);
  for (uint32_t home = run.first; home < run.end; ++home) {
    EXPECT_TRUE(details.insert(country.homes.AddressOf(country.census.HomeAt(home)).detail).second);
  }
}

TEST(HomesTest, OwnersAreFoundFromBothSides) {
  const Country& country = WholeCountry();
  int heads = 0, others = 0, elsewhere = 0;
  ForSome(200'000, [&](Position person) {
    const Position home = country.census.HomeOf(person);
    const Position owner = country.homes.OwnerOf(home);
    ASSERT_TRUE(IsAdult(country.census.member(owner)));
    ASSERT_TRUE(country.census.member(owner).alive());
    const auto owned = country.homes.OwnedBy(owner);
    ASSERT_NE(std::find(owned.begin(), owned.end(), home), owned.end());
    const bool here = country.census.HomeOf(owner) == home;
    ++(!here ? elsewhere : country.census.member(owner).relation == 1 ? heads : others);
  });
  EXPECT_NEAR(elsewhere / 2000.0, 14, 1);
  EXPECT_GT(others, 10'000);
}

TEST(HomesTest, ScanListsAllInOrderFromAnywhere) {
  const Country& town = Town();
  std::vector<std::string> ids;
  town.homes.Scan("", [&](Position home) {
    ids.push_back(town.homes.IdOf(home));
    return true;
  });
  EXPECT_EQ(ids.size(), town.census.homes());
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  for (size_t i = 0; i + 1 < ids.size(); i += 501) {
    std::string first;
    town.homes.Scan(ids[i] + "!", [&](Position home) {
      first = town.homes.IdOf(home);
      return false;
    });
    EXPECT_EQ(first, ids[i + 1]);
  }
}

TEST(HomesTest, FreeIdsAreNobodys) {
  EXPECT_FALSE(WholeCountry().homes.ById(WholeCountry().homes.FreeId(0, 0)));
  EXPECT_FALSE(WholeCountry().homes.ById("010000000"));
  EXPECT_FALSE(WholeCountry().homes.ById("030000001"));
}

}  // namespace
}  // namespace lienthong::seeds
