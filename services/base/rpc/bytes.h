#pragma once

#include <string>

#include "grpcpp/support/byte_buffer.h"

namespace lienthong::host {

// One copy; none beyond it for a buffer of a single slice, which is what a call of ordinary size is.
std::string ToString(const grpc::ByteBuffer& buffer);

// Small bodies are copied into the slice, larger ones handed over without a copy.
grpc::ByteBuffer ToByteBuffer(std::string body);

}  // namespace lienthong::host
