#pragma once

#include <string>
#include <vector>

#include "grpc/reflection/v1/reflection.pb.h"

namespace lienthong::host {

// Answers one question about the compiled-in descriptors; `services` are the names on offer. What isn't there is an
// error response with NOT_FOUND, as clients expect it, and an empty question one with INVALID_ARGUMENT.
grpc::reflection::v1::ServerReflectionResponse Reflect(const grpc::reflection::v1::ServerReflectionRequest& request,
                                                       const std::vector<std::string>& services);

}  // namespace lienthong::host
