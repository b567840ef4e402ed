#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/message.h"
#include "services/base/descriptors/methods.h"

// Our methods, by reflection over the compiled-in descriptors.
namespace lienthong::conformance {

using google::protobuf::MethodDescriptor;

inline bool IsWrite(const MethodDescriptor& method) {
  return method.options().idempotency_level() != google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
}

inline bool IsList(const MethodDescriptor& method) {
  return method.output_type()->FindFieldByName("next_page_token") != nullptr;
}

// Between the simulator's own processes; nobody else's to call.
inline bool IsMachinery(const google::protobuf::ServiceDescriptor& service) {
  return service.name() == "AgendaService" || service.name() == "AuthorityService" ||
         service.name() == "StateService" || service.name() == "JournalService";
}

inline std::unique_ptr<google::protobuf::Message> NewRequest(const MethodDescriptor& method) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
}

}  // namespace lienthong::conformance
