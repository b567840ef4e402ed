#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace lienthong::http {

// One open container of a JSON text under check.
struct JsonFrame {
  enum class Kind {
    kMessage,     // keys are the fields of `type`
    kMap,         // keys are keys of the map field `field`
    kArray,       // elements of the repeated field `field`
    kFreeObject,  // any keys
    kFreeArray,   // any elements
  };
  Kind kind = Kind::kMessage;
  const google::protobuf::Descriptor* type = nullptr;
  const google::protobuf::FieldDescriptor* field = nullptr;  // in kMessage: of the last key
  std::string key;
  int index = -1;
  absl::flat_hash_set<std::string> keys;  // seen; proto spelling in kMessage
  std::vector<std::pair<const google::protobuf::OneofDescriptor*, const google::protobuf::FieldDescriptor*>> choices;

  bool IsArray() const { return kind == Kind::kArray || kind == Kind::kFreeArray; }
};

// Where the last value of the innermost frame stands: child.names[2].family. Empty at the top.
std::string FieldPath(const std::vector<JsonFrame>& frames);

// The field that `key` means, in either spelling; nullptr when there is none.
const google::protobuf::FieldDescriptor* FieldOfKey(const google::protobuf::Descriptor& type, absl::string_view key);
// The JSON name of the field nearest to `key`.
std::string NearestField(const google::protobuf::Descriptor& type, absl::string_view key);

}  // namespace lienthong::http
