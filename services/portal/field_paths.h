#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"

// Dotted paths into messages, such as person.birth_date.
namespace lienthong::portal {

// The field at the end of the path; null when there is none, or when the path leads through a repeated field or ends
// in one.
const google::protobuf::FieldDescriptor* FieldAt(const google::protobuf::Descriptor& type, absl::string_view path);

// The value as PrefilledField tells it: dates ISO 8601 cut to their precision, enums by name, numbers in decimal,
// messages as JSON. Nothing when it is unset or has its type's default. The path must exist.
absl::optional<std::string> ValueAt(const google::protobuf::Message& message, absl::string_view path);

}  // namespace lienthong::portal
