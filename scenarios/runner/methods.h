#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "scenarios/runner/json.h"

// Methods by the short names scenarios use.
namespace lienthong::scenarios {

// `method` is "GetPerson", "PopulationService/GetPerson" or the full name; `agency` says where short names are looked
// for: in its own package, then among what every desk and the gateway's parties serve.
//   NOT_FOUND  naming the nearest method
absl::StatusOr<const google::protobuf::MethodDescriptor*> FindMethod(const std::string& agency,
                                                                     const std::string& method);

bool ChangesSomething(const google::protobuf::MethodDescriptor& method);

// Whether every name in a JSON form of `type` is a field of it; values are not looked at, they may be placeholders.
//   INVALID_ARGUMENT  naming the path and the nearest field
absl::Status CheckNames(const Json& json, const google::protobuf::Descriptor& type);

}  // namespace lienthong::scenarios
