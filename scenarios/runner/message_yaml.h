#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "google/protobuf/message.h"

// Messages as files have them: the other direction of FillFromYaml.
namespace lienthong::scenarios {

// What FillFromYaml reads into an equal message: set fields in the order of their numbers, spans as "1m30s", times in
// RFC 3339, 64-bit numbers as numbers, members of maps and objects by name. Bytes have no such form and are left out.
nlohmann::ordered_json FileForm(const google::protobuf::Message& message);

// The same as YAML; a text that would be taken for a number, a bool or null is quoted.
std::string WriteYaml(const nlohmann::ordered_json& form);

}  // namespace lienthong::scenarios
