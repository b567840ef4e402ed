#include "services/base/host/cause.h"

#include <openssl/rand.h>

#include <cstring>

#include "absl/strings/escaping.h"
#include "services/base/error/error.h"
#include "services/base/host/signed_method.h"
#include "services/base/world/draws.h"

namespace lienthong::host {
namespace {

constexpr size_t kMacSize = 16;

std::string Mac(const ClusterKey& key, absl::string_view message) {
  const uint64_t words[2] = {KeyedHash(key.high, key.low, message), KeyedHash(key.low, ~key.high, message)};
  std::string mac(kMacSize, '\0');
  std::memcpy(mac.data(), words, kMacSize);
  return mac;
}

bool SameBytes(absl::string_view a, absl::string_view b) {
  unsigned char difference = 0;
  for (size_t i = 0; i < kMacSize; ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace

ClusterKey ClusterKey::Random() {
  std::string bytes(kMacSize, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), kMacSize);
  return FromBytes(bytes);
}

ClusterKey ClusterKey::FromBytes(absl::string_view bytes) {
  ClusterKey key;
  if (bytes.size() != kMacSize) return key;
  std::memcpy(&key.high, bytes.data(), 8);
  std::memcpy(&key.low, bytes.data() + 8, 8);
  return key;
}

std::string ClusterKey::ToBytes() const {
  std::string bytes(kMacSize, '\0');
  std::memcpy(bytes.data(), &high, 8);
  std::memcpy(bytes.data() + 8, &low, 8);
  return bytes;
}

std::string SignCause(const ClusterKey& key, const control::v1::Cause& cause) {
  const std::string message = cause.SerializeAsString();
  return absl::WebSafeBase64Escape(Mac(key, message) + message);
}

absl::StatusOr<control::v1::Cause> VerifyCause(const ClusterKey& key, absl::string_view header) {
  const auto forged = [] {
    return absl::Status(Error(absl::StatusCode::kPermissionDenied, Reason::HEADER_FORGED).With("header", kNowHeader));
  };
  std::string bytes;
  control::v1::Cause cause;
  if (!absl::WebSafeBase64Unescape(header, &bytes) || bytes.size() < kMacSize) return forged();
  const absl::string_view message = absl::string_view(bytes).substr(kMacSize);
  if (!SameBytes(bytes, Mac(key, message))) return forged();
  if (!cause.ParseFromArray(message.data(), static_cast<int>(message.size()))) return forged();
  return cause;
}

Handlers::SystemHandler Signed(const ClusterKey& key, Handlers::SystemHandler handler) {
  return [key, handler = std::move(handler)](RawCall call, AnswerCallback done) {
    const auto cause = VerifyCause(key, Find(call.metadata, kNowHeader));
    if (!cause.ok()) return done(RawAnswer{cause.status(), "", {}});
    handler(std::move(call), std::move(done));
  };
}

}  // namespace lienthong::host
