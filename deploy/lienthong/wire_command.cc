// `lienthong wire`: a TCP proxy in front of an agency, whose weather is set by options and by lines on standard input.
#include "deploy/lienthong/wire_command.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "deploy/lienthong/signals.h"
#include "deploy/wire/tcp_wire.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

constexpr absl::Duration kStopLimit = absl::Seconds(1);

struct Arguments {
  std::string to;
  std::string listen = "127.0.0.1:0";
  bool refuse = false;
  bool half_open = false;
  std::string latency;
  std::string bandwidth;
  std::string reset_after;
};

// Options are the commands of the same names.
absl::StatusOr<wire::Weather> WeatherOf(const Arguments& arguments) {
  wire::Weather weather;
  weather.refused = arguments.refuse;
  weather.half_open = arguments.half_open;
  for (const auto& [command, value] : {std::pair<std::string, std::string>{"latency", arguments.latency},
                                       {"bandwidth", arguments.bandwidth},
                                       {"reset-after", arguments.reset_after}}) {
    if (!value.empty()) RETURN_IF_ERROR(wire::Change(absl::StrCat(command, " ", value), &weather));
  }
  return weather;
}

void Show(const wire::TcpWire& wire, const wire::Weather& weather) {
  const wire::TcpWire::Counts counts = wire.counts();
  std::printf("%s; %lld connections, %lld bytes to the server, %lld to the client, %lld lost, %lld resets\n",
              wire::Describe(weather).c_str(), static_cast<long long>(counts.connections),
              static_cast<long long>(counts.to_server), static_cast<long long>(counts.to_client),
              static_cast<long long>(counts.lost), static_cast<long long>(counts.resets));
}

// One answer a line: "ok WEATHER", or "error: WHY".
void Obey(const std::string& line, wire::TcpWire& wire, wire::Weather* weather) {
  if (line == "show") return Show(wire, *weather);
  if (line == "reset") {
    wire.Reset();
    return (void)std::puts("ok");
  }
  wire::Weather wanted = *weather;
  absl::Status status = wire::Change(line, &wanted);
  if (status.ok()) status = wire.Set(wanted);
  if (!status.ok()) return (void)std::printf("error: %s\n", std::string(status.message()).c_str());
  *weather = wanted;
  std::printf("ok %s\n", wire::Describe(wanted).c_str());
}

absl::Status Run(const Arguments& arguments) {
  StopSignals signals;
  ASSIGN_OR_RETURN(wire::Weather weather, WeatherOf(arguments));
  ASSIGN_OR_RETURN(const auto wire, wire::TcpWire::Open(arguments.listen, arguments.to, weather));
  std::printf("ready %s\n", wire->address().c_str());
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    Obey(line, *wire, &weather);
    std::fflush(stdout);
  }
  signals.Await(kStopLimit);
  return absl::OkStatus();
}

}  // namespace

void AddWireCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("wire", "A TCP proxy in front of an agency, with bad weather");
  command->add_option("--to", arguments->to, "HOST:PORT it carries to, numeric")->required();
  command->add_option("--listen", arguments->listen, "HOST:PORT it listens on; port 0 picks a free one")
      ->capture_default_str();
  command->add_flag("--refuse", arguments->refuse, "Nobody listens");
  command->add_flag("--half-open", arguments->half_open, "Bytes are taken and lost, nothing is closed");
  command->add_option("--latency", arguments->latency, "Each stretch of bytes is held back so long, such as 200ms");
  command->add_option("--bandwidth", arguments->bandwidth, "Bytes per second, each way");
  command->add_option("--reset-after", arguments->reset_after, "Reset when so many bytes have come from the server");
  command->footer(
      absl::StrCat("Lines on standard input, each answered by one line:\n", wire::kCommands,
                   "  reset              what is connected now is reset\n"
                   "  show               the weather, and what was carried\n"
                   "Example:\n  lienthong wire --to 127.0.0.1:7004 --listen 127.0.0.1:9104 --latency 200ms"));
  command->callback([arguments, &exit_code] {
    const absl::Status status = Run(*arguments);
    if (!status.ok()) std::fprintf(stderr, "lienthong: %s\n", std::string(status.message()).c_str());
    exit_code = status.ok() ? 0 : absl::IsInvalidArgument(status) ? 2 : 1;
  });
}

}  // namespace lienthong
