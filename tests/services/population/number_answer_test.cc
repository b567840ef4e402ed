#include "services/population/number_answer.h"

#include <vector>

#include "tests/services/population/population_fixture.h"

namespace lienthong::population {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::CivilDay kToday(2024, 8, 5);

std::vector<Reason> Broken(const std::string& pin, common::v1::Sex sex = common::v1::SEX_UNSPECIFIED, int year = 0,
                           bool realistic = false) {
  v1::CheckPersonalNumberRequest request;
  request.set_pin(pin);
  request.set_sex(sex);
  request.set_birth_year(year);
  control::v1::World world;
  world.set_realistic_numbers(realistic);
  std::vector<Reason> reasons;
  const auto answer = NumberAnswer(request, world, kToday);
  for (const auto& violation : answer.violations()) {
    reasons.push_back(violation.reason());
    EXPECT_FALSE(violation.text().vi().empty());
    EXPECT_FALSE(violation.text().en().empty());
  }
  return reasons;
}

TEST(NumberAnswerTest, EachRuleHasItsReason) {
  EXPECT_THAT(Broken("901095000001"), IsEmpty());
  EXPECT_THAT(Broken("90109500000"), ElementsAre(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(Broken("903095000001"), ElementsAre(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  EXPECT_THAT(Broken("901095000001", common::v1::SEX_MALE, 2095),
              ElementsAre(Reason::PERSONAL_NUMBER_CENTURY_MISMATCH));
  EXPECT_THAT(Broken("901095000001", common::v1::SEX_FEMALE, 1995), ElementsAre(Reason::PERSONAL_NUMBER_SEX_MISMATCH));
  EXPECT_THAT(Broken("901095000001", common::v1::SEX_MALE, 1996), ElementsAre(Reason::PERSONAL_NUMBER_YEAR_MISMATCH));
  EXPECT_THAT(Broken("901225000001"), ElementsAre(Reason::PERSONAL_NUMBER_IN_FUTURE));
}

TEST(NumberAnswerTest, ARealNumberBelongsToARealisticWorldOnly) {
  EXPECT_THAT(Broken("001095000001"), ElementsAre(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  EXPECT_THAT(Broken("001095000001", common::v1::SEX_UNSPECIFIED, 0, true), IsEmpty());
  EXPECT_THAT(Broken("901095000001", common::v1::SEX_UNSPECIFIED, 0, true),
              ElementsAre(Reason::PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE));
  EXPECT_THAT(Broken("003095000001", common::v1::SEX_UNSPECIFIED, 0, true),
              ElementsAre(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
}

TEST(NumberAnswerTest, TheNumberSaysProvinceSexAndYear) {
  v1::CheckPersonalNumberRequest request;
  request.set_pin("979303000001");
  const auto answer = NumberAnswer(request, {}, kToday);
  EXPECT_EQ(answer.province_code(), "79");
  EXPECT_EQ(answer.sex(), common::v1::SEX_FEMALE);
  EXPECT_EQ(answer.birth_year(), 2003);
}

TEST(NumberAnswerTest, AnUnknownProvinceHidesNeitherSexNorYear) {
  v1::CheckPersonalNumberRequest request;
  request.set_pin("903303000001");
  const auto answer = NumberAnswer(request, {}, kToday);
  EXPECT_EQ(answer.province_code(), "");
  EXPECT_EQ(answer.birth_year(), 2003);
}

TEST_F(PopulationTest, CheckPersonalNumberIsAnswered) {
  v1::CheckPersonalNumberRequest request;
  EXPECT_THAT(harness.Call<v1::CheckPersonalNumberResponse>(Method("CheckPersonalNumber"), request),
              HasReason(Reason::INVALID_FIELD));
  request.set_pin("one");
  const auto answer = harness.Call<v1::CheckPersonalNumberResponse>(Method("CheckPersonalNumber"), request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->violations_size(), 1);
  EXPECT_EQ(answer->violations(0).rule(), "R1");
}

}  // namespace
}  // namespace lienthong::population
