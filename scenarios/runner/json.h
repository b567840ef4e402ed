#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/struct.pb.h"

// Messages as JSON of proto3 with the field names of the .proto, and back. Members are sorted by name, so equal
// messages have equal text.
namespace lienthong::scenarios {

using Json = nlohmann::json;

Json ToJson(const google::protobuf::Value& value);
Json ToJson(const google::protobuf::Struct& value);
// Whole numbers stay whole.
google::protobuf::Value ToValue(const Json& json);

// Fields at their default are there, messages not set are not; Any is its fields beside "@type".
absl::StatusOr<Json> MessageToJson(const google::protobuf::Message& message);
// The same for the bytes of a compiled-in message.
absl::StatusOr<Json> BytesToJson(const google::protobuf::Descriptor& type, const std::string& bytes);
// Fills an empty message. "@type" of Any may be a bare message name; whole numbers are taken for texts.
//   INVALID_ARGUMENT  saying which field is unknown or of another type
absl::Status JsonToMessage(const Json& json, google::protobuf::Message& message);

// One line, never failing: bytes that are no UTF-8 are replaced.
std::string Text(const Json& json);
// For people: a text without its quotes, cut when long.
std::string Brief(const Json& json);

}  // namespace lienthong::scenarios
