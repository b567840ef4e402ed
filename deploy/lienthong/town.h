#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "deploy/lienthong/agencies.h"
#include "deploy/lienthong/seats.h"
#include "deploy/lienthong/store_meters.h"
#include "deploy/lienthong/workers.h"
#include "gateway/dossier/file_store.h"
#include "services/base/admission/admission.h"
#include "services/base/authority/authority.h"
#include "services/base/authority/world_records.h"
#include "services/base/host/agency.h"
#include "services/base/log/log.h"
#include "services/base/metrics/board.h"
#include "services/base/rpc/grpc_server.h"
#include "services/base/transport/direct_transport.h"
#include "services/base/world/timer.h"

namespace lienthong {

enum class Carrier { kGrpc, kDirect };

struct TownOptions {
  // How agencies of one process call each other: in-process channels, or dispatcher to dispatcher.
  Carrier carrier = Carrier::kDirect;
  store::StoreOptions store;
  // Instead of `store`: somebody's own, for benchmarks and tests.
  std::shared_ptr<store::Database> database;
  uint64_t nation_seed = 1;
  bool realistic_numbers = false;
  std::vector<Seat> seats;
  // Agencies of this process; empty = all. The gateway is always there.
  bool with_agencies = true;
  // Wall timers: REAL worlds, retries, lives. A scenario run needs none.
  bool with_timer = true;
  // What is taken on at once from outside.
  admission::Limits limits;
  // Null = silent. Outlives the town.
  const log::Log* log = nullptr;
};

// Lower-case hex that no other life of a process has.
std::string NewIncarnation();

// Town is the simulator of one process: the gateway with the authority of worlds, and, unless they run elsewhere, all
// agencies. It answers by name through its transport; Listen opens it to others.
class Town {
 public:
  static absl::StatusOr<std::shared_ptr<Town>> Make(const TownOptions& options);
  ~Town();

  host::Transport& transport() { return *transport_; }
  authority::Authority& authority() { return *authority_; }
  dossier::FileStore& files() { return *files_; }
  store::Database& database() { return *database_; }
  const seeds::Nation& nation() const { return *nation_; }
  admission::Admission& admission() { return admission_; }
  // All that is measured here; whoever opens another door of the process adds it.
  metrics::Board& metrics() { return metrics_; }

  // Makes a world and waits for it: not on a thread that serves calls.
  absl::Status CreateWorld(control::v1::World world);
  // Opens every agency on host: the gateway on `port`, the others on the ports after it, or all on free ports when 0.
  // Returns the gateway's port.
  absl::StatusOr<int> Listen(const std::string& host, int port);
  // The first half of a stop: health goes NOT_SERVING, new calls are refused with SERVER_STOPPING, streams end with it,
  // advances give what they have reached, rows of REAL worlds stay in the agenda. What runs goes on.
  void BeginStop();
  // Waits until no call from outside and no row is at work, but no longer than `grace`; then false.
  bool AwaitQuiet(absl::Duration grace) { return admission_.AwaitQuiet(grace); }
  // The whole stop: running calls have `grace`, the rest are cut off. Nobody is served afterwards.
  void Stop(absl::Duration grace);

 private:
  explicit Town(TownOptions options);
  absl::Status Build();
  absl::Status AddAgency(const std::string& name, std::unique_ptr<host::Handlers> handlers,
                         std::function<void(std::function<void()>)> executor);
  // What the store keeps of the simulator itself, made when the store is new.
  //   NATION_OF_ANOTHER_SEED  the store's worlds are about other people
  absl::StatusOr<host::ClusterKey> KeptKey();
  absl::Status CreateDefaultWorld();
  // What was due when the process ended goes on.
  void Resume();

  const TownOptions options_;
  admission::Admission admission_{options_.limits};
  metrics::Board metrics_;
  std::shared_ptr<const seeds::Nation> nation_;
  std::shared_ptr<store::Database> database_;
  std::unique_ptr<StoreMeters> store_meters_;
  std::unique_ptr<authority::WorldRecords> records_;  // null: nothing is kept
  std::shared_ptr<dossier::FileStore> files_;
  host::Directory directory_;
  host::DirectTransport direct_;
  host::GrpcTransport over_grpc_{&directory_};
  std::unique_ptr<SeatedTransport> transport_;
  const std::string incarnation_ = NewIncarnation();
  std::unique_ptr<Timer> timer_;
  std::unique_ptr<Workers> engine_workers_;
  std::unique_ptr<authority::Authority> authority_;
  std::vector<std::unique_ptr<host::Agency>> agencies_;
  std::vector<std::unique_ptr<host::GrpcServer>> servers_;
};

// Full names of the services an agency's clients may call, in order of registration.
std::vector<std::string> ServicesOf(const host::Dispatcher& agency);
}  // namespace lienthong
