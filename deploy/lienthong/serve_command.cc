#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/notification.h"
#include "deploy/lienthong/agencies.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/process_options.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/signals.h"
#include "deploy/lienthong/store_choice.h"
#include "deploy/lienthong/store_meters.h"
#include "deploy/lienthong/town.h"
#include "prometheus/exposer.h"
#include "services/base/authority/remote_authority.h"
#include "services/base/error/error.h"
#include "services/base/metrics/board.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/status.h"
#include "services/base/transport/peer.h"

namespace lienthong {
namespace {

using control::v1::AnnounceRequest;
using control::v1::AnnounceResponse;
using control::v1::DirectoryEntry;

constexpr char kAnnounce[] = "lienthong.control.v1.AuthorityService/Announce";

struct ServeOptions {
  std::string agency;
  std::string listen = "127.0.0.1";
  int port = 0;
  StoreChoice store{"memory"};
  std::string control;
  uint64_t seed = 1;
  // Prometheus asks here; negative = nowhere.
  int metrics_port = -1;
  ProcessOptions process;
};

// Real seats are known by their mark in the directory.
class ServedTransport : public host::GrpcTransport {
 public:
  explicit ServedTransport(host::Directory* directory) : GrpcTransport(directory), directory_(directory) {}

  void Learn(const DirectoryEntry& entry) {
    if (entry.address().empty()) return;
    directory_->SetAddress(entry.name(), entry.address());
    absl::MutexLock lock(&mutex_);
    if (entry.external()) {
      external_.insert(entry.name());
    } else {
      external_.erase(entry.name());
    }
  }
  bool External(const std::string& to) const override {
    absl::MutexLock lock(&mutex_);
    return external_.contains(to) || external_.contains(std::string(host::AgencyOf(to)));
  }

