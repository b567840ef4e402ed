#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "lienthong/control/v1/world.pb.h"
#include "services/base/mock/call_match.h"

namespace lienthong::mock {

// A rule of a world, ready for use.
template <class Rule>
struct Compiled {
  Rule rule;
  CompiledMatch match;
  // What it does depends on how many calls came before.
  bool counts = false;
};
using CompiledOverride = Compiled<control::v1::Override>;
using CompiledFault = Compiled<control::v1::Fault>;

// Rules are the overrides and faults of one version of a world's record, compiled once. Immutable, thread-safe.
class Rules {
 public:
  // The record was checked when it was set. A rule that doesn't fit this program any more, because another version kept
  // it, is left out.
  static std::shared_ptr<const Rules> Of(const control::v1::World& record);

  // Those that may be about the method, overrides by priority, faults in their order.
  const std::vector<const CompiledOverride*>& OverridesOf(absl::string_view method) const;
  const std::vector<const CompiledFault*>& FaultsOf(absl::string_view method) const;

  // Null when the world has no fault of this name.
  const CompiledFault* FindFault(absl::string_view name) const;
  std::vector<std::string> FaultNames() const;

 private:
  template <class Rule>
  struct Index {
    std::vector<std::unique_ptr<const Compiled<Rule>>> rules;
    // For methods that some rule names; all others see `general`.
    absl::flat_hash_map<std::string, std::vector<const Compiled<Rule>*>> by_method;
    std::vector<const Compiled<Rule>*> general;

    void Fill();
    const std::vector<const Compiled<Rule>*>& For(absl::string_view method) const;
  };

  Index<control::v1::Override> overrides_;
  Index<control::v1::Fault> faults_;
};

}  // namespace lienthong::mock
