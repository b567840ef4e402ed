#include "services/base/descriptors/methods.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace lienthong {

const google::protobuf::MethodDescriptor* MethodNamed(absl::string_view name) {
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(absl::StrReplaceAll(name, {{"/", "."}}));
}

std::string WireName(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat(method.service()->full_name(), "/", method.name());
}

}  // namespace lienthong
