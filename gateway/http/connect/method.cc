#include "gateway/http/connect/method.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "gateway/http/errors.h"
#include "google/protobuf/descriptor.pb.h"

namespace lienthong::http {

using google::protobuf::MethodDescriptor;

bool IsSideEffectFree(const MethodDescriptor& method) {
  return method.options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
}

bool IsUnary(const MethodDescriptor& method) { return !method.client_streaming() && !method.server_streaming(); }

bool IsMethodPath(absl::string_view path) {
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '/');
  return parts.size() == 3 && parts[0].empty() && !parts[2].empty() && parts[1].find('.') != absl::string_view::npos;
}

absl::StatusOr<const MethodDescriptor*> FindMethod(const Backend& backend, absl::string_view path) {
  const std::vector<std::string> parts = absl::StrSplit(path, '/');
  const auto services = backend.Services();
  const std::string& service_name = parts[1];
  const auto* service = std::find(services.begin(), services.end(), service_name) == services.end()
                            ? nullptr
                            : backend.Descriptors().FindServiceByName(service_name);
  const auto* method = service == nullptr ? nullptr : service->FindMethodByName(parts[2]);
  if (method == nullptr) return MethodUnknown(path.substr(1));
  return method;
}

}  // namespace lienthong::http
