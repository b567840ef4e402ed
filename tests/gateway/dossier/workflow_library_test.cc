#include "gateway/dossier/workflow_library.h"

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "seeds/law/law_rules.h"
#include "services/base/error/error.h"

namespace lienthong::dossier {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class WorkflowLibraryTest : public ::testing::Test {
 protected:
  WorkflowLibraryTest() : library_(WorkflowLibrary::CompiledIn().value()), offer_(**library_->Find("birth-residence-health-card")) {}
  google::protobuf::Struct LawOn(absl::CivilDay day) {
    google::protobuf::Struct law;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(library_->LawOn(offer_, day), &law).ok());
    return law;
  }
  const std::shared_ptr<const WorkflowLibrary> library_;
  const Offer& offer_;
};

TEST_F(WorkflowLibraryTest, TheVersionIsTheLawsOnTheDayOfFiling) {
  EXPECT_EQ(*library_->VersionOn(offer_, absl::CivilDay(2022, 12, 1)), "2022-11");
  EXPECT_EQ(*library_->VersionOn(offer_, absl::CivilDay(2024, 6, 30)), "2022-11");
  EXPECT_EQ(*library_->VersionOn(offer_, absl::CivilDay(2024, 7, 1)), "2024-07");
  EXPECT_EQ(*library_->VersionOn(offer_, absl::CivilDay(2025, 6, 30)), "2024-07");
  EXPECT_EQ(*library_->VersionOn(offer_, absl::CivilDay(2025, 7, 1)), "2025-07");
  EXPECT_EQ(*library_->VersionOn(offer_, absl::CivilDay(2026, 8, 31)), "2025-07");
}

TEST_F(WorkflowLibraryTest, WhatIsNotModelledYetIsRefused) {
  EXPECT_EQ(ReasonOf(library_->VersionOn(offer_, absl::CivilDay(2026, 9, 1)).status()), Reason::WORKFLOW_NOT_IN_FORCE);
  EXPECT_EQ(ReasonOf(library_->Find("no-such-service").status()), Reason::WORKFLOW_UNKNOWN);
}

TEST_F(WorkflowLibraryTest, ARunGetsTheRulesOfItsDay) {
  const auto early = LawOn(absl::CivilDay(2024, 6, 30)).fields().at("birth_bundle").struct_value().fields();
  const auto late = LawOn(absl::CivilDay(2024, 7, 1)).fields().at("birth_bundle").struct_value().fields();
  const auto& law = seeds::Law::Default();
  EXPECT_EQ(late.at("procedure_code").string_value(),
            law.Text("birth_bundle.procedure_code", absl::CivilDay(2024, 7, 1)));
  EXPECT_NE(early.at("procedure_code").string_value(), late.at("procedure_code").string_value());
  EXPECT_EQ(late.at("working_days").number_value(),
            static_cast<double>(law.Int("birth_bundle.working_days", absl::CivilDay(2024, 7, 1))));
}

TEST_F(WorkflowLibraryTest, OnlyTheRulesTheOfferNamesAreGiven) {
  const auto law = LawOn(absl::CivilDay(2024, 8, 5));
  EXPECT_TRUE(law.fields().contains("birth"));
  for (const auto& [group, rules] : law.fields()) {
    EXPECT_NE(std::find(offer_.law.begin(), offer_.law.end(), group + "."), offer_.law.end()) << group;
  }
}

constexpr char kSmallest[] = R"(document: {dsl: '1.0.0', namespace: lienthong, name: small, version: '1.0.0'}
do:
  - done: {set: {known: true}}
)";

std::string ProblemOf(absl::string_view offers) {
  const auto loaded = WorkflowLibrary::Load(offers, [](absl::string_view name) {
    return name == "small.yaml" ? absl::string_view(kSmallest) : absl::string_view();
  });
  return std::string(loaded.status().message());
}

TEST(OffersTest, ASoundOfferIsLoaded) {
  EXPECT_EQ(ProblemOf("- {workflow: small, law: [birth., insurance.child_card]}\n"), "");
  EXPECT_EQ(ProblemOf("- {workflow: small, versionRule: birth_bundle.version, versions: [2024-07]}\n"), "");
}

TEST(OffersTest, FaultsAreNamedByTheirPlace) {
  EXPECT_THAT(ProblemOf("- workflow: small\n  law: [birth.,\n        brith.]\n"),
              AllOf(StartsWith("offers.yaml:3:"), HasSubstr("begins with \"brith.\"")));
  EXPECT_THAT(ProblemOf("- workflow: small\n- workflow: small\n"),
              AllOf(StartsWith("offers.yaml:2:"), HasSubstr("small is there twice")));
  EXPECT_THAT(ProblemOf("- workflow: large\n"), AllOf(StartsWith("offers.yaml:1:"), HasSubstr("no large.yaml")));
}

TEST(OffersTest, VersionsAreThoseOfTheirRule) {
  EXPECT_THAT(ProblemOf("- workflow: small\n  versions: [2024-07]\n"),
              AllOf(StartsWith("offers.yaml:2:"), HasSubstr("versions need a versionRule")));
  EXPECT_THAT(ProblemOf("- workflow: small\n  versionRule: birth_bundle.version\n"),
              AllOf(StartsWith("offers.yaml:1:"), HasSubstr("name the versions")));
  EXPECT_THAT(ProblemOf("- workflow: small\n  versionRule: birth_bundle.vision\n  versions: [2024-07]\n"),
              AllOf(StartsWith("offers.yaml:2:"), HasSubstr("no rule birth_bundle.vision")));
  EXPECT_THAT(ProblemOf("- workflow: small\n  versionRule: birth_bundle.version\n  versions: [2024-07, 1999-01]\n"),
              AllOf(StartsWith("offers.yaml:3:"), HasSubstr("never \"1999-01\"")));
}

}  // namespace
}  // namespace lienthong::dossier
