#include "scenarios/runner/scenario_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "scenarios/runner/scenario_checks.h"
#include "scenarios/runner/yaml_message.h"

namespace lienthong::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr char kExpectedFailures[] = "expected_failures.txt";

std::vector<std::string> ToLines(const ScenarioFile& file, const std::vector<engine::YamlProblem>& problems) {
  std::vector<std::string> lines;
  for (const auto& problem : problems) {
    const int line = problem.line > 0 ? problem.line : file.LineOf(problem.pointer);
    lines.push_back(absl::StrCat(file.path, ":", line, ": ", problem.message));
  }
  return lines;
}

void AddFolder(const std::string& path, Discovery& found) {
  std::error_code error;
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
    if (!entry.is_regular_file(error)) continue;
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    if (entry.path().filename() == kExpectedFailures) found.expected_failures.push_back(entry.path().string());
  }
  if (error) found.problems.push_back(absl::StrCat(path, ": ", error.message()));
  if (!error && files.empty()) found.problems.push_back(absl::StrCat(path, ": no scenario files here"));
  std::sort(files.begin(), files.end());
  found.files.insert(found.files.end(), files.begin(), files.end());
}

void AddFile(const std::string& path, Discovery& found) {
  std::error_code error;
  found.files.push_back(path);
  const fs::path list = fs::path(path).parent_path() / kExpectedFailures;
  if (fs::exists(list, error)) found.expected_failures.push_back(list.string());
}

void RemoveRepeated(std::vector<std::string>& names) {
  std::set<std::string> seen;
  names.erase(std::remove_if(names.begin(), names.end(),
                             [&seen](const std::string& name) { return !seen.insert(name).second; }),
              names.end());
}

}  // namespace

int ScenarioFile::LineOf(const std::string& pointer) const { return NearestLine(lines, pointer); }

std::vector<std::string> ReadScenario(const std::string& path, const std::string& text, const seeds::Nation& nation,
                                      ScenarioFile& file) {
  file.path = path;
  engine::YamlNode root;
  if (const auto problems = engine::ReadYaml(text, root); !problems.empty()) return ToLines(file, problems);
  file.lines = LinesOf(root);
  if (const auto problems = FillFromYaml(root, file.scenario); !problems.empty()) return ToLines(file, problems);
  if (file.scenario.name().empty()) file.scenario.set_name(fs::path(path).stem().string());
  return ToLines(file, CheckScenario(file.scenario, root, nation));
}

Discovery FindScenarios(const std::vector<std::string>& paths) {
  Discovery found;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      AddFolder(path, found);
    } else if (fs::is_regular_file(path, error)) {
      AddFile(path, found);
    } else {
      found.problems.push_back(absl::StrCat(path, ": no such file or folder"));
    }
  }
  RemoveRepeated(found.files);
  RemoveRepeated(found.expected_failures);
  return found;
}

bool ReadFile(const std::string& path, std::string& text) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  text = content.str();
  return stream.good();
}

}  // namespace lienthong::scenarios
