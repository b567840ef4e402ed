#include "services/portal/prefill.h"

#include <map>
#include <set>

#include "lienthong/health/v1/health_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/identity/proto_values.h"
#include "services/portal/eforms.h"
#include "tests/services/portal/portal_fixture.h"

namespace lienthong::portal {
namespace {

constexpr char kWorkflow[] = "birth-residence-health-card";

class PrefillTest : public PortalTest {
 protected:
  static population::v1::GetPersonResponse AnswerAbout(const std::string& persona) {
    const seeds::Person person = Someone(persona);
    population::v1::GetPersonResponse answer;
    answer.mutable_person()->set_pin(person.pin);
    answer.mutable_person()->set_full_name(person.full_name);
    *answer.mutable_person()->mutable_birth_date() = ToProto(person.birth_date);
    auto& residence = *answer.mutable_person()->mutable_permanent_residence();
    residence.set_kind(population::v1::RESIDENCE_KIND_PERMANENT);
    residence.mutable_address()->set_commune_code("00001");
    return answer;
  }
  static void Add(v1::PrefillFormRequest& request, const std::string& name, const google::protobuf::Message& answer) {
    v1::PrefillSource& source = *request.add_sources();
    source.set_name(name);
    source.mutable_answer()->PackFrom(answer);
  }
  static v1::PrefillFormRequest ByMother() {
    v1::PrefillFormRequest request;
    request.set_workflow(kWorkflow);
    request.set_applicant_pin(Someone("binh-family.mother").pin);
    return request;
  }
  absl::StatusOr<v1::PrefillFormResponse> Prefill(const v1::PrefillFormRequest& request) {
    return Call<v1::PrefillFormResponse>("PrefillForm", request);
  }
  static std::map<std::string, v1::PrefilledField> FilledIn(const v1::PrefillFormResponse& response) {
    std::map<std::string, v1::PrefilledField> fields;
    for (const auto& field : response.fields()) fields[field.path()] = field;
    return fields;
  }
  static std::map<std::string, v1::UnresolvedField> Gaps(const v1::PrefillFormResponse& response) {
    std::map<std::string, v1::UnresolvedField> fields;
    for (const auto& field : response.unresolved()) fields[field.path()] = field;
    return fields;
  }
  v1::EForm Form() {
    v1::GetEFormRequest request;
    request.set_workflow(kWorkflow);
    return Call<v1::GetEFormResponse>("GetEForm", request).value().form();
  }
};

TEST_F(PrefillTest, TheFormLeavesOutWhatTheBirthRegistrationYields) {
  std::set<std::string> paths;
  const v1::EForm form = Form();
  for (const auto& field : form.fields()) EXPECT_TRUE(paths.insert(field.path()).second) << field.path();
  for (const std::string section : {"residence.", "insurance."}) {
    for (const std::string yielded : {"child_pin", "child_full_name", "birth_record_id", "mother_pin", "father_pin"}) {
      EXPECT_FALSE(paths.contains(section + yielded));
    }
  }
  EXPECT_TRUE(paths.contains("birth.mother.full_name"));
}

TEST_F(PrefillTest, EveryValueNamesItsSource) {
  v1::PrefillFormRequest request = ByMother();
  Add(request, "mother", AnswerAbout("binh-family.mother"));
  request.mutable_sources(0)->mutable_as_of()->set_seconds(1'700'000'000);
  health::v1::GetBirthNotificationResponse notice;
  notice.mutable_birth_notification()->set_number("01901.GCS.00001.24");
  notice.mutable_birth_notification()->mutable_child()->set_sex(common::v1::SEX_MALE);
  notice.mutable_birth_notification()->mutable_child()->set_birth_order(2);
  Add(request, "birth_notification", notice);
  const auto response = Prefill(request);
  ASSERT_TRUE(response.ok()) << response.status();
  auto fields = FilledIn(*response);

  const v1::PrefilledField& name = fields["birth.mother.full_name"];
  EXPECT_EQ(name.value(), Someone("binh-family.mother").full_name);
  EXPECT_EQ(name.source_agency(), "population");
  EXPECT_EQ(name.source(), "mother");
  EXPECT_EQ(name.source_field(), "person.full_name");
  EXPECT_EQ(name.as_of().seconds(), 1'700'000'000);
  EXPECT_EQ(fields["birth.mother.birth_date"].value(), "1995-03-08");
  EXPECT_EQ(fields["birth.commune_code"].value(), "00001");
  EXPECT_EQ(fields["birth.mother.residence"].value(), "{\"commune_code\":\"00001\"}");
  EXPECT_EQ(fields["birth.mother.residence_kind"].value(), "RESIDENCE_KIND_PERMANENT");
  EXPECT_EQ(fields["birth.child.sex"].value(), "SEX_MALE");
  EXPECT_EQ(fields["birth.child.birth_order"].value(), "2");
  EXPECT_EQ(fields["birth.child.sex"].as_of().seconds(), absl::ToUnixSeconds(harness_.now()));
}

TEST_F(PrefillTest, DatesAreCutToTheirPrecision) {
  v1::PrefillFormRequest request = ByMother();
  population::v1::GetPersonResponse father = AnswerAbout("binh-family.father");
  father.mutable_person()->mutable_birth_date()->clear_day();
  Add(request, "father", father);
  EXPECT_EQ(FilledIn(Prefill(request).value())["birth.father.birth_date"].value(), "1993-11");
}

TEST_F(PrefillTest, EveryGapHasItsReason) {
  v1::PrefillFormRequest request = ByMother();
  Add(request, "mother", AnswerAbout("binh-family.mother"));
  request.add_sources()->set_name("household");
  const auto response = Prefill(request);
  ASSERT_TRUE(response.ok()) << response.status();
  auto gaps = Gaps(*response);
  EXPECT_EQ(gaps["birth.mother.ethnicity_code"].reason(), Reason::PREFILL_VALUE_ABSENT);
  EXPECT_EQ(gaps["residence.household_id"].reason(), Reason::PREFILL_SOURCE_MISSING);
  EXPECT_EQ(gaps["residence.household_id"].source_agency(), "population");
  EXPECT_EQ(gaps["birth.child.sex"].reason(), Reason::PREFILL_SOURCE_MISSING);
  EXPECT_EQ(gaps["birth.child.given_name"].reason(), Reason::REASON_UNSPECIFIED);
  EXPECT_TRUE(gaps["birth.child.given_name"].required());
  EXPECT_EQ(response->fields_size() + response->unresolved_size(), Form().fields_size());
}

TEST_F(PrefillTest, UnexpectedAnswersAreRefused) {
  v1::PrefillFormRequest request = ByMother();
  Add(request, "neighbour", AnswerAbout("binh-family.mother"));
  EXPECT_THAT(Prefill(request), HasReason(Reason::PREFILL_SOURCE_UNEXPECTED));
  request = ByMother();
  Add(request, "household", AnswerAbout("binh-family.mother"));
  EXPECT_THAT(Prefill(request), HasReason(Reason::PREFILL_SOURCE_UNEXPECTED));
  request = ByMother();
  Add(request, "applicant", AnswerAbout("binh-family.father"));
  EXPECT_THAT(Prefill(request), HasReason(Reason::INVALID_FIELD));
  request = ByMother();
  Add(request, "mother", AnswerAbout("binh-family.mother"));
  Add(request, "mother", AnswerAbout("binh-family.mother"));
  EXPECT_THAT(Prefill(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(PrefillTest, UnknownFormsAndWorkflowsAreRefused) {
  v1::GetEFormRequest form;
  form.set_workflow("none");
  EXPECT_THAT(Call<v1::GetEFormResponse>("GetEForm", form), HasReason(Reason::FORM_UNKNOWN));
  form.clear_workflow();
  form.set_form_code("none");
  EXPECT_THAT(Call<v1::GetEFormResponse>("GetEForm", form), HasReason(Reason::FORM_UNKNOWN));
  v1::PrefillFormRequest request = ByMother();
  request.set_workflow("none");
  EXPECT_THAT(Prefill(request), HasReason(Reason::PROCEDURE_UNKNOWN));
  request.clear_workflow();
  request.set_form_code("none");
  EXPECT_THAT(Prefill(request), HasReason(Reason::FORM_UNKNOWN));
}

TEST_F(PrefillTest, PersonalNumbersGoByTheNumberRules) {
  v1::PrefillFormRequest request = ByMother();
  for (const auto& [pin, reason] : kNobodysNumbers) {
    request.set_applicant_pin(pin);
    EXPECT_THAT(Prefill(request), HasReason(reason));
  }
}

TEST(EFormsFileTest, PathsThatLeadNowhereAreRefused) {
  const std::string head =
      "- form: f\n  version: 1\n  sections: {birth: lienthong.civil_registry.v1.BirthDeclaration}\n";
  EXPECT_TRUE(EForms::Parse(head + "  fields: [{path: birth.child.given_name}]\n").ok());
  EXPECT_FALSE(EForms::Parse(head + "  fields: [{path: birth.child.nickname}]\n").ok());
  EXPECT_FALSE(EForms::Parse(head + "  fields: [{path: death.child}]\n").ok());
  EXPECT_FALSE(EForms::Parse(head + "  fields: [{path: birth.child.given_name, source: x, from: y}]\n").ok());
}

}  // namespace
}  // namespace lienthong::portal
