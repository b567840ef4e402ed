#include "seeds/nation/personas.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "seeds/data.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/names/ethnicities.h"
#include "seeds/names/name_matching.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

constexpr char kFile[] = "seeds/personas.yaml";
constexpr int kDaysToRegistration = 14;

// FamilyReader turns one family of the file into personas. Members first, for they get the numbers that parents,
// marriages and households then refer to.
class FamilyReader {
 public:
  FamilyReader(std::string family, const YAML::Node& node, NumberBook* book, Draft* draft)
      : family_(std::move(family)), node_(node), book_(book), draft_(draft) {}

  absl::Status Read(std::vector<Persona>* personas);

 private:
  absl::Status ReadMember(const std::string& name, const YAML::Node& node);
  absl::Status ReadIdentity(const YAML::Node& node, Person* person);
  absl::Status ReadResidence(const YAML::Node& node, Person* person);
  absl::Status ReadIdentifiers(const YAML::Node& node, Person* person);
  absl::Status LinkParents(const std::string& name, const YAML::Node& node);
  absl::Status ReadMarriage(const YAML::Node& node);
  absl::Status ReadHousehold(const std::string& name, const YAML::Node& node);

  absl::StatusOr<Person*> Member(const YAML::Node& at, const std::string& name);
  absl::StatusOr<std::string> CommuneOf(const YAML::Node& at, const std::string& code);
  bool IsListed(const Person& person) const { return !person.pin.empty(); }
  absl::Status Error(const YAML::Node& at, absl::string_view message) { return YamlError(kFile, at, message); }

  const std::string family_;
  const YAML::Node node_;
  NumberBook* const book_;
  Draft* const draft_;
  std::vector<std::string> order_;
  std::map<std::string, Persona> members_;
  std::map<std::string, Household> households_;
};

absl::StatusOr<Person*> FamilyReader::Member(const YAML::Node& at, const std::string& name) {
  const auto it = members_.find(name);
  if (it == members_.end()) return Error(at, absl::StrCat("no member \"", name, "\" in this family"));
  return &it->second.person;
}

absl::StatusOr<std::string> FamilyReader::CommuneOf(const YAML::Node& at, const std::string& code) {
  if (Places::Default().FindCommune(code) == nullptr) return Error(at, absl::StrCat("no commune \"", code, "\""));
  return code;
}

absl::Status FamilyReader::Read(std::vector<Persona>* personas) {
  absl::Status status = CheckKeys(kFile, node_, {"about", "households", "members", "marriages"});
  if (!status.ok()) return status;
  if (!node_["members"] || !node_["households"]) return Error(node_, "a family needs households and members");
  for (const auto& entry : node_["households"]) {
    Household& household = households_[entry.first.Scalar()];
    const absl::StatusOr<std::string> commune = CommuneOf(entry.second, TextAt(entry.second, "commune"));
    if (!commune.ok()) return commune.status();
    household.address = AddressIn(*commune, TextAt(entry.second, "address"));
    household.id = book_->TakeHouseholdId(household.address.province_code);
  }
  for (const auto& entry : node_["members"]) {
    if (status = ReadMember(entry.first.Scalar(), entry.second); !status.ok()) return status;
  }
  for (const auto& entry : node_["members"]) {
    if (status = LinkParents(entry.first.Scalar(), entry.second); !status.ok()) return status;
  }
  for (const YAML::Node& marriage : node_["marriages"]) {
    if (status = ReadMarriage(marriage); !status.ok()) return status;
  }
  for (const auto& entry : node_["households"]) {
    if (status = ReadHousehold(entry.first.Scalar(), entry.second); !status.ok()) return status;
  }
  for (const std::string& name : order_) {
    const Persona& persona = members_[name];
    personas->push_back(persona);
    if (IsListed(persona.person)) draft_->people.push_back(persona.person);
  }
  return absl::OkStatus();
}

absl::Status FamilyReader::ReadMember(const std::string& name, const YAML::Node& node) {
  absl::Status status =
      CheckKeys(kFile, node, {"name",        "sex",       "born",     "born_in",  "native",   "ethnicity", "religion",
                              "nationality", "household", "relation", "father",   "mother",   "marital",   "legacy_ids",
                              "insured",     "tax",       "phone",    "deceased", "passport", "unlisted"});
  if (!status.ok()) return status;
  Persona persona;
  persona.key = absl::StrCat(family_, ".", name);
  persona.about = TextAt(node_, "about");
  persona.unlisted = TextAt(node, "unlisted");
  persona.person.persona_key = persona.key;
  if (status = ReadIdentity(node, &persona.person); !status.ok()) return status;
  if (status = ReadResidence(node, &persona.person); !status.ok()) return status;
  if (persona.unlisted.empty()) {
    if (status = ReadIdentifiers(node, &persona.person); !status.ok()) return status;
  }
  order_.push_back(name);
  members_[name] = std::move(persona);
  return absl::OkStatus();
}

