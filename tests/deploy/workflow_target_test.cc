#include "deploy/lienthong/workflow_target.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "deploy/lienthong/town.h"
#include "gateway/engine/standalone.h"
#include "gateway/engine/value.h"
#include "gateway/engine/workflow.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/error/error.h"

namespace lienthong {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

// The daughter's card is revoked, and she gets another.
constexpr char kNewCard[] = R"(
document:
  dsl: '1.0.0'
  namespace: lienthong
  name: new-card
  version: '1.0.0'
do:
  - cards:
      call: agency
      with:
        service: lienthong.social_insurance.v1.SocialInsuranceService
        method: ListCards
        timeout: {seconds: 5}
        request: {pin: '${ .form.child_pin }'}
      output: {as: '{form: $input.form, old: .cards[0].card_code}'}
  - revoke:
      call: agency
      with:
        service: lienthong.social_insurance.v1.SocialInsuranceService
        method: ReportCardChange
        timeout: {seconds: 5}
        request: {card_code: '${ .old }', change: CARD_CHANGE_REVOKED}
      output: {as: $input}
  - card:
      call: application
      with:
        service: lienthong.social_insurance.v1.SocialInsuranceService
        method: SubmitChildCardApplication
        procedure: '1.002759'
        title: Thẻ | Card
        timeout: {seconds: 5}
        request: {form: '${ .form }'}
      output: {as: '{old: $input.old, new: .card_code, granted_on: .application_id}'}
)";

class WorkflowTargetTest : public testing::Test {
 protected:
  static Town& TheTown() {
    static const auto* town = new std::shared_ptr<Town>(*Town::Make(TownOptions()));
    return **town;
  }

  static std::string Of(const std::string& field) {
    return TheTown().nation().PersonaField("an-family." + field).value();
  }

  static std::string Input(const std::string& facility) {
    return absl::StrReplaceAll(
        R"({"applicant": {"pin": "<mother>", "full_name": "<mother's name>"},
            "form": {"child_pin": "<pin>", "child_full_name": "<name>", "child_sex": "<sex>",
                     "child_birth_date": {"year": 2020, "month": 5, "day": 17}, "birth_record_id": "<record>",
                     "address": {"province_code": "<province>", "district_code": "<district>",
                                 "commune_code": "<commune>"},
                     "primary_facility_code": "<facility>"}})",
        {{"<mother>", Of("mother.pin")},
         {"<mother's name>", Of("mother.full_name")},
         {"<pin>", Of("daughter.pin")},
         {"<name>", Of("daughter.full_name")},
         {"<sex>", Of("daughter.sex")},
         {"<record>", Of("daughter.residence.commune_code") + "-2020-00001"},
         {"<province>", Of("mother.residence.province_code")},
         {"<district>", Of("mother.residence.district_code")},
         {"<commune>", Of("mother.residence.commune_code")},
         {"<facility>", facility.empty() ? Of("mother.residence.hospital_code") : facility}});
  }

  static void Create(const std::string& name, control::v1::OfficerMode mode = control::v1::OFFICER_MODE_AUTOMATIC,
                     int hours = 0) {
    control::v1::World world;
    world.set_name(name);
    world.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
    control::v1::OfficerPolicy& officer = *world.add_officers();
    officer.set_agency("social_insurance");
    officer.set_mode(mode);
    officer.set_working_hours(hours);
    ASSERT_TRUE(TheTown().authority().Create(world).ok());
  }

  static engine::StandaloneResult Run(const std::string& world, const std::string& facility = "") {
    const std::string input = Input(facility);
    const auto workflow = engine::LoadWorkflow(kNewCard, "new-card.yaml");
    EXPECT_TRUE(workflow.ok()) << workflow.status();
    WorkflowTarget target(&TheTown().transport(), world);
    const absl::Status begun = target.Begin(input);
    EXPECT_TRUE(begun.ok()) << begun;
    engine::RunContext context;
    context.run_id = target.run_id();
    context.now = target.now();
    engine::StandaloneHost host;
    host.call = [&](const engine::CallEffect& effect) { return target.Call(effect); };
    host.apply = [&](const engine::ApplicationEffect& effect) { return target.Apply(effect); };
    return engine::RunStandalone(**workflow, input, context, host).value();
  }
};

TEST_F(WorkflowTargetTest, AnApplicationIsFollowedToItsResult) {
  Create("followed", control::v1::OFFICER_MODE_AUTOMATIC, 30);
  const engine::StandaloneResult result = Run("followed");
  ASSERT_FALSE(result.error.has_value()) << result.error->ToJson();
  const engine::Value output = engine::Value::Parse(result.output).value();
  EXPECT_EQ(output.Get("new").Text(), output.Get("old").Text()) << "the code is made of the holder's number";
  EXPECT_THAT(output.Get("granted_on").Text(), EndsWith(".card"));
}

TEST_F(WorkflowTargetTest, ASecondRunInTheSameWorldIsAnotherRun) {
  Create("twice");
  const engine::StandaloneResult first = Run("twice");
  const engine::StandaloneResult second = Run("twice");
  ASSERT_FALSE(first.error.has_value()) << first.error->ToJson();
  ASSERT_FALSE(second.error.has_value()) << second.error->ToJson();
  EXPECT_NE(first.output, second.output) << "the first run's card was revoked, and another given";
}

TEST_F(WorkflowTargetTest, ARefusalIsTheWorkflowsError) {
  Create("refused");
  const engine::StandaloneResult result = Run("refused", "00000");
  ASSERT_TRUE(result.error.has_value());
  EXPECT_EQ(result.error->type, engine::kErrorApplicationRefused);
  EXPECT_EQ(result.error->reason, "FACILITY_UNKNOWN");
  EXPECT_EQ(result.error->metadata.at("task"), "card");
}

TEST_F(WorkflowTargetTest, AnOfficerWhoHasToDecideIsNamed) {
  Create("waiting", control::v1::OFFICER_MODE_PERSON);
  const engine::StandaloneResult result = Run("waiting");
  ASSERT_TRUE(result.error.has_value());
  EXPECT_EQ(result.error->type, engine::kErrorApplicationSilent);
  EXPECT_THAT(result.error->detail, HasSubstr("DecideApplication"));
}

TEST_F(WorkflowTargetTest, WhatCannotBeginSaysWhy) {
  EXPECT_EQ(ReasonOf(WorkflowTarget(&TheTown().transport(), "nowhere").Begin("{}")), Reason::WORLD_UNKNOWN);
  EXPECT_EQ(ReasonOf(WorkflowTarget(&TheTown().transport(), "").Begin(R"({"applicant": {"pinn": "x"}})")),
            Reason::INVALID_FIELD);
}

}  // namespace
}  // namespace lienthong
