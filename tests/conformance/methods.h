#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/message.h"

// Our methods, by reflection over the compiled-in descriptors.
namespace lienthong::conformance {

using google::protobuf::MethodDescriptor;

inline std::string NameOf(const MethodDescriptor& method) {
  return method.service()->full_name() + "/" + method.name();
}

inline bool IsWrite(const MethodDescriptor& method) {
  return method.options().idempotency_level() != google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
}

inline bool IsList(const MethodDescriptor& method) {
  return method.output_type()->FindFieldByName("next_page_token") != nullptr;
}

// Between the simulator's own processes; nobody else's to call.
inline bool IsMachinery(const google::protobuf::ServiceDescriptor& service) {
  return service.name() == "AgendaService" || service.name() == "AuthorityService";
}

inline const MethodDescriptor* MethodNamed(const std::string& name) {
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(absl::StrReplaceAll(name, {{"/", "."}}));
}

inline std::unique_ptr<google::protobuf::Message> NewRequest(const MethodDescriptor& method) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
}

}  // namespace lienthong::conformance
