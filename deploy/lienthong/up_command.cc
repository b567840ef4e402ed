#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/http_backend.h"
#include "deploy/lienthong/process_options.h"
#include "deploy/lienthong/signals.h"
#include "deploy/lienthong/store_choice.h"
#include "deploy/lienthong/town.h"
#include "gateway/http/server.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

struct UpOptions {
  std::string listen = "127.0.0.1";
  int port = 7000;
  int http_port = 8080;
  StoreChoice store;
  uint64_t seed = 1;
  std::string carrier = "grpc";
  std::string numbers = "safe";
  std::vector<std::string> agencies;
  ProcessOptions process;
};

int Fail(const absl::Status& status, const log::Log& log) {
  log.Info("configuration_refused", {{"reason", common::v1::Reason_Name(ReasonOf(status))}});
  std::fprintf(stderr, "lienthong: %s\n", std::string(status.message()).c_str());
  const bool usage = status.code() == absl::StatusCode::kInvalidArgument;
  return usage ? 2 : 1;
}

absl::StatusOr<TownOptions> TownOf(const UpOptions& options, bool with_agencies) {
  TownOptions town;
  town.carrier = options.carrier == "direct" ? Carrier::kDirect : Carrier::kGrpc;
  ASSIGN_OR_RETURN(town.store, options.store.Make());
  town.nation_seed = options.seed;
  town.realistic_numbers = options.numbers == "realistic";
  town.with_agencies = with_agencies;
  town.limits = options.process.limits;
  for (const std::string& text : options.agencies) {
    auto seat = Seat::Parse(text);
    if (!seat.ok()) return seat.status();
    town.seats.push_back(*std::move(seat));
  }
  return town;
}

void Announce(const UpOptions& options, const store::Database& database) {
  options.store.Announce(database);
  if (options.numbers == "realistic") {
    std::fprintf(stderr,
                 "WARNING: realistic personal numbers may belong to living people; keep them inside your tests.\n");
  }
}

// In one stop: what runs is finished, or cut off when `grace` is over.
void Stop(Town& town, http::Server& http, absl::Duration grace, const log::Log& log) {
  const WallClock& clock = WallClock::System();
  const absl::Time deadline = clock.Now() + grace;
  const auto left = [&] { return std::max(deadline - clock.Now(), kLastWords); };
  town.BeginStop();
  if (!town.AwaitQuiet(grace)) LogCutOff(log, town.admission());
  http.Stop(left());
  town.Stop(left());
}

int Up(const UpOptions& options, bool with_agencies) {
  auto* signals = new StopSignals;  // lives as long as the process
  const log::Log log = options.process.MakeLog();
  auto town_options = TownOf(options, with_agencies);
  if (!town_options.ok()) return Fail(town_options.status(), log);
  town_options->log = &log;
  auto town = Town::Make(*town_options);
  if (!town.ok()) return Fail(town.status(), log);
  const auto port = (*town)->Listen(options.listen, options.port);
  if (!port.ok()) return Fail(port.status(), log);
  HttpBackend backend(&(*town)->transport(), &(*town)->authority(), &(*town)->files(), &(*town)->metrics(),
                      &(*town)->admission());
  http::ServerOptions http_options;
  http_options.admission = &(*town)->admission();
  http_options.host = options.listen;
  http_options.port = options.http_port;
  auto http = http::Server::Start(backend, http_options);
  if (!http.ok()) return Fail(http.status(), log);
  (*town)->metrics().Add(http->get());
  Announce(options, (*town)->database());
  std::printf("ready gateway=%s:%d http=http://%s:%d\n", options.listen.c_str(), *port, options.listen.c_str(),
              (*http)->port());
  std::fflush(stdout);
  log.Info("ready", {{"agency", "gateway"}});

  const absl::Duration grace = options.process.Grace();
  signals->Await(options.process.StopLimit());
  std::fprintf(stderr, "stopping; running calls have %s\n", absl::FormatDuration(grace).c_str());
  log.Info("stopping", {});
  Stop(**town, **http, grace, log);
  log.Info("stopped", {});
  EndProcess(0);
}

CLI::App* Declare(CLI::App& app, const char* name, const char* what, const std::shared_ptr<UpOptions>& options) {
  CLI::App* command = app.add_subcommand(name, what);
  command->add_option("--listen", options->listen, "Address to listen on")->capture_default_str();
  command->add_option("--port", options->port, "gRPC port of the gateway; 0 picks a free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command->add_option("--http-port", options->http_port, "HTTP port; 0 picks a free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  AddStoreOptions(*command, options->store);
  AddProcessOptions(*command, options->process);
  command->add_option("--agency", options->agencies, "NAME[/TENANT]=HOST:PORT: somebody else's server in this seat");
  return command;
}

}  // namespace

void AddUpCommand(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<UpOptions>();
  CLI::App* up = Declare(app, "up", "Everything in one process: all agencies, the gateway, HTTP", options);
  up->add_option("--seed", options->seed, "Seed of the synthetic nation")->capture_default_str();
  up->add_option("--transport", options->carrier, "Between agencies of this process: grpc or direct")
      ->check(CLI::IsMember({"grpc", "direct"}))
      ->capture_default_str();
  up->add_option("--numbers", options->numbers, "Personal numbers: safe or realistic")
      ->check(CLI::IsMember({"safe", "realistic"}))
      ->capture_default_str();
  up->footer("Examples:\n  lienthong up\n  lienthong up --port 0 --http-port 0\n"
             "  lienthong up --agency population=127.0.0.1:9100");
  up->callback([options, &exit_code] { exit_code = Up(*options, true); });

  const auto gateway_options = std::make_shared<UpOptions>();
  gateway_options->store.spec = "memory";
  CLI::App* gateway = Declare(app, "gateway", "The gateway alone; agencies announce themselves (serve)", gateway_options);
  gateway->footer("Example:\n  lienthong gateway --port 7000 --http-port 8080\n"
                  "  lienthong serve population --control 127.0.0.1:7000");
  gateway->callback([gateway_options, &exit_code] { exit_code = Up(*gateway_options, false); });
}

}  // namespace lienthong
