#include "services/base/applications/officer_policy.h"

#include "gtest/gtest.h"

namespace lienthong::applications {
namespace {

using control::v1::OfficerPolicy;
using control::v1::World;

// Policies are told apart by their working hours.
OfficerPolicy Policy(const char* agency, const char* tenant, const char* procedure, int hours) {
  OfficerPolicy policy;
  policy.set_agency(agency);
  policy.set_tenant(tenant);
  policy.set_procedure_code(procedure);
  policy.set_mode(control::v1::OFFICER_MODE_AUTOMATIC);
  policy.set_working_hours(hours);
  return policy;
}

v1::Application At(const char* agency, const char* tenant, const char* procedure) {
  v1::Application application;
  application.set_agency(agency);
  application.set_tenant(tenant);
  application.set_procedure_code(procedure);
  return application;
}

World WorldOf(std::vector<OfficerPolicy> policies) {
  World world;
  *world.mutable_officers() = {policies.begin(), policies.end()};
  return world;
}

TEST(OfficerPolicyTest, WithoutAnyTheOfficerDecidesAtOnce) {
  const OfficerPolicy policy = PolicyFor(World(), At("one_stop", "22", "1.000001"));
  EXPECT_EQ(policy.mode(), control::v1::OFFICER_MODE_AUTOMATIC);
  EXPECT_EQ(policy.working_hours(), 0);
}

TEST(OfficerPolicyTest, TheNarrowestWinsInAnyOrder) {
  // From wide to narrow.
  std::vector<OfficerPolicy> policies = {Policy("*", "", "", 1),
                                         Policy("*", "22", "", 2),
                                         Policy("*", "", "1.000001", 3),
                                         Policy("one_stop", "", "", 4),
                                         Policy("one_stop", "22", "", 5),
                                         Policy("one_stop", "", "1.000001", 6),
                                         Policy("one_stop", "22", "1.000001", 7)};
  const v1::Application application = At("one_stop", "22", "1.000001");
  while (!policies.empty()) {
    const int narrowest = policies.back().working_hours();
    EXPECT_EQ(PolicyFor(WorldOf(policies), application).working_hours(), narrowest);
    std::vector<OfficerPolicy> reversed(policies.rbegin(), policies.rend());
    EXPECT_EQ(PolicyFor(WorldOf(reversed), application).working_hours(), narrowest);
    policies.pop_back();
  }
}

TEST(OfficerPolicyTest, OthersPoliciesDoNotMatch) {
  const World world = WorldOf({Policy("population", "", "", 1), Policy("one_stop", "01", "", 2),
                               Policy("one_stop", "", "9.999999", 3), Policy("one_stop", "22", "9.999999", 4)});
  EXPECT_EQ(PolicyFor(world, At("one_stop", "22", "1.000001")).working_hours(), 0);
}

TEST(OfficerPolicyTest, TheFirstOfEqualsWins) {
  const World world = WorldOf({Policy("one_stop", "", "", 1), Policy("one_stop", "", "", 2)});
  EXPECT_EQ(PolicyFor(world, At("one_stop", "22", "1.000001")).working_hours(), 1);
}

TEST(OfficerPolicyTest, TheLastLineOfAScriptRepeats) {
  OfficerPolicy policy;
  policy.add_script()->set_after_working_hours(10);
  policy.add_script()->set_after_working_hours(20);
  EXPECT_EQ(LineFor(policy, 0).after_working_hours(), 10);
  EXPECT_EQ(LineFor(policy, 1).after_working_hours(), 20);
  EXPECT_EQ(LineFor(policy, 7).after_working_hours(), 20);
}

}  // namespace
}  // namespace lienthong::applications
