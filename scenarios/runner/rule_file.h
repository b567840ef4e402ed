#pragma once

#include <map>
#include <string>
#include <vector>

#include "lienthong/scenario/v1/rule_file.pb.h"

// Files of overrides and of faults, YAML or JSON, in the form that scenario files have: one reader for both.
namespace lienthong::scenarios {

inline constexpr char kOverrides[] = "Overrides";
inline constexpr char kFaults[] = "Faults";

// Where everything in a file stands.
struct RuleFilePlaces {
  // As given, for messages.
  std::string path;
  // Line by JSON pointer.
  std::map<std::string, int> lines;

  // "path:line" of a field as refusals name it, "overrides[0].match.method", or of the nearest thing around it.
  std::string PlaceOf(const std::string& field) const;
};

// Fills an empty file from text. Problems, each "path:line: message", are of the YAML and of the form; whether a rule
// fits the protos, the simulator says.
std::vector<std::string> ReadRules(const std::string& path, const std::string& text, scenario::v1::OverrideFile& file,
                                   RuleFilePlaces& places);
std::vector<std::string> ReadRules(const std::string& path, const std::string& text, scenario::v1::FaultFile& file,
                                   RuleFilePlaces& places);

// Files with these rules, without what is output only; ReadRules takes them as WriteYaml and FileForm write them.
scenario::v1::OverrideFile FileOf(const google::protobuf::RepeatedPtrField<control::v1::Override>& overrides);
scenario::v1::FaultFile FileOf(const google::protobuf::RepeatedPtrField<control::v1::Fault>& faults);

}  // namespace lienthong::scenarios
