#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "lienthong/control/v1/call_match.pb.h"
#include "re2/re2.h"
#include "services/base/mock/field_path.h"
#include "services/base/mock/value_form.h"

namespace lienthong::mock {

// One thing that keeps a call from being meant, for people.
struct Difference {
  // "method", "caller", ..., or a path in the request.
  std::string path;
  std::string expected;
  std::string actual;
};

// What a condition looks at.
enum class Side { kRequest, kResponse };

// CompiledField is a FieldMatch that fits the methods it is about. Immutable, thread-safe.
class CompiledField {
 public:
  // `field` is its place in the request. Of several methods at least one must have the path on this side.
  static absl::StatusOr<CompiledField> Compile(const control::v1::FieldMatch& match,
                                               const std::vector<const google::protobuf::MethodDescriptor*>& methods,
                                               const std::string& field, Side side = Side::kRequest);

  bool Holds(const Value& request) const;
  // Why it doesn't hold; null = there is no request to look at.
  Difference Explain(const Value* request) const;

 private:
  bool HoldsFor(const Value& value) const;
  std::string Expected() const;

  control::v1::FieldMatch match_;
  FieldPath path_;
  std::shared_ptr<const RE2> regex_;
  std::string folded_;
};

}  // namespace lienthong::mock
