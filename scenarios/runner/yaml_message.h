#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/engine/yaml_source.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace lienthong::scenarios {

// Fills an empty message from YAML, strictly: unknown keys, wrong types, unknown enum values and two members of one
// oneof are problems, each with its line and the nearest name. Texts keep their scalar text. Enum values may drop the
// prefix they share. Struct and Value take anything.
std::vector<engine::YamlProblem> FillFromYaml(const engine::YamlNode& node, google::protobuf::Message& message);

// Line of each node by its JSON pointer; for members of maps the line of the key.
std::map<std::string, int> LinesOf(const engine::YamlNode& root);
// Line of the pointer, or of the nearest thing around it.
int NearestLine(const std::map<std::string, int>& lines, std::string pointer);

// The name of a field in files: only apiVersion is written as Kubernetes does.
std::string NameInYaml(const google::protobuf::FieldDescriptor& field);

}  // namespace lienthong::scenarios
