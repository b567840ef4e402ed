#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/mock.pb.h"
#include "services/base/world/call_context.h"

namespace lienthong::mock {

// Chance is what one rule draws for one call: a fixed function of the world's seed, the call's path and the rule's
// name, or, for a rule with a seed of its own, of that and the number of the call. It is apart from the draws of the
// call's handler, so an injected trouble changes no id.
class Chance {
 public:
  Chance(const CallContext& context, absl::string_view rule, uint64_t seed, int64_t number);

  // Uniform in [0, 1); a new one each time.
  double Draw();
  // Uniform in [0, bound); bound > 0.
  uint64_t Below(uint64_t bound);
  absl::Duration DelayOf(const control::v1::Delay& delay);

 private:
  uint64_t Next();

  uint64_t key_;
  std::string text_;
  uint64_t index_ = 0;
};

}  // namespace lienthong::mock
