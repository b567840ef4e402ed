#include "services/portal/eforms.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "embed/lienthong_portal_files.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "lienthong/social_insurance/v1/social_insurance.pb.h"
#include "seeds/data.h"
#include "services/base/status.h"
#include "services/portal/field_paths.h"
#include "services/portal/portal_errors.h"

namespace lienthong::portal {
namespace {

using google::protobuf::Descriptor;
using Sections = std::map<std::string, const Descriptor*>;

constexpr char kFormsFile[] = "services/portal/eforms.yaml";

absl::Status Faulty(const YAML::Node& node, absl::string_view message) {
  return seeds::YamlError(kFormsFile, node, message);
}

// The messages that forms fill. Named here so that the linker keeps them.
const Descriptor* SectionType(absl::string_view name) {
  static const Descriptor* const types[] = {
      applications::v1::Applicant::descriptor(), civil_registry::v1::BirthDeclaration::descriptor(),
      population::v1::ResidenceForm::descriptor(), social_insurance::v1::ChildCardForm::descriptor()};
  const auto found = std::find_if(std::begin(types), std::end(types), [name](const Descriptor* type) {
    return name == absl::string_view(type->full_name());
  });
  return found == std::end(types) ? nullptr : *found;
}

absl::Status ReadSections(const YAML::Node& node, Sections* sections) {
  for (const auto& section : node) {
    const Descriptor* type = SectionType(section.second.Scalar());
    if (type == nullptr) return Faulty(section.second, "no form fills this message");
    sections->emplace(section.first.Scalar(), type);
  }
  return absl::OkStatus();
}

absl::Status ReadSource(const YAML::Node& node, v1::EForm& form) {
  RETURN_IF_ERROR(seeds::CheckKeys(kFormsFile, node, {"name", "agency", "method", "purpose", "vi", "en"}));
  v1::EFormSource& source = *form.add_sources();
  source.set_name(seeds::TextAt(node, "name"));
  source.set_agency(seeds::TextAt(node, "agency"));
  source.set_method(seeds::TextAt(node, "method"));
  source.set_purpose(seeds::TextAt(node, "purpose"));
  source.mutable_title()->set_vi(seeds::TextAt(node, "vi"));
  source.mutable_title()->set_en(seeds::TextAt(node, "en"));
  return AnswerOf(source.method()) == nullptr ? Faulty(node, "no form is filled from this method") : absl::OkStatus();
}

absl::Status CheckTarget(const YAML::Node& node, const std::string& path, const Sections& sections) {
  const size_t dot = path.find('.');
  const auto section = sections.find(path.substr(0, dot));
  const bool exists = section != sections.end() && dot != std::string::npos &&
                      FieldAt(*section->second, path.substr(dot + 1)) != nullptr;
  return exists ? absl::OkStatus() : Faulty(node, absl::StrCat("no field ", path));
}

absl::Status CheckOrigin(const YAML::Node& node, const v1::EFormField& field, const v1::EForm& form) {
  if (field.source().empty() && field.source_field().empty()) return absl::OkStatus();
  const auto source = std::find_if(form.sources().begin(), form.sources().end(),
                                   [&](const v1::EFormSource& each) { return each.name() == field.source(); });
  if (source == form.sources().end()) return Faulty(node, absl::StrCat("no source ", field.source()));
  const bool exists = FieldAt(*AnswerOf(source->method())->GetDescriptor(), field.source_field()) != nullptr;
  return exists ? absl::OkStatus() : Faulty(node, absl::StrCat("no field ", field.source_field(), " in the answer"));
}

absl::Status ReadField(const YAML::Node& node, const Sections& sections, v1::EForm& form) {
  RETURN_IF_ERROR(seeds::CheckKeys(kFormsFile, node, {"path", "required", "editable", "source", "from", "vi", "en"}));
  v1::EFormField field;
  field.set_path(seeds::TextAt(node, "path"));
  field.set_required(seeds::TextAt(node, "required") == "true");
  field.set_editable(seeds::TextAt(node, "editable") == "true");
  field.set_source(seeds::TextAt(node, "source"));
  field.set_source_field(seeds::TextAt(node, "from"));
  field.mutable_title()->set_vi(seeds::TextAt(node, "vi"));
  field.mutable_title()->set_en(seeds::TextAt(node, "en"));
  RETURN_IF_ERROR(CheckTarget(node, field.path(), sections));
  RETURN_IF_ERROR(CheckOrigin(node, field, form));
  *form.add_fields() = std::move(field);
  return absl::OkStatus();
}

absl::StatusOr<v1::EForm> ReadForm(const YAML::Node& node) {
  RETURN_IF_ERROR(seeds::CheckKeys(kFormsFile, node, {"form", "vi", "en", "version", "sections", "sources", "fields"}));
  v1::EForm form;
  form.set_form_code(seeds::TextAt(node, "form"));
  form.mutable_title()->set_vi(seeds::TextAt(node, "vi"));
  form.mutable_title()->set_en(seeds::TextAt(node, "en"));
  form.set_version(node["version"].as<int>());
  Sections sections;
  RETURN_IF_ERROR(ReadSections(node["sections"], &sections));
  for (const YAML::Node& source : node["sources"]) RETURN_IF_ERROR(ReadSource(source, form));
  for (const YAML::Node& field : node["fields"]) RETURN_IF_ERROR(ReadField(field, sections, form));
  return form;
}

}  // namespace

const google::protobuf::Message* AnswerOf(absl::string_view method) {
  static const auto& answers = *new std::map<std::string, const google::protobuf::Message*>{
      {"lienthong.population.v1.PopulationService/GetPerson", &population::v1::GetPersonResponse::default_instance()},
      {"lienthong.population.v1.PopulationService/GetHousehold",
       &population::v1::GetHouseholdResponse::default_instance()},
      {"lienthong.health.v1.HealthService/GetBirthNotification",
       &health::v1::GetBirthNotificationResponse::default_instance()}};
  const auto found = answers.find(std::string(method));
  return found == answers.end() ? nullptr : found->second;
}

const EForms& EForms::Default() {
  static const EForms* const forms = [] {
    absl::StatusOr<EForms> parsed = Parse(portal_files::File("eforms.yaml"));
    if (!parsed.ok()) seeds::FaultySeed(parsed.status());
    return new EForms(*std::move(parsed));
  }();
  return *forms;
}

absl::StatusOr<EForms> EForms::Parse(absl::string_view yaml) {
  EForms forms;
  const absl::Status read = seeds::ReadYaml(kFormsFile, yaml, [&](const YAML::Node& root) -> absl::Status {
    for (const YAML::Node& node : root) {
      ASSIGN_OR_RETURN(v1::EForm form, ReadForm(node));
      const std::string code = form.form_code();
      if (!forms.forms_.emplace(code, std::move(form)).second) return Faulty(node, "this form is there twice");
    }
    return absl::OkStatus();
  });
  RETURN_IF_ERROR(read);
  return forms;
}

absl::StatusOr<v1::EForm> EForms::Find(const std::string& form_code) const {
  const auto found = forms_.find(form_code);
  if (found == forms_.end()) return FormUnknown(form_code);
  return found->second;
}

}  // namespace lienthong::portal
