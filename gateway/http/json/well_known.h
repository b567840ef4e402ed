#pragma once

#include <string>

#include "absl/types/optional.h"
#include "gateway/http/json/scalar_form.h"
#include "google/protobuf/descriptor.h"

namespace lienthong::http {

// How a message type looks in JSON. The google.protobuf types have forms of their own.
enum class JsonShape {
  kObject,      // one key per field
  kScalar,      // a string, a number or a bool: Timestamp, Duration, FieldMask and the wrappers
  kFreeObject,  // any keys: Struct, Any
  kFreeArray,   // any elements: ListValue
  kFree,        // anything: Value
};

JsonShape ShapeOf(const google::protobuf::Descriptor& type);

// For kScalar types: what `value` should have been; nothing when it is right. For others: their form's name.
absl::optional<std::string> WrongWellKnown(const google::protobuf::Descriptor& type, const JsonScalar& value);

}  // namespace lienthong::http
