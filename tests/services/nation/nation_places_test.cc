// Administrative units as of a day, over the service.
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "services/base/error/error.h"
#include "services/nation/nation_service.h"
#include "tests/services/nation/nation_fixture.h"
#include "tests/testing/agency_harness.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: two messages and a level

MATCHER_P(HasReason, reason, "") { return ReasonOf(arg.status()) == reason; }

class NationPlacesTest : public ::testing::Test {
 protected:
  NationPlacesTest() { Register(SmallNation(), harness_.handlers()); }

  absl::StatusOr<ListPlacesResponse> List(const ListPlacesRequest& request) {
    return harness_.Call<ListPlacesResponse>("lienthong.control.v1.NationService/ListPlaces", request);
  }
  // Every page.
  std::vector<Place> All(ListPlacesRequest request) {
    std::vector<Place> places;
    do {
      const auto page = List(request).value();
      places.insert(places.end(), page.places().begin(), page.places().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return places;
  }
  static ListPlacesRequest Within(const std::string& code, PlaceLevel level = PLACE_LEVEL_UNSPECIFIED) {
    ListPlacesRequest request;
    request.set_within_code(code);
    request.set_level(level);
    request.set_page_size(700);
    return request;
  }
  static ListPlacesRequest On(int year, int month, int day, ListPlacesRequest request) {
    request.mutable_day()->set_year(year);
    request.mutable_day()->set_month(month);
    request.mutable_day()->set_day(day);
    return request;
  }

  AgencyHarness harness_{"gateway"};
};

TEST_F(NationPlacesTest, ThreeLevelsBeforeTheReform) {
  EXPECT_EQ(All(Within("")).size(), 63u);
  EXPECT_EQ(All(Within("", PLACE_LEVEL_DISTRICT)).size(), 705u);
  const auto communes = All(Within("", PLACE_LEVEL_COMMUNE));
  std::set<std::string> codes;
  for (const Place& place : communes) {
    EXPECT_TRUE(codes.insert(place.code()).second);
    EXPECT_EQ(place.code().size(), 5u);
    EXPECT_FALSE(place.district_code().empty());
  }
  EXPECT_GT(codes.size(), 10'000u);
}

TEST_F(NationPlacesTest, EachUnitHoldsTheLevelBelow) {
  const auto districts = All(Within("01"));
  ASSERT_EQ(districts.size(), 30u);
  EXPECT_EQ(districts[0].name(), "Quận Ba Đình");
  EXPECT_EQ(districts[0].province_code(), "01");
  const auto wards = All(Within(districts[0].code()));
  ASSERT_FALSE(wards.empty());
  for (const Place& ward : wards) EXPECT_EQ(ward.district_code(), districts[0].code());
}

TEST_F(NationPlacesTest, SixtyThreeProvincesBecomeThirtyFour) {
  std::set<std::string> successors, former;
  for (const Place& province : All(Within(""))) successors.insert(province.successor_code());
  const auto after = All(On(2025, 7, 1, Within("")));
  ASSERT_EQ(after.size(), 34u);
  for (const Place& province : after) {
    EXPECT_EQ(successors.count(province.code()), 1u);
    EXPECT_THAT(province.former_codes(), testing::Contains(province.code()));
    former.insert(province.former_codes().begin(), province.former_codes().end());
  }
  EXPECT_EQ(former.size(), 63u);
}

TEST_F(NationPlacesTest, CommunesGoWithTheirProvince) {
  const size_t apart = All(Within("19", PLACE_LEVEL_COMMUNE)).size() + All(Within("06", PLACE_LEVEL_COMMUNE)).size();
  const auto together = All(On(2025, 7, 1, Within("19")));
  EXPECT_EQ(together.size(), apart);
  for (const Place& commune : together) {
    EXPECT_EQ(commune.province_code(), "19");
    EXPECT_TRUE(commune.district_code().empty());
  }
}

TEST_F(NationPlacesTest, TheDayIsTheWorldsUnlessGiven) {
  harness_.Advance(absl::Hours(24 * 518));  // to 2026-01-05
  EXPECT_EQ(All(Within("")).size(), 34u);
  EXPECT_EQ(All(On(2025, 6, 30, Within(""))).size(), 63u);
}

TEST_F(NationPlacesTest, UnknownAndAbolishedUnitsAreToldApart) {
  EXPECT_THAT(List(Within("03")), HasReason(Reason::ADDRESS_UNKNOWN));
  EXPECT_THAT(List(Within("999")), HasReason(Reason::ADDRESS_UNKNOWN));
  EXPECT_THAT(List(Within("Hà Nội")), HasReason(Reason::ADDRESS_UNKNOWN));
  EXPECT_THAT(List(On(2025, 7, 1, Within("06"))), HasReason(Reason::STALE_CODE));
  EXPECT_THAT(List(On(2025, 7, 1, Within("001"))), HasReason(Reason::STALE_CODE));
  EXPECT_THAT(List(On(2025, 7, 1, Within("", PLACE_LEVEL_DISTRICT))), HasReason(Reason::STALE_CODE));
  EXPECT_THAT(List(Within("001", PLACE_LEVEL_PROVINCE)), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(List(On(2025, 13, 1, Within(""))), HasReason(Reason::INVALID_FIELD));
}

TEST_F(NationPlacesTest, TokensBelongToTheirQuestion) {
  ListPlacesRequest request = Within("");
  request.set_page_size(10);
  const auto page = List(request).value();
  ASSERT_EQ(page.places_size(), 10);
  request.set_page_token(page.next_page_token());
  EXPECT_GT(List(request)->places(0).code(), page.places(9).code());
  request.set_within_code("01");
  EXPECT_THAT(List(request), HasReason(Reason::PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace lienthong::nation
