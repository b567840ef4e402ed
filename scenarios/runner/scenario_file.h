#pragma once

#include <map>
#include <string>
#include <vector>

#include "lienthong/scenario/v1/scenario.pb.h"
#include "seeds/nation/nation.h"

namespace lienthong::scenarios {

// One file as read, with the places of everything in it.
struct ScenarioFile {
  // As given, for messages.
  std::string path;
  // With the name filled in.
  scenario::v1::Scenario scenario;
  // Line by JSON pointer.
  std::map<std::string, int> lines;

  // Line of the pointer, or of the nearest thing around it.
  int LineOf(const std::string& pointer) const;
};

// Reads a file's text into `file`. Problems, each "path:line: message", are of the YAML, of the schema, and all that
// can be known before a run: names, methods and their fields, placeholders, personas, operators.
std::vector<std::string> ReadScenario(const std::string& path, const std::string& text, const seeds::Nation& nation,
                                      ScenarioFile& file);

// Scenario files below the paths, in the order given and by name within a folder; *.yaml of kind Scenario. A path that
// can't be read is a problem.
struct Discovery {
  std::vector<std::string> files;
  // expected_failures.txt beside them.
  std::vector<std::string> expected_failures;
  std::vector<std::string> problems;
};
Discovery FindScenarios(const std::vector<std::string>& paths);

// The whole file; false when it can't be read.
bool ReadFile(const std::string& path, std::string& text);

}  // namespace lienthong::scenarios
