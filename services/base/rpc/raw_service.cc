#include "services/base/rpc/raw_service.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/rpc/unary_call.h"

namespace lienthong::host {
namespace {

using grpc::ByteBuffer;
using grpc::internal::RpcMethod;
using UnaryHandler = grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>;
using WatchHandler = grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>;

}  // namespace

void RawService::Add(const google::protobuf::MethodDescriptor& descriptor) {
  const std::string method = WireName(descriptor);
  const size_t max_bytes = sizes_.of(method);
  if (descriptor.server_streaming()) {
    Add(method, RpcMethod::SERVER_STREAMING,
        new WatchHandler([this, method, max_bytes](grpc::CallbackServerContext* context, const ByteBuffer* request) {
          return watches_->Start(dispatcher_, method, max_bytes, context, *request);
        }));
  } else {
    Add(method, RpcMethod::NORMAL_RPC,
        new UnaryHandler(
            [this, method, max_bytes](grpc::CallbackServerContext* context, const ByteBuffer* request,
                                      ByteBuffer* response) {
              return UnaryCall::Start(dispatcher_, method, max_bytes, context, *request, response);
            }));
  }
}

void RawService::Add(const std::string& method, int type, grpc::internal::MethodHandler* handler) {
  paths_.push_back(absl::StrCat("/", method));
  const int index = static_cast<int>(paths_.size()) - 1;
  AddMethod(new grpc::internal::RpcServiceMethod(paths_.back().c_str(), static_cast<RpcMethod::RpcType>(type),
                                                 /*handler=*/nullptr));
  MarkMethodRawCallback(index, handler);
}

absl::StatusOr<std::vector<std::unique_ptr<RawService>>> RawServicesOf(Dispatcher* dispatcher, OpenWatches* watches,
                                                                       const RawService::Sizes& sizes) {
  std::map<std::string, std::unique_ptr<RawService>> services;
  for (const std::string& method : dispatcher->Methods()) {
    const auto* descriptor = MethodNamed(method);
    if (descriptor == nullptr || descriptor->client_streaming()) {
      return InternalError(absl::StrCat(method, " cannot be served"));
    }
    auto& service = services[descriptor->service()->full_name()];
    if (service == nullptr) service = std::make_unique<RawService>(dispatcher, watches, sizes);
    service->Add(*descriptor);
  }
  std::vector<std::unique_ptr<RawService>> result;
  for (auto& [name, service] : services) result.push_back(std::move(service));
  return result;
}

}  // namespace lienthong::host
