#pragma once

#include <cstdint>
#include <string>

#include "lienthong/control/v1/mock.pb.h"

namespace lienthong::mock {

// The bytes as they arrive; never the same. `draw` says where they suffer.
std::string Damaged(std::string bytes, control::v1::DamageKind kind, uint64_t draw);

// The message with a field that nobody knows, of about `size` bytes.
std::string Padded(std::string bytes, int64_t size);

}  // namespace lienthong::mock
