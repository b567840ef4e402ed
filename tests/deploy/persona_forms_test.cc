#include "deploy/lienthong/persona_forms.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "lienthong/population/v1/population.pb.h"
#include "lienthong/social_insurance/v1/social_insurance.pb.h"
#include "services/base/identity/proto_values.h"

namespace lienthong {
namespace {

const seeds::Nation& TheNation() {
  static const auto* nation = new std::shared_ptr<const seeds::Nation>(seeds::Nation::Generate({}).value());
  return **nation;
}

// Families with a mother on the register and a child not yet.
std::vector<std::string> Families() {
  std::vector<std::string> families;
  for (const std::string& key : TheNation().PersonaKeys()) {
    absl::string_view family = key;
    if (!absl::ConsumeSuffix(&family, ".child")) continue;
    if (TheNation().FindPersona(std::string(family) + ".mother").ok()) families.emplace_back(family);
  }
  return families;
}

template <class Message>
Message SectionAs(const gateway::v1::SubmitDossierRequest& dossier, const std::string& name) {
  std::string json;
  Message message;
  const auto& value = dossier.form().fields().at(name).struct_value();
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(value, &json).ok());
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &message).ok()) << json;
  return message;
}

TEST(PersonaFormsTest, EveryFamilyWithAChildHasAWholeForm) {
  ASSERT_GE(Families().size(), 10u);
  for (const std::string& family : Families()) {
    SCOPED_TRACE(family);
    const auto birth = BirthOf(TheNation(), family);
    ASSERT_TRUE(birth.ok()) << birth.status();
    const seeds::Person mother = TheNation().FindPersona(family + ".mother")->person;
    const seeds::Person child = TheNation().FindPersona(family + ".child")->person;
    EXPECT_FALSE(birth->introduction.empty());
    EXPECT_EQ(birth->dossier.applicant().pin(), mother.pin);

    const auto declaration = SectionAs<civil_registry::v1::BirthDeclaration>(birth->dossier, "birth");
    std::string name = declaration.child().family_name();
    if (!declaration.child().middle_name().empty()) name += " " + declaration.child().middle_name();
    EXPECT_EQ(name + " " + declaration.child().given_name(), child.full_name);
    EXPECT_EQ(declaration.mother().pin(), mother.pin);
    EXPECT_EQ(declaration.commune_code(), mother.residence.commune_code);

    const auto& notice = birth->notification.birth_notification();
    EXPECT_EQ(notice.facility_code().size(), 5u);
    EXPECT_EQ(notice.mother().pin(), mother.pin);
    EXPECT_EQ(notice.child().birth_date().SerializeAsString(), ToProto(child.birth_date).SerializeAsString());
    EXPECT_EQ(declaration.evidence().birth_notification().facility_code(), notice.facility_code());

    EXPECT_EQ(SectionAs<population::v1::ResidenceForm>(birth->dossier, "residence").household_id(),
              mother.household_id);
    EXPECT_EQ(SectionAs<social_insurance::v1::ChildCardForm>(birth->dossier, "insurance").primary_facility_code().size(),
              5u);
  }
}

TEST(PersonaFormsTest, AFatherIsDeclaredWhereThereIsOne) {
  for (const std::string& family : Families()) {
    const auto birth = BirthOf(TheNation(), family);
    const auto declaration = SectionAs<civil_registry::v1::BirthDeclaration>(birth->dossier, "birth");
    EXPECT_EQ(declaration.has_father(), TheNation().FindPersona(family + ".father").ok()) << family;
  }
}

TEST(PersonaFormsTest, AnUnknownFamilyIsNotFound) {
  EXPECT_EQ(BirthOf(TheNation(), "nobody").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace lienthong
