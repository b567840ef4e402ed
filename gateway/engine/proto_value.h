#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/engine/value.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

// Messages as values and back, by reflection, without JSON text between. The rules, which expressions rely on:
//   field names as in the .proto (snake_case); every scalar present, with its default when unset; an unset message or
//   `optional` field is null; enums by name; 64-bit integers are numbers, refused from 2^53 on; bytes in base64;
//   Timestamp as RFC 3339, Duration as "1.5s"; wrappers as what they wrap; Struct, Value, ListValue as plain data;
//   Any as {"@type", "value"} with its bytes in base64, on the way in also {"@type", members}; maps as objects.
namespace lienthong::engine {

absl::StatusOr<Value> ValueOfMessage(const google::protobuf::Message& message);

// Fills an empty message. Null and absent members leave fields unset. Unknown fields and wrong types are refused with
// the field's path; 64-bit integers are also taken from strings, enums also from numbers.
absl::Status FillMessage(const Value& value, google::protobuf::Message& message);

// Whether a value of this type is written as a text (Timestamp, Duration), or as free-form data (Struct and its kin,
// Any, wrappers).
bool IsTextMessage(const google::protobuf::Descriptor& type);
bool IsFreeMessage(const google::protobuf::Descriptor& type);

std::vector<std::string> FieldNames(const google::protobuf::Descriptor& type);
std::vector<std::string> EnumNames(const google::protobuf::EnumDescriptor& type);

}  // namespace lienthong::engine
