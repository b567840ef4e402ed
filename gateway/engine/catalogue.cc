#include "gateway/engine/catalogue.h"

#include "google/protobuf/dynamic_message.h"

namespace lienthong::engine {

using google::protobuf::DescriptorPool;
using google::protobuf::DynamicMessageFactory;
using google::protobuf::MessageFactory;

Catalogue::Catalogue(const DescriptorPool* pool)
    : pool_(pool),
      factory_(pool == DescriptorPool::generated_pool() ? nullptr : std::make_unique<DynamicMessageFactory>(pool)) {}

Catalogue::~Catalogue() = default;

std::shared_ptr<const Catalogue> Catalogue::CompiledIn() {
  static const auto* const catalogue =
      new std::shared_ptr<const Catalogue>(std::make_shared<const Catalogue>(DescriptorPool::generated_pool()));
  return *catalogue;
}

const google::protobuf::ServiceDescriptor* Catalogue::FindService(const std::string& service) const {
  return pool_->FindServiceByName(service);
}

const google::protobuf::MethodDescriptor* Catalogue::FindMethod(const std::string& service,
                                                                const std::string& method) const {
  const auto* found = FindService(service);
  return found == nullptr ? nullptr : found->FindMethodByName(method);
}

std::unique_ptr<google::protobuf::Message> Catalogue::NewMessage(const google::protobuf::Descriptor* type) const {
  MessageFactory* factory = factory_ == nullptr ? MessageFactory::generated_factory() : factory_.get();
  return std::unique_ptr<google::protobuf::Message>(factory->GetPrototype(type)->New());
}

}  // namespace lienthong::engine
