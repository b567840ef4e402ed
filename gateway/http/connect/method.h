#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/http/backend.h"
#include "google/protobuf/descriptor.h"

namespace lienthong::http {

bool IsSideEffectFree(const google::protobuf::MethodDescriptor& method);
bool IsUnary(const google::protobuf::MethodDescriptor& method);

// Whether a decoded path has the form of a method's: /a.b.Service/Method.
bool IsMethodPath(absl::string_view path);
// The method of a routable service that the path names, or METHOD_UNKNOWN.
absl::StatusOr<const google::protobuf::MethodDescriptor*> FindMethod(const Backend& backend, absl::string_view path);

}  // namespace lienthong::http
