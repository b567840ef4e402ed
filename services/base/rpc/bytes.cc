#include "services/base/rpc/bytes.h"

#include <vector>

#include "grpcpp/support/slice.h"

namespace lienthong::host {
namespace {

// Above this many bytes a copy costs more than the allocations that avoid it.
constexpr size_t kCopyLimit = 2048;

void Append(const grpc::Slice& slice, std::string& out) {
  out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
}

grpc::Slice HandOver(std::string body) {
  auto* owned = new std::string(std::move(body));
  const auto release = [](void* string) { delete static_cast<std::string*>(string); };
  return grpc::Slice(owned->data(), owned->size(), release, owned);
}

}  // namespace

std::string ToString(const grpc::ByteBuffer& buffer) {
  std::string body;
  grpc::Slice single;
  if (buffer.TrySingleSlice(&single).ok()) {
    Append(single, body);
    return body;
  }
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return body;
  body.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) Append(slice, body);
  return body;
}

grpc::ByteBuffer ToByteBuffer(std::string body) {
  const grpc::Slice slice = body.size() <= kCopyLimit ? grpc::Slice(body) : HandOver(std::move(body));
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace lienthong::host
