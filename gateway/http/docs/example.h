#pragma once

#include "google/protobuf/descriptor.h"
#include "nlohmann/json_fwd.hpp"

namespace lienthong::http {

// A JSON example of a message: every field once, of each choice the first, no type inside itself. It is valid for
// CheckJson. Fields that the caller must know are Postman variables: {{world}}, {{newWorld}} for what makes or ends a
// world, {{caller}}, {{personalNumber}}, {{$guid}} for request ids.
nlohmann::ordered_json ExampleOf(const google::protobuf::Descriptor& type);

}  // namespace lienthong::http
