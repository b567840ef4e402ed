#include "deploy/wire/weather.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace lienthong::wire {
namespace {

absl::Status CantBe(absl::string_view command, absl::string_view value, absl::string_view wanted) {
  return absl::InvalidArgumentError(absl::StrCat(command, " can't be \"", value, "\"; write ", wanted));
}

absl::Status SetLatency(absl::string_view value, Weather* weather) {
  absl::Duration latency;
  if (!absl::ParseDuration(std::string(value), &latency) || latency < absl::ZeroDuration() ||
      latency == absl::InfiniteDuration()) {
    return CantBe("latency", value, "a duration such as 200ms");
  }
  weather->latency = latency;
  return absl::OkStatus();
}

absl::Status SetBandwidth(absl::string_view value, Weather* weather) {
  int64_t bytes = 0;
  if (!absl::SimpleAtoi(value, &bytes) || bytes < 1) return CantBe("bandwidth", value, "bytes per second, 1 or more");
  weather->bytes_per_second = bytes;
  return absl::OkStatus();
}

absl::Status SetResetAfter(absl::string_view value, Weather* weather) {
  int64_t bytes = 0;
  if (!absl::SimpleAtoi(value, &bytes) || bytes < 0)
    return CantBe("reset-after", value, "a number of bytes, 0 or more");
  weather->reset_after = bytes;
  return absl::OkStatus();
}

}  // namespace

const char kCommands[] =
    "  refuse             nobody listens; what is connected is reset\n"
    "  half-open          bytes are taken and lost, nothing is closed\n"
    "  latency DURATION   each stretch of bytes is held back, such as 200ms\n"
    "  bandwidth N        bytes per second, each way\n"
    "  reset-after N      reset when N bytes have come from the server\n"
    "  clear              fair weather again\n";

absl::Status Change(absl::string_view line, Weather* weather) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ', absl::SkipWhitespace());
  const absl::string_view command = words.empty() ? "" : words[0];
  const absl::string_view value = words.size() == 2 ? words[1] : "";
  if (words.size() <= 2) {
    if (command == "latency") return SetLatency(value, weather);
    if (command == "bandwidth") return SetBandwidth(value, weather);
    if (command == "reset-after") return SetResetAfter(value, weather);
  }
  if (words.size() != 1 || (command != "clear" && command != "refuse" && command != "half-open")) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no command \"", line,
                     "\"; write refuse, half-open, latency DURATION, bandwidth N, reset-after N or clear"));
  }
  if (command == "clear") *weather = Weather();
  if (command == "refuse") weather->refused = true;
  if (command == "half-open") weather->half_open = true;
  return absl::OkStatus();
}

std::string Describe(const Weather& weather) {
  std::vector<std::string> commands;
  if (weather.refused) commands.push_back("refuse");
  if (weather.half_open) commands.push_back("half-open");
  if (weather.latency > absl::ZeroDuration()) {
    commands.push_back(absl::StrCat("latency ", absl::FormatDuration(weather.latency)));
  }
  if (weather.bytes_per_second > 0) commands.push_back(absl::StrCat("bandwidth ", weather.bytes_per_second));
  if (weather.reset_after) commands.push_back(absl::StrCat("reset-after ", *weather.reset_after));
  return commands.empty() ? "clear" : absl::StrJoin(commands, ", ");
}

}  // namespace lienthong::wire
