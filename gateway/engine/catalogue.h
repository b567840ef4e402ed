#pragma once

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace google::protobuf {
class DynamicMessageFactory;
}

namespace lienthong::engine {

// Catalogue is the set of services workflows may call: those compiled in, or those of a loaded descriptor set.
// Thread-safe.
class Catalogue {
 public:
  // `pool` must outlive the catalogue.
  explicit Catalogue(const google::protobuf::DescriptorPool* pool);
  ~Catalogue();

  // The services linked into this program; never destroyed.
  static std::shared_ptr<const Catalogue> CompiledIn();

  // Null when there is no such service or method.
  const google::protobuf::ServiceDescriptor* FindService(const std::string& service) const;
  const google::protobuf::MethodDescriptor* FindMethod(const std::string& service, const std::string& method) const;

  std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type) const;

 private:
  const google::protobuf::DescriptorPool* const pool_;
  const std::unique_ptr<google::protobuf::DynamicMessageFactory> factory_;  // null for the pool compiled in
};

}  // namespace lienthong::engine
