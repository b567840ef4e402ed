#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace lienthong {

// SipHash-2-4 of `text` under the 128-bit key {key, stream}. The one source of pseudo-random bits: the same on every
// machine and compiler.
uint64_t KeyedHash(uint64_t key, uint64_t stream, absl::string_view text);

// Draws are the random numbers and ids of one call: a fixed function of the world's seed, the call's cause path and the
// draw's index, so that a run repeated anywhere draws the same (AGENDA rule 13). A redraw, when an id is taken, is
// simply the next one. Not thread-safe.
class Draws {
 public:
  Draws() = default;
  Draws(uint64_t seed, std::string path) : seed_(seed), path_(std::move(path)) {}

  uint64_t Next();
  // Uniform in [0, bound); bound > 0.
  uint64_t Below(uint64_t bound);
  // "<prefix>-<yymmddhhmm>-<13 base32 characters>": sorts by world time, so that the rows of a case lie together.
  std::string Id(absl::string_view prefix, absl::Time now);
  // A handler that is run again after a conflict draws the same again.
  void Restart() { index_ = 0; }

 private:
  uint64_t seed_ = 0;
  std::string path_;
  uint64_t index_ = 0;
};

}  // namespace lienthong
