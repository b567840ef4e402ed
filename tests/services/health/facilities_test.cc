#include "tests/services/health/health_fixture.h"

namespace lienthong::health {
namespace {

class FacilitiesTest : public HealthTest {
 protected:
  absl::StatusOr<v1::ListFacilitiesResponse> List(const v1::ListFacilitiesRequest& request) {
    return harness_.Call<v1::ListFacilitiesResponse>(absl::StrCat(kService, "ListFacilities"), request);
  }
};

TEST_F(FacilitiesTest, AreReadByCode) {
  v1::GetFacilityRequest request;
  request.set_facility_code("01901");
  const auto found = harness_.Call<v1::GetFacilityResponse>(absl::StrCat(kService, "GetFacility"), request);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->facility().kind(), v1::FACILITY_KIND_HOSPITAL);
  EXPECT_TRUE(found->facility().delivers_births());

  request.set_facility_code("01999");
  const auto none = harness_.Call<v1::GetFacilityResponse>(absl::StrCat(kService, "GetFacility"), request);
  EXPECT_EQ(ReasonOf(none.status()), Reason::FACILITY_UNKNOWN);
}

TEST_F(FacilitiesTest, AreListedByProvinceAndUse) {
  v1::ListFacilitiesRequest request;
  request.set_province_code("01");
  EXPECT_EQ(List(request)->facilities_size(), 3);
  request.set_accepts_under_six(true);
  EXPECT_EQ(List(request)->facilities_size(), 2);

  request.set_province_code("99");
  EXPECT_EQ(ReasonOf(List(request).status()), Reason::ADDRESS_UNKNOWN);
}

TEST_F(FacilitiesTest, AreListedPageByPage) {
  v1::ListFacilitiesRequest request;
  request.set_page_size(100);
  const auto first = List(request);
  request.set_page_token(first->next_page_token());
  const auto second = List(request);

  EXPECT_EQ(first->facilities_size() + second->facilities_size(), 63 * 3);
  request.set_accepts_under_six(true);
  EXPECT_EQ(ReasonOf(List(request).status()), Reason::PAGE_TOKEN_INVALID) << "a token belongs to its filter";
}

}  // namespace
}  // namespace lienthong::health