absl::Status FamilyReader::ReadIdentity(const YAML::Node& node, Person* person) {
  const absl::StatusOr<std::string> name = NormalizeName(TextAt(node, "name"));
  if (!name.ok() || name->empty()) return Error(node, "name is missing or malformed");
  person->full_name = *name;
  const std::string sex = TextAt(node, "sex");
  if (sex != "male" && sex != "female") return Error(node, "sex: male or female");
  person->sex = sex == "male" ? Sex::kMale : Sex::kFemale;
  const std::optional<PartialDate> born = ParseDate(TextAt(node, "born"));
  if (!born) return Error(node, "born: no such date");
  person->birth_date = *born;
  person->ethnicity_code = TextAt(node, "ethnicity", "01");
  if (FindEthnicity(person->ethnicity_code) == nullptr) return Error(node, "ethnicity: no such code");
  person->religion = TextAt(node, "religion");
  person->nationality = TextAt(node, "nationality", "VNM");
  person->passport_number = TextAt(node, "passport");
  if (node["deceased"]) {
    person->deceased_on = ParseDay(TextAt(node, "deceased"));
    if (!person->deceased_on) return Error(node, "deceased: no such day");
  }
  const std::string marital = TextAt(node, "marital", "single");
  if (marital != "single" && marital != "divorced") return Error(node, "marital: single or divorced");
  person->marital_status = marital == "single" ? MaritalStatus::kSingle : MaritalStatus::kDivorced;
  return absl::OkStatus();
}

absl::Status FamilyReader::ReadResidence(const YAML::Node& node, Person* person) {
  const std::string household = TextAt(node, "household", households_.size() == 1 ? households_.begin()->first : "");
  const auto home = households_.find(household);
  if (home == households_.end() && household != "none") return Error(node, "household: no such household here");
  if (home != households_.end()) person->residence = home->second.address;
  const std::string born_in = TextAt(node, "born_in", person->residence.commune_code);
  if (person->nationality != "VNM") return absl::OkStatus();  // registered abroad
  const absl::StatusOr<std::string> commune = CommuneOf(node, born_in);
  if (!commune.ok()) return commune.status();
  person->birth_commune_code = *commune;
  person->birth_province_code = AddressIn(*commune, "").province_code;
  person->native_province_code = TextAt(node, "native", person->birth_province_code);
  person->relation_to_head = TextAt(node, "relation");
  if (home != households_.end() && !person->relation_to_head.empty()) person->household_id = home->second.id;
  return absl::OkStatus();
}

absl::Status FamilyReader::ReadIdentifiers(const YAML::Node& node, Person* person) {
  if (person->nationality != "VNM") return Error(node, "a foreigner is not in the register: say why under unlisted");
  person->pin = book_->TakePin({person->birth_province_code, person->sex, person->birth_date.year});
  for (int i = node["legacy_ids"] ? node["legacy_ids"].as<int>() : 0; i > 0; --i) {
    person->legacy_ids.push_back(book_->TakeLegacyId(person->birth_province_code));
  }
  const std::string object = TextAt(node, "insured", IsUnderSix(*person) ? "TE" : "none");
  if (object != "none") {
    if (FindInsuranceObject(object) == nullptr) return Error(node, "insured: no such object code");
    Insure(object, book_, person);
  }
  if (!person->alive()) person->insurance.reset();
  if (TextAt(node, "tax") == "true") person->tax_code = book_->TakeTaxCode(person->residence.province_code);
  if (TextAt(node, "phone", person->alive() ? "true" : "false") == "true" &&
      AgeOn(person->birth_date, kSnapshotDay) >= 18) {
    person->phone = book_->TakePhone();
  }
  EnterBirth(kDaysToRegistration, book_, person);
  return absl::OkStatus();
}

