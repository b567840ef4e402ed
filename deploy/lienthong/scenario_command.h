#pragma once

#include <functional>
#include <memory>

#include "absl/status/statusor.h"

namespace CLI {
class App;
}
namespace lienthong::host {
class Transport;
}

namespace lienthong {

// A town ready for calls: every agency, the gateway and control, reached by name. Whoever holds the pointer keeps all
// of it alive (an aliasing pointer does), and the town ends with the last holder.
using TownFactory = std::function<absl::StatusOr<std::shared_ptr<host::Transport>>()>;

// Adds `scenario run|list` to the program. `town` is asked once, and only by a run without --target. `exit_code`
// outlives `app` and is set when a command ran: 0 all passed, 1 some failed, 2 wrong usage or an unreadable file.
void AddScenarioCommand(CLI::App& app, TownFactory town, int& exit_code);

}  // namespace lienthong