 private:
  host::Directory* const directory_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_set<std::string> external_ ABSL_GUARDED_BY(mutex_);
};

absl::StatusOr<AnnounceResponse> Announce(host::Transport& transport, const DirectoryEntry& entry) {
  AnnounceRequest request;
  *request.mutable_entry() = entry;
  return CallAndWait<AnnounceResponse>(transport, "control", kAnnounce, request);
}

std::string AgencyNames() {
  return absl::StrJoin(AllAgencies(), ", ", [](std::string* out, const AgencyKind& kind) { out->append(kind.name); });
}

// One door for all that this process measures.
absl::StatusOr<std::unique_ptr<prometheus::Exposer>> OpenMetrics(const std::string& host, int port,
                                                                 const std::shared_ptr<metrics::Board>& board) {
  const std::string address = absl::StrCat(host, ":", port);
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(address, /*num_threads=*/1);
    exposer->RegisterCollectable(board);
    return exposer;
  } catch (const std::exception&) {
    return Error(absl::StatusCode::kUnavailable, Reason::ADDRESS_UNAVAILABLE).With("address", address);
  }
}

// In one stop: what runs is finished, or cut off when `grace` is over.
void Stop(host::GrpcServer& server, admission::Admission& admission, absl::Duration grace, const log::Log& log) {
  const WallClock& clock = WallClock::System();
  const absl::Time deadline = clock.Now() + grace;
  admission.Close();
  server.BeginStop();
  if (!admission.AwaitQuiet(grace)) LogCutOff(log, admission);
  server.Stop(std::max(deadline - clock.Now(), kLastWords));
}

absl::Status Serve(const ServeOptions& options, StopSignals& signals, const log::Log& log) {
  const AgencyKind* kind = FindAgency(options.agency);
  if (kind == nullptr) {
    return InvalidField("AGENCY",
                        absl::StrCat("there is no agency \"", options.agency, "\"; see `lienthong agencies`"));
  }
  admission::Admission admission(options.process.limits);
  host::Directory directory;
  directory.SetAddress("control", options.control);
  ServedTransport transport(&directory);
  ASSIGN_OR_RETURN(const AnnounceResponse known, Announce(transport, DirectoryEntry()));
  Timer timer;
  const host::ClusterKey key = host::ClusterKey::FromBytes(known.cluster_key());
  authority::RemoteAuthority authority(&transport, key, &timer);

  seeds::NationOptions nation_options;
  nation_options.seed = options.seed;
  ASSIGN_OR_RETURN(auto nation, seeds::Nation::Generate(nation_options));
  ASSIGN_OR_RETURN(const store::StoreOptions store_options, options.store.Make());
  ASSIGN_OR_RETURN(const auto database, store::OpenDatabase(store_options));
  host::Environment environment;
  environment.transport = &transport;
  environment.authority = &authority;
  environment.timer = &timer;
  environment.key = key;
  environment.life = {NewIncarnation(), database->id()};
  environment.admission = &admission;
  environment.log = &log;
  environment.on_directory = [&transport](const std::vector<DirectoryEntry>& entries) {
    for (const DirectoryEntry& entry : entries) transport.Learn(entry);
  };
  host::Agency agency(kind->name, kind->MakeHandlers(std::move(nation)), database->StoreOf(kind->name),
                     std::move(environment));
  host::GrpcServer server(&agency);
  ASSIGN_OR_RETURN(const int port, server.Listen(options.listen, options.port));

  DirectoryEntry entry;
  entry.set_name(kind->name);
  entry.set_address(absl::StrCat(options.listen, ":", port));
  for (std::string& service : ServicesOf(agency)) entry.add_services(std::move(service));
  ASSIGN_OR_RETURN(const AnnounceResponse announced, Announce(transport, entry));
  for (const DirectoryEntry& other : announced.entries()) transport.Learn(other);
  // What was due when an earlier process ended goes on.
  for (const std::string& world : announced.durable_worlds()) agency.WithPart(world, 0, [](const auto&) {});
  options.store.Announce(*database);
  const auto board = std::make_shared<metrics::Board>();
  board->Add(&admission);
  board->Add(&agency);
  const StoreMeters store_meters(database.get());
  board->Add(&store_meters);
  std::unique_ptr<prometheus::Exposer> exposer;
  std::string more;
  if (options.metrics_port >= 0) {
    ASSIGN_OR_RETURN(exposer, OpenMetrics(options.listen, options.metrics_port, board));
    more = absl::StrCat(" metrics=http://", options.listen, ":", exposer->GetListeningPorts().front(), "/metrics");
  }
  std::printf("ready %s=%s:%d%s\n", kind->name.c_str(), options.listen.c_str(), port, more.c_str());
  std::fflush(stdout);
  log.Info("ready", {{"agency", kind->name}});

  signals.Await(options.process.StopLimit());
  log.Info("stopping", {{"agency", kind->name}});
  Stop(server, admission, options.process.Grace(), log);
  database->Close();
  log.Info("stopped", {{"agency", kind->name}});
  EndProcess(0);
}

}  // namespace

void AddServeCommand(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<ServeOptions>();
  CLI::App* serve = app.add_subcommand("serve", "One agency in a process of its own");
  serve->add_option("AGENCY", options->agency, absl::StrCat("One of ", AgencyNames()))->required();
  serve->add_option("--control", options->control, "HOST:PORT of the gateway")->required();
  serve->add_option("--listen", options->listen, "Address to listen on")->capture_default_str();
  serve->add_option("--port", options->port, "gRPC port; 0 picks a free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  AddStoreOptions(*serve, options->store);
  serve->add_option("--seed", options->seed, "Seed of the synthetic nation; the same in every process")
      ->capture_default_str();
  serve->add_option("--metrics-port", options->metrics_port, "Port of GET /metrics; 0 picks a free one")
      ->check(CLI::Range(0, 65535));
  AddProcessOptions(*serve, options->process);
  serve->footer("Example:\n  lienthong serve civil_registry --control 127.0.0.1:7000");
  serve->callback([options, &exit_code] {
    auto* signals = new StopSignals;  // lives as long as the process
    const log::Log log = options->process.MakeLog();
    const absl::Status status = Serve(*options, *signals, log);
    log.Info("configuration_refused",
             {{"agency", options->agency}, {"reason", common::v1::Reason_Name(ReasonOf(status))}});
    if (!status.ok()) std::fprintf(stderr, "lienthong: %s\n", std::string(status.message()).c_str());
    exit_code = status.ok() ? 0 : status.code() == absl::StatusCode::kInvalidArgument ? 2 : 1;
  });
}

}  // namespace lienthong
