#pragma once

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"

namespace lienthong::http {

// Nesting that requests may have; protobuf's own readers stop at 100.
inline constexpr int kMaxJsonDepth = 64;

// Checks in one pass, without building a tree, that `json` is a JSON form of `type`. protobuf's JSON reader would
// refuse the same texts, but it can't always say where; this names the exact field, as child.birth_date.month or
// files[2].sha256, in proto spelling. Field names are taken in lowerCamelCase and in proto spelling, once each.
//   JSON_MALFORMED, JSON_TOO_DEEP, JSON_KEY_REPEATED, FIELD_UNKNOWN, JSON_TYPE_MISMATCH, ONEOF_CONFLICT
absl::Status CheckJson(const std::string& json, const google::protobuf::Descriptor& type);

}  // namespace lienthong::http
