#pragma once

#include <string>

#include "absl/time/time.h"
#include "services/base/admission/admission.h"
#include "services/base/log/log.h"

namespace CLI {
class App;
}

namespace lienthong {

// How a server process is run: what `up`, `gateway` and `serve` have in common.
struct ProcessOptions {
  admission::Limits limits;
  // Seconds that running calls have after the first stop signal.
  double grace = 5;
  std::string log_level = "warn";
  std::string log_format = "text";

  absl::Duration Grace() const { return absl::Seconds(grace); }
  // From the first stop signal to the end of the process, at most.
  absl::Duration StopLimit() const { return Grace() + absl::Seconds(1); }
  log::Log MakeLog() const { return {log::LevelOf(log_level), log::FormatOf(log_format)}; }
};

// Says what is left at the end of the grace.
void LogCutOff(const log::Log& log, const admission::Admission& admission);

void AddProcessOptions(CLI::App& command, ProcessOptions& options);

}  // namespace lienthong
