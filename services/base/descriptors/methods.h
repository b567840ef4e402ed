#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

// Methods between their descriptors and the names that calls carry: "lienthong.tax.v1.TaxService/GetTaxpayer".
namespace lienthong {

// The compiled-in method of this name, null when there is none.
const google::protobuf::MethodDescriptor* MethodNamed(absl::string_view name);

std::string WireName(const google::protobuf::MethodDescriptor& method);

}  // namespace lienthong
