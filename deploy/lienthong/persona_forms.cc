#include "deploy/lienthong/persona_forms.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "lienthong/population/v1/population.pb.h"
#include "lienthong/social_insurance/v1/social_insurance.pb.h"
#include "seeds/places/facilities.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

using civil_registry::v1::BirthDeclaration;
using civil_registry::v1::DeclaredParent;
using seeds::Person;

void FillParent(const Person& person, DeclaredParent* parent) {
  parent->set_pin(person.pin);
  parent->set_full_name(person.full_name);
  *parent->mutable_birth_date() = ToProto(person.birth_date);
  parent->set_ethnicity_code(person.ethnicity_code);
  parent->set_nationality(person.nationality);
  parent->set_residence_kind(civil_registry::v1::RESIDENCE_KIND_PERMANENT);
  *parent->mutable_residence() = ToProto(person.residence);
}

// Family name, middle name, given name.
void FillName(const std::string& full_name, civil_registry::v1::DeclaredChild* child) {
  std::vector<std::string> words = absl::StrSplit(full_name, ' ');
  child->set_family_name(words.front());
  child->set_given_name(words.back());
  words.pop_back();
  words.erase(words.begin());
  std::string middle;
  for (const std::string& word : words) absl::StrAppend(&middle, middle.empty() ? "" : " ", word);
  child->set_middle_name(middle);
}

// The province's first facility that `serves`; empty when it has none.
std::string FacilityOf(const std::string& province_code, bool seeds::Facility::*serves) {
  for (const seeds::Facility* facility : seeds::Facilities::Default().InProvince(province_code)) {
    if (facility->*serves) return facility->code;
  }
  return "";
}

google::protobuf::Struct Section(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  google::protobuf::Struct section;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  (void)google::protobuf::util::JsonStringToMessage(json, &section);
  return section;
}

void FillNotification(const Person& mother, const Person& child, const std::string& facility, PersonaBirth* birth) {
  birth->notification.set_request_id("notification");
  auto& notice = *birth->notification.mutable_birth_notification();
  notice.set_facility_code(facility);
  notice.mutable_mother()->set_pin(mother.pin);
  notice.mutable_mother()->set_full_name(mother.full_name);
  *notice.mutable_mother()->mutable_birth_date() = ToProto(mother.birth_date);
  notice.mutable_child()->set_intended_full_name(child.full_name);
  notice.mutable_child()->set_sex(ToProto(child.sex));
  *notice.mutable_child()->mutable_birth_date() = ToProto(child.birth_date);
  notice.mutable_child()->set_weight_grams(3200);
  notice.set_children_of_delivery(1);
}

BirthDeclaration Declaration(const Person& mother, const Person* father, const Person& child,
                             const std::string& facility) {
  BirthDeclaration declaration;
  declaration.set_commune_code(mother.residence.commune_code);
  FillName(child.full_name, declaration.mutable_child());
  declaration.mutable_child()->set_sex(ToProto(child.sex));
  *declaration.mutable_child()->mutable_birth_date() = ToProto(child.birth_date);
  *declaration.mutable_child()->mutable_birth_place() = ToProto(mother.residence);
  FillParent(mother, declaration.mutable_mother());
  if (father != nullptr) FillParent(*father, declaration.mutable_father());
  auto& reference = *declaration.mutable_evidence()->mutable_birth_notification();
  reference.set_facility_code(facility);
  reference.set_mother_pin(mother.pin);
  reference.set_mother_full_name(mother.full_name);
  *reference.mutable_child_birth_date() = ToProto(child.birth_date);
  reference.set_child_sex(ToProto(child.sex));
  return declaration;
}

// What is filed for the child of these two; `father` may be null.
PersonaBirth BirthOf(const Person& mother, const Person* father, const Person& child,
                     population::v1::ResidenceForm residence) {
  const std::string& province = mother.residence.province_code;
  const std::string hospital = FacilityOf(province, &seeds::Facility::delivers_births);
  PersonaBirth birth;
  FillNotification(mother, child, hospital, &birth);
  birth.dossier.set_request_id("dossier");
  birth.dossier.set_workflow("birth-residence-health-card");
  birth.dossier.mutable_applicant()->set_pin(mother.pin);
  birth.dossier.mutable_applicant()->set_full_name(mother.full_name);
  birth.dossier.mutable_applicant()->set_relation("MOTHER");
  residence.set_household_id(mother.household_id);
  residence.set_relation_to_head(mother.relation_to_head == "CH03" ? population::v1::RELATION_TO_HEAD_GRANDCHILD
                                                                   : population::v1::RELATION_TO_HEAD_CHILD);
  social_insurance::v1::ChildCardForm insurance;
  insurance.set_primary_facility_code(FacilityOf(province, &seeds::Facility::primary_for_under_6));
  *insurance.mutable_address() = ToProto(mother.residence);
  auto& form = *birth.dossier.mutable_form()->mutable_fields();
  *form["birth"].mutable_struct_value() = Section(Declaration(mother, father, child, hospital));
  *form["residence"].mutable_struct_value() = Section(residence);
  *form["insurance"].mutable_struct_value() = Section(insurance);
  return birth;
}

// A daughter who has her father's family name.
Person Daughter(const Person& father, absl::CivilDay born) {
  Person child;
  child.full_name = absl::StrCat(father.full_name.substr(0, father.full_name.find(' ')), " MẪU BÌNH");
  child.sex = seeds::Sex::kFemale;
  child.birth_date = seeds::PartialDate::Of(born);
  return child;
}

}  // namespace

absl::StatusOr<PersonaBirth> BirthOf(const seeds::Nation& nation, const std::string& family) {
  ASSIGN_OR_RETURN(const seeds::Persona mother, nation.FindPersona(family + ".mother"));
  ASSIGN_OR_RETURN(const seeds::Persona child, nation.FindPersona(family + ".child"));
  const auto father = nation.FindPersona(family + ".father");
  PersonaBirth birth = BirthOf(mother.person, father.ok() ? &father->person : nullptr, child.person, {});
  birth.introduction =
      absl::StrCat(mother.about, "\nmother ", mother.person.full_name, ", child ", child.person.full_name, " born ",
                   seeds::FormatDate(child.person.birth_date), ", commune ", mother.person.residence.commune_code);
  return birth;
}

absl::StatusOr<std::vector<PersonaBirth>> BirthsOn(absl::CivilDay day, const seeds::Nation& nation, uint64_t draw,
                                                   int count) {
  seeds::PersonSample sample;
  sample.sex = seeds::Sex::kFemale;
  sample.ethnicity_code = "01";  // the family name is the first word
  sample.marital_status = seeds::MaritalStatus::kMarried;
  sample.age_to = 35;
  sample.children_under_six = 1;
  ASSIGN_OR_RETURN(const std::vector<Person> mothers, nation.Sample(sample, draw, count));
  population::v1::ResidenceForm residence;
  residence.set_head_consent(population::v1::CONSENT_GIVEN);
  residence.set_owner_consent(population::v1::CONSENT_GIVEN);
  std::vector<PersonaBirth> births;
  for (const Person& mother : mothers) {
    const auto father = nation.ByPin(mother.spouse_pin);
    if (!father) continue;
    births.push_back(BirthOf(mother, &*father, Daughter(*father, day), residence));
    births.back().notification.set_request_id(absl::StrCat("notification-", mother.pin));
    births.back().dossier.set_request_id(absl::StrCat("dossier-", mother.pin));
  }
  return births;
}

}  // namespace lienthong
