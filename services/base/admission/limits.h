#pragma once

#include <cstdint>

namespace lienthong::admission {

// What one process takes on at once from outside. A normal test run meets none of these; options of `up`, `gateway` and
// `serve` change them. The one list of such limits.
struct Limits {
  // Calls at work, all worlds and agencies of the process together.
  int64_t calls = 4096;
  // Calls at work in one world.
  int64_t world_calls = 2048;
  // Writes waiting for the turn of one MANUAL world, and, at the authority, changes of the world itself.
  int64_t turns = 1024;
  // Streams open.
  int64_t watches = 1024;
  int64_t world_watches = 512;
  // Request bytes of the calls at work, and of HTTP bodies being read.
  int64_t bytes = 256 << 20;
  // HTTP connections.
  int64_t connections = 4096;

  // Quotas: not of what is at work, but of what is kept. Worlds that exist at once, at the authority.
  int64_t worlds = 100'000;
  // Rows of one world at one agency.
  int64_t world_rows = 10'000'000;
};

enum class Limit { kCalls, kWorldCalls, kTurns, kWatches, kWorldWatches, kBytes, kConnections, kWorlds, kWorldRows };
inline constexpr int kLimitCount = 9;

// The option that sets it, without dashes: "max-calls".
const char* NameOf(Limit limit);
int64_t ValueOf(const Limits& limits, Limit limit);

}  // namespace lienthong::admission
