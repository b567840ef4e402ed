#pragma once

#include <string>
#include <vector>

#include "services/base/host/handlers.h"

namespace lienthong::testing {

inline constexpr char kStir[] = "lienthong.toy.v1.ToyService/Stir";
inline constexpr char kLook[] = "lienthong.toy.v1.ToyService/Look";
inline constexpr char kWhisper[] = "lienthong.toy.v1.ToyService/Whisper";
inline constexpr char kWatchStirs[] = "lienthong.toy.v1.ToyService/WatchStirs";

struct ToyHabits {
  // Whom it may call on.
  std::vector<std::string> friends;
  // A planted defect: ids come from a counter of the process instead of the context's draws.
  bool counts_by_process = false;
};

void RegisterToy(const ToyHabits& habits, host::Handlers& handlers);

}  // namespace lienthong::testing
