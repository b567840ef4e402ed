#pragma once

#include <vector>

#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "nlohmann/json_fwd.hpp"

namespace lienthong::http {

struct DocumentedStatus {
  int code;
  const char* meaning;
};

// The HTTP statuses that a method may answer a well-formed request with. 500 is none of them: it is a defect.
absl::Span<const DocumentedStatus> DocumentedStatuses();

// The method's own reasons: [{"reason", "vi", "en"}], sentences with their {braces} open.
nlohmann::ordered_json ReasonsOf(const google::protobuf::MethodDescriptor& method);
// {"level", "legalBasis", "note"}; null when the method makes no statement.
nlohmann::ordered_json FidelityOf(const google::protobuf::MethodDescriptor& method);

}  // namespace lienthong::http
