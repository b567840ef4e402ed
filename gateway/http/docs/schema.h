#pragma once

#include <string>

#include "google/protobuf/descriptor.h"
#include "nlohmann/json_fwd.hpp"

namespace lienthong::http {

// {"$ref": "#/components/schemas/<full name>"}
nlohmann::ordered_json SchemaReference(const std::string& full_name);

// Adds the JSON Schema (2020-12) of `type` and of all types that it reaches to `schemas`, keyed by full name.
void AddSchemas(const google::protobuf::Descriptor& type, nlohmann::ordered_json& schemas);

}  // namespace lienthong::http
