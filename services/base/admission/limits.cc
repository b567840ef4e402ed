#include "services/base/admission/limits.h"

namespace lienthong::admission {
namespace {

struct Known {
  const char* name;
  int64_t Limits::*value;
};

// In the order of Limit.
constexpr Known kLimits[kLimitCount] = {
    {"max-calls", &Limits::calls},
    {"max-world-calls", &Limits::world_calls},
    {"max-turns", &Limits::turns},
    {"max-watches", &Limits::watches},
    {"max-world-watches", &Limits::world_watches},
    {"max-bytes", &Limits::bytes},
    {"max-connections", &Limits::connections},
    {"max-worlds", &Limits::worlds},
    {"max-world-rows", &Limits::world_rows},
};

}  // namespace

const char* NameOf(Limit limit) { return kLimits[static_cast<int>(limit)].name; }

int64_t ValueOf(const Limits& limits, Limit limit) { return limits.*kLimits[static_cast<int>(limit)].value; }

}  // namespace lienthong::admission
