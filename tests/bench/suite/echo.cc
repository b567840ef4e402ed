#include "tests/bench/suite/echo.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server_builder.h"
#include "services/base/rpc/bytes.h"

namespace lienthong::bench {

class BareEcho::Service : public grpc::Service {
 public:
  Service(const std::string& path, std::string answer) : path_(path), answer_(host::ToByteBuffer(std::move(answer))) {
    AddMethod(new grpc::internal::RpcServiceMethod(path_.c_str(), grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(0, new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                                 [this](grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                        grpc::ByteBuffer* response) {
                                   *response = answer_;
                                   auto* reactor = context->DefaultReactor();
                                   reactor->Finish(grpc::Status::OK);
                                   return reactor;
                                 }));
  }

 private:
  const std::string path_;
  const grpc::ByteBuffer answer_;
};

BareEcho::BareEcho(const std::string& path, std::string answer)
    : service_(std::make_unique<Service>(path, std::move(answer))) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
}

BareEcho::~BareEcho() { server_->Shutdown(); }

}  // namespace lienthong::bench
