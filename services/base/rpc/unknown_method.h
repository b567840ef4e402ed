#pragma once

#include "grpcpp/generic/async_generic_service.h"

namespace lienthong::host {

// Answers calls of methods no service has: UNIMPLEMENTED, METHOD_UNKNOWN.
class UnknownMethod : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;
};

}  // namespace lienthong::host
