#include "deploy/lienthong/process_options.h"

#include <cstdint>
#include <limits>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

namespace lienthong {
namespace {

void AddLimit(CLI::App& command, admission::Limit limit, int64_t& value, const char* what, int64_t least = 1) {
  command.add_option(absl::StrCat("--", admission::NameOf(limit)), value, what)
      ->check(CLI::Range(least, std::numeric_limits<int64_t>::max()))
      ->capture_default_str()
      ->group("Limits");
}

}  // namespace

void LogCutOff(const log::Log& log, const admission::Admission& admission) {
  log.Warn("cut_off", {{"calls", absl::StrCat(admission.calls())}, {"rows", absl::StrCat(admission.rows())}});
}

void AddProcessOptions(CLI::App& command, ProcessOptions& options) {
  using admission::Limit;
  admission::Limits& limits = options.limits;
  // One upload, the largest message there is, must fit.
  constexpr int64_t kLeastBytes = 32 << 20;
  AddLimit(command, Limit::kCalls, limits.calls, "Calls at work in this process; more are told when to call again");
  AddLimit(command, Limit::kWorldCalls, limits.world_calls, "Calls at work in one world");
  AddLimit(command, Limit::kTurns, limits.turns, "Writes waiting for the turn of one MANUAL world");
  AddLimit(command, Limit::kWatches, limits.watches, "Streams open");
  AddLimit(command, Limit::kWorldWatches, limits.world_watches, "Streams open in one world");
  AddLimit(command, Limit::kBytes, limits.bytes, "Request bytes of the calls at work", kLeastBytes);
  AddLimit(command, Limit::kConnections, limits.connections, "HTTP connections");
  AddLimit(command, Limit::kWorlds, limits.worlds, "Worlds that exist at once");
  AddLimit(command, Limit::kWorldRows, limits.world_rows, "Rows of one world at one agency");
  command.add_option("--grace", options.grace, "Seconds that running calls have when the process is told to stop")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  command.add_option("--log-level", options.log_level, "Events on standard error: debug, info, warn, error, off")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  command.add_option("--log-format", options.log_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

}  // namespace lienthong
