#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "seeds/nation/nation.h"
#include "services/base/host/wire.h"
#include "services/base/world/clock.h"

namespace lienthong::scenarios {

// What `scenario run` was asked for. Empty names of files = not wanted.
struct RunRequest {
  std::vector<std::string> paths;
  int jobs = 1;
  std::string junit;
  std::string html;
  std::string journal;
  bool keep = false;
  bool check = false;
};

// What it runs with. The town is asked for only after every file was read without a problem.
struct RunWith {
  std::shared_ptr<const seeds::Nation> nation;
  std::function<absl::StatusOr<std::shared_ptr<host::Transport>>()> town;
  const WallClock* clock;
};

// Runs and reports: a line on `out` as each scenario finishes, then the failures in the order of the files, then
// "N passed, N failed". Problems of files go to `err`. Returns 0 all passed, 1 some failed, 2 something can't be read,
// written or reached.
int RunFiles(const RunRequest& request, const RunWith& with, std::ostream& out, std::ostream& err);

// Prints name, title and what each scenario covers. Returns 0, or 2 when a file can't be read.
int ListFiles(const std::vector<std::string>& paths, const seeds::Nation& nation, std::ostream& out, std::ostream& err);

}  // namespace lienthong::scenarios
