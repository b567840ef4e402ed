#include "seeds/places/places.h"

#include <gtest/gtest.h>

#include <set>

#include "seeds/places/facilities.h"

namespace lienthong::seeds {
namespace {

constexpr absl::CivilDay kBefore(2025, 6, 30);
constexpr absl::CivilDay kAfter(2025, 7, 1);

class PlacesTest : public testing::Test {
 protected:
  const Places& places_ = Places::Default();
};

TEST_F(PlacesTest, HoldsTheWholeListOf2022) {
  EXPECT_EQ(places_.provinces().size(), 63u);
  EXPECT_EQ(places_.districts().size(), 705u);
  EXPECT_EQ(places_.communes().size(), 10'599u);
}

TEST_F(PlacesTest, PopulationAddsUpToTheCensus) {
  int64_t population = 0;
  for (const Province& province : places_.provinces()) population += province.population;
  EXPECT_EQ(population, 96'208'984);
}

TEST_F(PlacesTest, FindsByCodeWithItsParents) {
  const Commune* commune = places_.FindCommune("00001");
  ASSERT_NE(commune, nullptr);
  EXPECT_EQ(commune->name, "Phường Phúc Xá");
  EXPECT_EQ(commune->district_code, "001");
  EXPECT_EQ(commune->province_code, "01");
  EXPECT_EQ(places_.FindDistrict("001")->name, "Quận Ba Đình");
  EXPECT_EQ(places_.FindProvince("79")->full_name, "Thành phố Hồ Chí Minh");
  EXPECT_EQ(places_.FindProvince("01")->plate_codes, "29,30,31,32,33,40");
  EXPECT_EQ(places_.FindProvince("01")->population, 8'053'663);
}

TEST_F(PlacesTest, UnknownCodesAreNothing) {
  for (const char* code : {"", "0", "1", "03", "97", "001", "1 "})
    EXPECT_EQ(places_.FindProvince(code), nullptr) << code;
  EXPECT_EQ(places_.FindCommune("00002"), nullptr);
  EXPECT_EQ(places_.FindCommune("1"), nullptr);
  EXPECT_EQ(places_.FindProvinceByAgencyCode("H64"), nullptr);
}

TEST_F(PlacesTest, EveryUnitHasItsParentAndAName) {
  for (const District& district : places_.districts()) {
    ASSERT_NE(places_.FindProvince(district.province_code), nullptr);
    EXPECT_FALSE(district.name.empty());
  }
  for (const Commune& commune : places_.communes()) {
    const District* district = places_.FindDistrict(commune.district_code);
    ASSERT_NE(district, nullptr);
    EXPECT_EQ(district->province_code, commune.province_code);
  }
  for (const Province& province : places_.provinces()) {
    EXPECT_NE(province.full_name.find(province.name), absl::string_view::npos) << province.full_name;
    EXPECT_FALSE(places_.CommunesOfProvince(province.code).empty());
  }
}

TEST_F(PlacesTest, AgencyCodesAreOnePerProvince) {
  std::set<absl::string_view> codes;
  for (const Province& province : places_.provinces()) {
    codes.insert(province.agency_code);
    EXPECT_EQ(places_.FindProvinceByAgencyCode(province.agency_code), &province);
  }
  EXPECT_EQ(codes.size(), 63u);
  EXPECT_EQ(places_.FindProvinceByAgencyCode("H49")->name, "Quảng Ninh");
}

TEST_F(PlacesTest, ListsCommunesOfADistrict) {
  EXPECT_EQ(places_.CommunesOf("001").size(), 14u);
  EXPECT_EQ(places_.CommunesOf("318").size(), 0u) << "an island district without communes";
  EXPECT_EQ(places_.DistrictsOf("01").size(), 30u);
}

TEST_F(PlacesTest, ThirtyFourProvincesRemain) {
  std::set<absl::string_view> successors;
  for (const Province& province : places_.provinces())
    successors.insert(places_.ProvinceOn(province.code, kAfter)->code);
  EXPECT_EQ(successors.size(), 34u);
  EXPECT_EQ(places_.ProvinceOn("02", kBefore)->code, "02");
  EXPECT_EQ(places_.ProvinceOn("02", kAfter)->code, "08");
  EXPECT_EQ(places_.ProvinceNameOn("74", kAfter), "Hồ Chí Minh");
  EXPECT_EQ(places_.ProvinceNameOn("46", kAfter), "Huế");
}

TEST_F(PlacesTest, CodesGrowStale) {
  EXPECT_EQ(places_.ProvinceState("02", kBefore), PlaceState::kValid);
  EXPECT_EQ(places_.ProvinceState("02", kAfter), PlaceState::kStale);
  EXPECT_EQ(places_.ProvinceState("08", kAfter), PlaceState::kValid);
  EXPECT_EQ(places_.ProvinceState("03", kBefore), PlaceState::kUnknown);
  EXPECT_EQ(places_.DistrictState("001", kBefore), PlaceState::kValid);
  EXPECT_EQ(places_.DistrictState("001", kAfter), PlaceState::kStale);
  EXPECT_EQ(places_.DistrictState("000", kAfter), PlaceState::kUnknown);
  EXPECT_EQ(places_.CommuneState("00001", kAfter), PlaceState::kValid);
  EXPECT_EQ(places_.CommuneState("99999", kBefore), PlaceState::kUnknown);
}

TEST_F(PlacesTest, LabelFollowsTheDate) {
  EXPECT_EQ(places_.CommuneLabel("00001", kBefore), "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội");
  EXPECT_EQ(places_.CommuneLabel("00001", kAfter), "Phường Phúc Xá, Hà Nội");
  EXPECT_EQ(places_.CommuneLabel("99999", kBefore), "");
}

TEST(FacilitiesTest, EveryProvinceHasThree) {
  const Facilities& facilities = Facilities::Default();
  EXPECT_EQ(facilities.all().size(), 63u * 3);
  for (const Province& province : Places::Default().provinces()) {
    const auto here = facilities.InProvince(province.code);
    ASSERT_EQ(here.size(), 3u);
    int refusing = 0;
    for (const Facility* facility : here) {
      EXPECT_EQ(facility->code.substr(0, 2), province.code);
      EXPECT_EQ(facility->code.size(), 5u);
      EXPECT_EQ(facilities.Find(facility->code), facility);
      EXPECT_EQ(Places::Default().FindCommune(facility->commune_code)->province_code, province.code);
      refusing += facility->primary_for_under_6 ? 0 : 1;
    }
    EXPECT_EQ(refusing, 1);
    EXPECT_TRUE(facilities.InProvince(province.code, FacilityKind::kHospital)->delivers_births);
  }
  EXPECT_EQ(facilities.Find("01999"), nullptr);
  EXPECT_EQ(facilities.InProvince("03", FacilityKind::kHospital), nullptr);
}

}  // namespace
}  // namespace lienthong::seeds
