#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "services/base/mock/value_form.h"

namespace lienthong::mock {

// FieldPath names a place in messages: person.full_name, items[0].code, items[*].code, labels["a key"], form.child.sex
// (within free data any name may follow).
class FieldPath {
 public:
  // `field` says in refusals where the path is written.
  //   INVALID_FIELD  malformed
  static absl::StatusOr<FieldPath> Parse(absl::string_view text, absl::string_view field);

  // Where the path ends in messages of one type.
  struct End {
    // Null: within free data, where anything may be.
    const google::protobuf::FieldDescriptor* field = nullptr;
    // One element of a repeated field, or a value of a map.
    bool element = false;
  };
  //   FIELD_UNKNOWN  with the path so far and the nearest name
  //   INVALID_FIELD  a list without an index, an index where no list is
  absl::StatusOr<End> In(const google::protobuf::Descriptor& type, absl::string_view field) const;

  // The values there, of a message in value form; several when the path has [*], none when nothing is there.
  std::vector<const Value*> Find(const Value& message) const;

  const std::string& text() const { return text_; }

 private:
  enum class Pick { kField, kIndex, kEvery };
  struct Step {
    Pick pick = Pick::kField;
    std::string name;  // of a field or key
    int index = 0;
  };

  std::string text_;
  std::vector<Step> steps_;
};

}  // namespace lienthong::mock
