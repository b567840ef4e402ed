#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/escaping.h"
#include "services/base/host/cause.h"

namespace lienthong::host {

// A name that nobody has and nobody guesses, at most 16 bytes of randomness in lower-case hex. Outside of worlds only:
// what happens in a world draws from its seed.
inline std::string RandomName(size_t bytes) {
  return absl::BytesToHexString(ClusterKey::Random().ToBytes().substr(0, bytes));
}

}  // namespace lienthong::host
