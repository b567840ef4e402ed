#include "services/base/identity/proto_values.h"

#include "gtest/gtest.h"

namespace lienthong {
namespace {

TEST(ProtoValuesTest, DatesKeepTheirPrecision) {
  for (const seeds::PartialDate date : {seeds::PartialDate{1941}, {1962, 7}, {1972, 2, 29}}) {
    EXPECT_EQ(FromProto(ToProto(date)), date);
  }
  EXPECT_EQ(DayOf(ToProto(absl::CivilDay(2024, 8, 5))), absl::CivilDay(2024, 8, 5));
  EXPECT_EQ(DayOf(ToProto(seeds::PartialDate{1962, 7})), absl::CivilDay(1962, 7, 1));
}

TEST(ProtoValuesTest, SexesHaveTheSameNumbers) {
  EXPECT_EQ(ToProto(seeds::Sex::kMale), common::v1::SEX_MALE);
  EXPECT_EQ(ToProto(seeds::Sex::kFemale), common::v1::SEX_FEMALE);
  EXPECT_EQ(ToProto(seeds::Sex::kUndetermined), common::v1::SEX_UNDETERMINED);
  EXPECT_EQ(FromProto(common::v1::SEX_FEMALE), seeds::Sex::kFemale);
}

TEST(ProtoValuesTest, AnAddressHasTheLevelsAboveItsCommune) {
  const common::v1::Address address = AddressOf("", "00001");
  EXPECT_EQ(address.province_code(), "01");
  EXPECT_EQ(address.district_code(), "001");
  EXPECT_EQ(AddressOf("84", "").commune_code(), "");
  EXPECT_EQ(AddressOf("84", "").province_code(), "84");
}

}  // namespace
}  // namespace lienthong
