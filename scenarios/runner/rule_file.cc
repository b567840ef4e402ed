#include "scenarios/runner/rule_file.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "scenarios/runner/yaml_message.h"

namespace lienthong::scenarios {
namespace {

constexpr char kApiVersion[] = "lienthong.vn/v1";

template <class File>
std::vector<engine::YamlProblem> CheckHead(const File& file, const char* kind, const char* list, int rules) {
  std::vector<engine::YamlProblem> problems;
  if (file.api_version() != kApiVersion) {
    problems.push_back({0, "/apiVersion", absl::StrCat("apiVersion must be ", kApiVersion)});
  }
  if (file.kind() != kind) problems.push_back({0, "/kind", absl::StrCat("kind must be ", kind)});
  if (rules == 0) problems.push_back({0, absl::StrCat("/", list), absl::StrCat("\"", list, "\" wants at least one")});
  return problems;
}

std::vector<std::string> Told(const RuleFilePlaces& places, const std::vector<engine::YamlProblem>& problems) {
  std::vector<std::string> told;
  for (const auto& problem : problems) {
    const int line = problem.line > 0 ? problem.line : NearestLine(places.lines, problem.pointer);
    told.push_back(absl::StrCat(places.path, ":", line, ": ", problem.message));
  }
  return told;
}

// Everything but what the kind of file asks.
template <class File>
std::vector<engine::YamlProblem> Fill(const std::string& path, const std::string& text, File& file,
                                      RuleFilePlaces& places) {
  places.path = path;
  engine::YamlNode root;
  if (auto problems = engine::ReadYaml(text, root); !problems.empty()) return problems;
  places.lines = LinesOf(root);
  return FillFromYaml(root, file);
}

}  // namespace

std::string RuleFilePlaces::PlaceOf(const std::string& field) const {
  const std::string pointer = absl::StrReplaceAll(field, {{"[", "/"}, {".", "/"}, {"]", ""}, {"\"", ""}});
  return absl::StrCat(path, ":", NearestLine(lines, "/" + pointer));
}

std::vector<std::string> ReadRules(const std::string& path, const std::string& text, scenario::v1::OverrideFile& file,
                                   RuleFilePlaces& places) {
  if (const auto problems = Fill(path, text, file, places); !problems.empty()) return Told(places, problems);
  return Told(places, CheckHead(file, kOverrides, "overrides", file.overrides_size()));
}

std::vector<std::string> ReadRules(const std::string& path, const std::string& text, scenario::v1::FaultFile& file,
                                   RuleFilePlaces& places) {
  if (const auto problems = Fill(path, text, file, places); !problems.empty()) return Told(places, problems);
  return Told(places, CheckHead(file, kFaults, "faults", file.faults_size()));
}

scenario::v1::OverrideFile FileOf(const google::protobuf::RepeatedPtrField<control::v1::Override>& overrides) {
  scenario::v1::OverrideFile file;
  file.set_api_version(kApiVersion);
  file.set_kind(kOverrides);
  *file.mutable_overrides() = overrides;
  for (auto& rule : *file.mutable_overrides()) rule.clear_revision();
  return file;
}

scenario::v1::FaultFile FileOf(const google::protobuf::RepeatedPtrField<control::v1::Fault>& faults) {
  scenario::v1::FaultFile file;
  file.set_api_version(kApiVersion);
  file.set_kind(kFaults);
  *file.mutable_faults() = faults;
  for (auto& rule : *file.mutable_faults()) {
    rule.clear_revision();
    rule.clear_profile();
  }
  return file;
}

}  // namespace lienthong::scenarios
