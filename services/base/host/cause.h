#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lienthong/control/v1/cause.pb.h"
#include "services/base/host/wire.h"

namespace lienthong::host {

// The key that the processes of one simulator share; it signs the header of caused calls.
struct ClusterKey {
  uint64_t high = 0;
  uint64_t low = 0;

  // From the machine's entropy (OpenSSL): one per start, never part of a world.
  static ClusterKey Random();
  static ClusterKey FromBytes(absl::string_view bytes);
  std::string ToBytes() const;
};

// The header's value: web-safe base64 of a 16-byte MAC and the message.
std::string SignCause(const ClusterKey& key, const control::v1::Cause& cause);

//   HEADER_FORGED (PERMISSION_DENIED)  not signed with this key
absl::StatusOr<control::v1::Cause> VerifyCause(const ClusterKey& key, absl::string_view header);

}  // namespace lienthong::host
