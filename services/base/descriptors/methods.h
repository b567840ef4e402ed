#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

// Methods between their descriptors and the names that calls carry: "lienthong.tax.v1.TaxService/GetTaxpayer".
namespace lienthong {

// The compiled-in method of this name, null when there is none.
const google::protobuf::MethodDescriptor* MethodNamed(absl::string_view name);

// Every compiled-in method of the simulator's own packages, in order of wire name.
const std::vector<const google::protobuf::MethodDescriptor*>& AllMethods();

std::string WireName(const google::protobuf::MethodDescriptor& method);

}  // namespace lienthong
