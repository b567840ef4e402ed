#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "absl/types/optional.h"
#include "google/protobuf/descriptor.h"

namespace lienthong::http {

// A JSON value that is neither null nor a container.
using JsonScalar = std::variant<bool, std::int64_t, std::uint64_t, double, std::string>;

// What `value` should have been, such as "int32"; nothing when it is a JSON form of the field's (element) type.
// Stricter than protobuf's own reader where that would hide a mistake: a string field takes no number, because
// personal numbers and codes would lose their leading zeros, and a bool takes no string.
absl::optional<std::string> WrongForm(const google::protobuf::FieldDescriptor& field, const JsonScalar& value);

}  // namespace lienthong::http