absl::Status FamilyReader::LinkParents(const std::string& name, const YAML::Node& node) {
  Person& child = members_[name].person;
  for (const auto& [key, pin] : {std::pair("father", &child.father_pin), std::pair("mother", &child.mother_pin)}) {
    if (!node[key]) continue;
    const absl::StatusOr<Person*> parent = Member(node[key], node[key].Scalar());
    if (!parent.ok()) return parent.status();
    *pin = (*parent)->pin;
  }
  return absl::OkStatus();
}

absl::Status FamilyReader::ReadMarriage(const YAML::Node& node) {
  absl::Status status = CheckKeys(kFile, node, {"man", "woman", "on", "commune", "ended"});
  if (!status.ok()) return status;
  const absl::StatusOr<Person*> man = Member(node, TextAt(node, "man"));
  const absl::StatusOr<Person*> woman = Member(node, TextAt(node, "woman"));
  if (!man.ok()) return man.status();
  if (!woman.ok()) return woman.status();
  const std::optional<absl::CivilDay> on = ParseDay(TextAt(node, "on"));
  if (!on) return Error(node, "on: no such day");
  std::optional<absl::CivilDay> ended = node["ended"] ? ParseDay(TextAt(node, "ended")) : (*man)->deceased_on;
  if (!ended) ended = (*woman)->deceased_on;
  const absl::StatusOr<std::string> commune =
      CommuneOf(node, TextAt(node, "commune", (*woman)->residence.commune_code));
  if (!commune.ok()) return commune.status();
  Marry(*on, *commune, ended, book_, *man, *woman, &draft_->marriages);
  return absl::OkStatus();
}

absl::StatusOr<Consent> ReadConsent(const YAML::Node& node, const char* key) {
  const std::string text = TextAt(node, key, "not_on_file");
  if (text == "not_on_file") return Consent::kNotOnFile;
  if (text == "on_file") return Consent::kOnFile;
  if (text == "refused") return Consent::kRefused;
  return YamlError(kFile, node, absl::StrCat(key, ": not_on_file, on_file or refused"));
}

absl::Status FamilyReader::ReadHousehold(const std::string& name, const YAML::Node& node) {
  absl::Status status =
      CheckKeys(kFile, node, {"commune", "address", "head", "owner", "head_consent", "owner_consent"});
  if (!status.ok()) return status;
  Household& household = households_[name];
  const std::string head = TextAt(node, "head");
  const absl::StatusOr<Person*> head_person = Member(node, head);
  const absl::StatusOr<Person*> owner = Member(node, TextAt(node, "owner", head));
  if (!head_person.ok()) return head_person.status();
  if (!owner.ok()) return owner.status();
  if ((*head_person)->household_id != household.id || (*head_person)->relation_to_head != "CH01") {
    return Error(node, "the head must live here with relation CH01");
  }
  household.head_pin = (*head_person)->pin;
  household.owner_pin = (*owner)->pin;
  const absl::StatusOr<Consent> head_consent = ReadConsent(node, "head_consent");
  const absl::StatusOr<Consent> owner_consent = ReadConsent(node, "owner_consent");
  if (!head_consent.ok()) return head_consent.status();
  if (!owner_consent.ok()) return owner_consent.status();
  household.head_consent = *head_consent;
  household.owner_consent = *owner_consent;
  household.member_pins.push_back(household.head_pin);
  for (const std::string& member : order_) {
    const Person& person = members_[member].person;
    const bool lives_here = IsListed(person) && person.alive() && person.household_id == household.id;
    if (lives_here && person.pin != household.head_pin) household.member_pins.push_back(person.pin);
  }
  draft_->households.push_back(household);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Persona>> ReadPersonas(absl::string_view yaml, NumberBook* book, Draft* draft) {
  std::vector<Persona> personas;
  const absl::Status status = ReadYaml(kFile, yaml, [&](const YAML::Node& root) {
    if (absl::Status keys = CheckKeys(kFile, root, {"families"}); !keys.ok()) return keys;
    for (const auto& entry : root["families"]) {
      FamilyReader reader(entry.first.Scalar(), entry.second, book, draft);
      if (absl::Status read = reader.Read(&personas); !read.ok()) return read;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  std::sort(personas.begin(), personas.end(), [](const Persona& a, const Persona& b) { return a.key < b.key; });
  for (size_t i = 1; i < personas.size(); ++i) {
    if (personas[i].key == personas[i - 1].key) {
      return absl::InvalidArgumentError(absl::StrCat(kFile, ": ", personas[i].key, " occurs twice"));
    }
  }
  return personas;
}

}  // namespace lienthong::seeds
