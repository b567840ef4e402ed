#include "services/base/mock/rule_checks.h"

#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "services/base/mock/damage.h"
#include "services/base/mock/fault_profiles.h"
#include "tests/services/base/mock/from_json.h"

namespace lienthong::mock {
namespace {

using control::v1::Fault;
using control::v1::Override;

absl::Status Overriding(const std::string& json) { return CheckOverride(FromJson<Override>(json), "overrides[0]"); }
absl::Status Faulty(const std::string& json) { return CheckFault(FromJson<Fault>(json), "faults[0]"); }

// An override of GetPerson with one action.
absl::Status Acting(const std::string& action) {
  return Overriding(R"({"name": "x", "match": {"method": "GetPerson"}, "actions": [)" + action + "]}");
}

std::string Told(const absl::Status& status, const std::string& name) {
  return ErrorInfoOf(status)->metadata().at(name);
}

TEST(CheckOverrideTest, WhatFits) {
  for (const char* action :
       {R"({"respond": {"person": {"pin": "{{request.pin}}", "birth_date": "{{today - 30 years}}"}}})",
        R"({"patch": {"person": {"full_name": "{{answer.person.full_name}} B"}}, "delay": {"fixed": "2s"}})",
        R"({"fail": {"code": "NOT_FOUND", "reason": "PERSON_NOT_FOUND", "retryAfter": "30s"}})",
        R"({"fail": {"code": "UNAVAILABLE"}})", R"({})"}) {
    const absl::Status status = Acting(action);
    EXPECT_TRUE(status.ok()) << status << " for " << action;
  }
}

TEST(CheckOverrideTest, WhatDoesNotFitTheProto) {
  const absl::Status unknown = Acting(R"({"respond": {"person": {"full_nam": "A"}}})");
  EXPECT_EQ(ReasonOf(unknown), Reason::FIELD_UNKNOWN);
  EXPECT_EQ(Told(unknown, "nearest"), "full_name");
  EXPECT_EQ(Told(Acting(R"({"respond": {"person": {"pin": 5}}})"), "field"),
            "overrides[0].actions[0].respond.person.pin");
  EXPECT_EQ(ReasonOf(Acting(R"({"respond": {"person": {"pin": "{{request.pni}}"}}})")), Reason::FIELD_UNKNOWN);
  EXPECT_EQ(ReasonOf(Acting(R"({"respond": {"person": {"pin": "{{answer.person.pin}}"}}})")),
            Reason::RULE_TEMPLATE_INVALID)
      << "the office isn't asked";
  const absl::Status code = Acting(R"({"fail": {"code": "UNAVAILABEL"}})");
  EXPECT_EQ(ReasonOf(code), Reason::RULE_VALUE_UNKNOWN);
  EXPECT_EQ(Told(code, "nearest"), "UNAVAILABLE");
  EXPECT_EQ(ReasonOf(Acting(R"({"fail": {"code": "NOT_FOUND"}})")), Reason::INVALID_FIELD) << "which reason?";
  EXPECT_EQ(ReasonOf(Acting(R"({"fail": {"code": "UNAVAILABLE", "trailers": {"lienthong-answered": "1"}}})")),
            Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(Acting(R"({"delay": {}})")), Reason::INVALID_FIELD);
}

TEST(CheckOverrideTest, WhatCouldNeverAct) {
  EXPECT_EQ(ReasonOf(Overriding(R"({"name": "x", "match": {"method": "Get*"}, "actions": [{"respond": {}}]})")),
            Reason::RULE_CANNOT_ACT)
      << "an answer fits one method";
  EXPECT_EQ(ReasonOf(Acting(R"({"stream": {}})")), Reason::RULE_CANNOT_ACT) << "GetPerson is no stream";
  EXPECT_EQ(ReasonOf(Overriding(R"({"name": "x", "match": {"method": "GetPerson"}})")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(Overriding(R"({"name": "X y", "actions": [{}]})")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(Overriding(R"({"name": "x", "times": -1, "actions": [{}]})")), Reason::INVALID_FIELD);
}

TEST(CheckFaultTest, WhatFitsAndWhatDoesNot) {
  EXPECT_TRUE(Faulty(R"({"name": "x", "lostAnswer": {}})").ok());
  EXPECT_TRUE(Faulty(R"({"name": "x", "match": {"agency": "tax"}, "quota": {"calls": 3, "per": "60s"}})").ok());
  for (const char* wrong :
       {R"({"name": "x"})", R"({"name": "x", "quota": {"per": "60s"}})", R"({"name": "x", "quota": {"calls": 1}})",
        R"({"name": "x", "clockSkew": {}})", R"({"name": "x", "oversizedAnswer": {"bytes": "99999999999"}})",
        R"({"name": "x", "lateRequest": {}})",
        R"({"name": "x", "delay": {"uniform": {"least": "3s", "most": "1s"}}})"}) {
    EXPECT_EQ(ReasonOf(Faulty(wrong)), Reason::INVALID_FIELD) << wrong;
  }
  EXPECT_EQ(ReasonOf(Faulty(R"({"name": "x", "match": {"method": "GetPerson"}, "cutStream": {}})")),
            Reason::RULE_CANNOT_ACT);
}

TEST(FaultProfilesTest, EveryOneIsSoundAndToldInBothLanguages) {
  EXPECT_GE(FaultProfiles().size(), 8u);
  for (const auto& profile : FaultProfiles()) {
    EXPECT_FALSE(profile.about().vi().empty()) << profile.name();
    EXPECT_FALSE(profile.about().en().empty()) << profile.name();
    EXPECT_FALSE(profile.faults().empty()) << profile.name();
    for (const Fault& fault : profile.faults()) {
      EXPECT_TRUE(CheckFault(fault, "fault").ok()) << fault.name() << CheckFault(fault, "fault");
      EXPECT_EQ(fault.profile(), profile.name());
      EXPECT_EQ(fault.name().rfind(profile.name(), 0), 0u) << fault.name() << " could be another's";
    }
  }
}

TEST(FaultProfilesTest, WhatACallMayAskFor) {
  control::v1::World world;
  *world.add_faults() = FromJson<Fault>(R"({"name": "mine", "lostAnswer": {}})");
  const auto rules = Rules::Of(world);
  EXPECT_EQ((*FaultsAskedFor("mine", *rules))[0]->name(), "mine");
  EXPECT_EQ(FaultsAskedFor("lost-answer", *rules)->size(), 1u);
  EXPECT_EQ(FaultsAskedFor("bad-afternoon", *rules)->size(), 3u);
  const absl::Status unknown = FaultsAskedFor("lost-anser", *rules).status();
  EXPECT_EQ(ReasonOf(unknown), Reason::FAULT_UNKNOWN);
  EXPECT_EQ(Told(unknown, "nearest"), "lost-answer");
  EXPECT_EQ(ReasonOf(FindFaultProfile("bad-afternon").status()), Reason::FAULT_PROFILE_UNKNOWN);
}

TEST(DamageTest, ATruncatedMessageIsNoneAnyMore) {
  Fault fault = FromJson<Fault>(R"({"name": "abc", "about": "d", "times": 5, "quota": {"calls": 1}})");
  const std::string bytes = fault.SerializeAsString();
  for (uint64_t draw = 0; draw < 40; ++draw) {
    const std::string cut = Damaged(bytes, control::v1::DAMAGE_KIND_TRUNCATED, draw);
    EXPECT_LT(cut.size(), bytes.size());
    EXPECT_FALSE(Fault().ParseFromString(cut)) << draw;
    const std::string corrupted = Damaged(bytes, control::v1::DAMAGE_KIND_CORRUPTED, draw);
    EXPECT_EQ(corrupted.size(), bytes.size());
    EXPECT_NE(corrupted, bytes);
  }
  EXPECT_FALSE(Fault().ParseFromString(Damaged("", control::v1::DAMAGE_KIND_TRUNCATED, 3)));
}

TEST(DamageTest, APaddedMessageSaysTheSame) {
  Fault fault;
  fault.set_name("abc");
  const std::string padded = Padded(fault.SerializeAsString(), 100000);
  EXPECT_GT(padded.size(), 100000u);
  Fault read;
  ASSERT_TRUE(read.ParseFromString(padded));
  EXPECT_EQ(read.name(), "abc");
}

}  // namespace
}  // namespace lienthong::mock
