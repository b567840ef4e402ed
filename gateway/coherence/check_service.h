#pragma once

#include <functional>
#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/authority/authority.h"
#include "services/base/host/handlers.h"
#include "services/base/world/clock.h"
#include "services/base/world/timer.h"

namespace lienthong::coherence {

// What CheckService works with. Everything pointed to outlives the handlers.
struct CheckParts {
  authority::Authority* authority = nullptr;
  std::shared_ptr<const seeds::Nation> nation;
  // For waiting until a world is quiet; null: one look, whatever was asked.
  Timer* timer = nullptr;
  const WallClock* clock = &WallClock::System();
  // Where invariants are looked at; null = on the thread that answered.
  std::function<void(std::function<void()>)> executor;
};

// Registers CheckService.
void RegisterCheckService(CheckParts parts, host::Handlers& handlers);

}  // namespace lienthong::coherence
