#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "google/protobuf/struct.pb.h"
#include "services/base/mock/value_form.h"

// Messages written as JSON objects, in answers that rules give: the field names of the .proto, enum values in full, a
// Date also as "2024-08-05", null for nothing.
namespace lienthong::mock {

// What a text stands for where templates may be; nullopt: it can't be known yet, so it is only looked at.
using TextReader =
    std::function<absl::StatusOr<absl::optional<Value>>(const std::string& text, const std::string& field)>;

// Writes the fields given into a message: messages within are merged, lists and maps replaced, null clears. `field` is
// the form's place in the request, such as overrides[0].actions[0].respond.
//   FIELD_UNKNOWN, JSON_TYPE_MISMATCH, RULE_VALUE_UNKNOWN, ONEOF_CONFLICT, and what `read` refuses
absl::Status WriteForm(const google::protobuf::Struct& form, const std::string& field, const TextReader& read,
                       google::protobuf::Message* message);

}  // namespace lienthong::mock
