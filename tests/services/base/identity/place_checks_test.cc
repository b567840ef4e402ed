#include "services/base/identity/place_checks.h"

#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"

namespace lienthong {
namespace {

constexpr absl::CivilDay kThreeLevels(2025, 6, 30);
constexpr absl::CivilDay kTwoLevels(2025, 7, 1);

common::v1::Address Of(const char* province, const char* district, const char* commune) {
  common::v1::Address address;
  address.set_province_code(province);
  address.set_district_code(district);
  address.set_commune_code(commune);
  return address;
}

Reason Check(const common::v1::Address& address, absl::CivilDay day) {
  return ReasonOf(CheckAddress("address", address, day));
}

TEST(PlaceChecksTest, CodesThatBelongTogether) {
  EXPECT_EQ(Check(Of("01", "001", "00001"), kThreeLevels), Reason::REASON_UNSPECIFIED);
  EXPECT_EQ(Check(Of("79", "001", "00001"), kThreeLevels), Reason::ADDRESS_UNKNOWN);
  EXPECT_EQ(Check(Of("01", "002", "00001"), kThreeLevels), Reason::ADDRESS_UNKNOWN);
  EXPECT_EQ(Check(Of("01", "", "00001"), kThreeLevels), Reason::ADDRESS_UNKNOWN) << "three levels have districts";
  EXPECT_EQ(Check(Of("01", "001", "99999"), kThreeLevels), Reason::ADDRESS_UNKNOWN);
  EXPECT_EQ(Check(Of("03", "001", "00001"), kThreeLevels), Reason::ADDRESS_UNKNOWN);
  EXPECT_EQ(Check({}, kThreeLevels), Reason::ADDRESS_UNKNOWN);
}

TEST(PlaceChecksTest, DistrictsAndMergedProvincesAreStaleFromJuly2025) {
  const common::v1::Address before = InCodesOf(kThreeLevels, AddressOf("84", "29254"));
  EXPECT_EQ(Check(before, kThreeLevels), Reason::REASON_UNSPECIFIED);
  EXPECT_EQ(Check(before, kTwoLevels), Reason::STALE_CODE);
  EXPECT_EQ(Check(Of("86", before.district_code().c_str(), "29254"), kTwoLevels), Reason::STALE_CODE);
  EXPECT_EQ(Check(Of("86", "", "29254"), kTwoLevels), Reason::REASON_UNSPECIFIED);
}

TEST(PlaceChecksTest, ARefusalNamesTheCodeAtFault) {
  const absl::Status status = CheckAddress("form.address", Of("01", "001", "99999"), kThreeLevels);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("field"), "form.address.commune_code");
}

TEST(PlaceChecksTest, AnAddressIsRestatedInTheCodesOfTheDay) {
  const common::v1::Address written = AddressOf("84", "29254");
  EXPECT_EQ(InCodesOf(kThreeLevels, written).SerializeAsString(), written.SerializeAsString());
  const common::v1::Address later = InCodesOf(kTwoLevels, written);
  EXPECT_EQ(later.province_code(), "86");
  EXPECT_EQ(later.district_code(), "");
  EXPECT_EQ(later.commune_code(), "29254");
  EXPECT_EQ(InCodesOf(kTwoLevels, later).SerializeAsString(), later.SerializeAsString()) << "restated once is enough";
}

TEST(PlaceChecksTest, AProvinceAlone) {
  EXPECT_TRUE(CheckProvince("native_place", Of("84", "", ""), kThreeLevels).ok());
  EXPECT_EQ(ReasonOf(CheckProvince("native_place", Of("84", "", ""), kTwoLevels)), Reason::STALE_CODE);
  EXPECT_EQ(ReasonOf(CheckProvince("native_place", Of("", "", ""), kTwoLevels)), Reason::ADDRESS_UNKNOWN);
}

}  // namespace
}  // namespace lienthong
