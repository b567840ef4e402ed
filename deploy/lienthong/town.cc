#include "deploy/lienthong/town.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gateway/coherence/check_service.h"
#include "gateway/dossier/gateway_agency.h"
#include "gateway/snapshots/snapshot_service.h"
#include "gateway/verification/verification_service.h"
#include "services/base/authority/control_service.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/random_name.h"
#include "services/base/status.h"
#include "services/base/transport/peer.h"
#include "services/nation/nation_service.h"

namespace lienthong {
namespace {

constexpr char kGateway[] = "gateway";
constexpr char kControl[] = "control";
constexpr int kEngineThreads = 2;
// Worlds whose life is over are looked for this often.
constexpr absl::Duration kSweepPeriod = absl::Seconds(30);

// Machinery between the simulator's own processes is nobody's to call.
bool IsMachinery(const std::string& service) {
  return absl::EndsWith(service, ".AgendaService") || absl::EndsWith(service, ".AuthorityService") ||
         absl::EndsWith(service, ".StateService") || absl::EndsWith(service, ".JournalService");
}

// While the town is built there is nobody to wait for.
absl::Status Wait(const std::function<void(std::function<void(absl::Status)>)>& begin) {
  absl::Status status;
  absl::Notification done;
  begin([&](const absl::Status& given) {
    status = given;
    done.Notify();
  });
  done.WaitForNotification();
  return status;
}

absl::Status CheckNation(const control::v1::StoredTown& kept, const seeds::Nation& nation) {
  if (kept.nation_digest() == nation.Digest()) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, Reason::STORE_OF_ANOTHER_NATION)
      .With("seed", absl::StrCat(kept.nation_seed()))
      .With("digest", kept.nation_digest());
}

// A file that is a little too large shall be refused as a file, not as a message.
host::GrpcServer::Options WithUploads() {
  host::GrpcServer::Options options;
  options.larger["lienthong.gateway.v1.GatewayService/UploadFile"] =
      dossier::kMaxFileBytes + dossier::kMaxFileBytes / 4;
  return options;
}

}  // namespace

std::vector<std::string> ServicesOf(const host::Dispatcher& agency) {
  std::vector<std::string> services;
  for (const std::string& method : agency.Methods()) {
    const std::string service = method.substr(0, method.find('/'));
    if (IsMachinery(service) || std::find(services.begin(), services.end(), service) != services.end()) continue;
    services.push_back(service);
  }
  return services;
}

std::string NewIncarnation() { return host::RandomName(6); }

Town::Town(TownOptions options) : options_(std::move(options)) {}

Town::~Town() {
  Stop(absl::ZeroDuration());
  timer_.reset();
  engine_workers_.reset();
}

absl::StatusOr<std::shared_ptr<Town>> Town::Make(const TownOptions& options) {
  std::shared_ptr<Town> town(new Town(options));
  RETURN_IF_ERROR(town->Build());
  return town;
}

absl::Status Town::Build() {
  seeds::NationOptions nation;
  nation.seed = options_.nation_seed;
  ASSIGN_OR_RETURN(nation_, seeds::Nation::Generate(nation));
  database_ = options_.database;
  if (database_ == nullptr) {
    ASSIGN_OR_RETURN(database_, store::OpenDatabase(options_.store));
  }
  ASSIGN_OR_RETURN(const host::ClusterKey key, KeptKey());
  ASSIGN_OR_RETURN(auto files, database_->StoreOf(kGateway)->Open("files"));
  files_ = std::make_shared<dossier::FileStore>(std::move(files));
  host::Transport* inner = &over_grpc_;
  if (options_.carrier == Carrier::kDirect && options_.with_agencies) inner = &direct_;
  transport_ = std::make_unique<SeatedTransport>(inner, options_.seats);
  if (options_.with_timer) timer_ = std::make_unique<Timer>();
  authority::Authority::Parts parts;
  parts.transport = transport_.get();
  parts.timer = timer_.get();
  parts.key = key;
  parts.process = incarnation_;
  parts.records = records_.get();
  parts.admission = &admission_;
  parts.on_announce = [this](const control::v1::DirectoryEntry& entry) {
    if (!entry.local() && !entry.address().empty()) directory_.SetAddress(entry.name(), entry.address());
  };
  authority_ = std::make_unique<authority::Authority>(parts);
  authority_->Restore();
  if (timer_ != nullptr) authority_->SweepEvery(kSweepPeriod);
  store_meters_ = std::make_unique<StoreMeters>(database_.get());
  metrics_.Add(&admission_);
  metrics_.Add(store_meters_.get());
  metrics_.Add(authority_.get());

  // Expressions compute on workers of their own; in the runner's process the drivers are the workers.
  std::function<void(std::function<void()>)> executor;
  if (options_.carrier == Carrier::kGrpc || !options_.with_agencies) {
    engine_workers_ = std::make_unique<Workers>(kEngineThreads);
    executor = [this](std::function<void()> job) { engine_workers_->Post(std::move(job)); };
  }
  ASSIGN_OR_RETURN(auto gateway, dossier::MakeHandlers(files_));
  authority::RegisterControlService(*authority_, *gateway);
  nation::Register(nation_, *gateway);
  authority::RegisterAuthorityService(*authority_, *gateway, timer_.get());
  verification::RegisterVerificationService({authority_.get(), timer_.get(), &WallClock::System(), executor,
                                             [this] { return admission_.closed(); }},
                                            *gateway);
  snapshots::RegisterSnapshotService(
      {authority_.get(), options_.nation_seed, nation_->Digest(), &WallClock::System(), executor}, *gateway);
  coherence::RegisterCheckService({authority_.get(), nation_, timer_.get(), &WallClock::System(), executor}, *gateway);
  RETURN_IF_ERROR(AddAgency(kGateway, std::move(gateway), std::move(executor)));
  if (options_.with_agencies) {
    for (const AgencyKind& kind : AllAgencies())
      RETURN_IF_ERROR(AddAgency(kind.name, kind.MakeHandlers(nation_), nullptr));
  }
  return CreateDefaultWorld();
}

absl::Status Town::AddAgency(const std::string& name, std::unique_ptr<host::Handlers> handlers,
                             std::function<void(std::function<void()>)> executor) {
  host::Environment environment;
  environment.transport = transport_.get();
  environment.authority = authority_.get();
  environment.timer = timer_.get();
  environment.key = authority_->key();
  environment.life = {incarnation_, database_->id()};
  environment.executor = std::move(executor);
  environment.admission = &admission_;
  environment.log = options_.log;
  auto agency =
      std::make_unique<host::Agency>(name, std::move(handlers), database_->StoreOf(name), std::move(environment));
  metrics_.Add(agency.get());
  direct_.Seat(name, agency.get());
  if (name == kGateway) direct_.Seat(kControl, agency.get());
  control::v1::DirectoryEntry entry;
  entry.set_name(name);
  entry.set_local(true);
  for (std::string& service : ServicesOf(*agency)) entry.add_services(std::move(service));
  authority_->Announce(entry);
  if (options_.carrier == Carrier::kGrpc || !options_.with_agencies) {
    servers_.push_back(std::make_unique<host::GrpcServer>(agency.get(), WithUploads()));
  }
  agencies_.push_back(std::move(agency));
  return absl::OkStatus();
}

absl::StatusOr<host::ClusterKey> Town::KeptKey() {
  if (!database_->durable()) return host::ClusterKey::Random();
  ASSIGN_OR_RETURN(auto space, database_->StoreOf(kControl)->Open("town"));
  records_ = std::make_unique<authority::WorldRecords>(std::move(space));
  if (const auto kept = records_->Town()) {
    RETURN_IF_ERROR(CheckNation(*kept, *nation_));
    return host::ClusterKey::FromBytes(kept->cluster_key());
  }
  const host::ClusterKey key = host::ClusterKey::Random();
  control::v1::StoredTown town;
  town.set_cluster_key(key.ToBytes());
  town.set_nation_seed(nation_->options().seed);
  town.set_nation_digest(nation_->Digest());
  RETURN_IF_ERROR(Wait([&](auto done) { records_->Put(town, std::move(done)); }));
  return key;
}

absl::Status Town::CreateDefaultWorld() {
  if (authority_->Get(host::kDefaultWorld).ok()) return absl::OkStatus();
  control::v1::World world;
  world.set_name(host::kDefaultWorld);
  world.set_clock_mode(control::v1::CLOCK_MODE_REAL);
  world.set_realistic_numbers(options_.realistic_numbers);
  world.set_durable(database_->durable());
  return CreateWorld(std::move(world));
}

absl::Status Town::CreateWorld(control::v1::World world) {
  return Wait([&](auto done) {
    authority_->Create(std::move(world),
                       [done](const absl::StatusOr<control::v1::World>& made) { done(made.status()); });
  });
}

void Town::Resume() {
  authority_->Resume();
  for (const auto& agency : agencies_) {
    for (const std::string& world : authority_->DurableWorldsOf(agency->name())) {
      agency->WithPart(world, 0, [](const auto&) {});
    }
  }
}

absl::StatusOr<int> Town::Listen(const std::string& host, int port) {
  if (servers_.empty()) {
    for (const auto& agency : agencies_)
      servers_.push_back(std::make_unique<host::GrpcServer>(agency.get(), WithUploads()));
  }
  int gateway_port = 0;
  for (size_t i = 0; i < agencies_.size(); ++i) {
    ASSIGN_OR_RETURN(const int bound, servers_[i]->Listen(host, port == 0 ? 0 : port + static_cast<int>(i)));
    const std::string& name = agencies_[i]->name();
    directory_.SetChannel(name, servers_[i]->InProcessChannel());
    if (name == kGateway) {
      gateway_port = bound;
      directory_.SetChannel(kControl, servers_[i]->InProcessChannel());
    }
    control::v1::DirectoryEntry entry;
    entry.set_name(name);
    entry.set_local(true);
    entry.set_address(absl::StrCat(host, ":", bound));
    for (std::string& service : ServicesOf(*agencies_[i])) entry.add_services(std::move(service));
    authority_->Announce(entry);
  }
  for (const Seat& seat : options_.seats) {
    control::v1::DirectoryEntry entry;
    entry.set_name(seat.name);
    entry.set_address(seat.address);
    entry.set_external(true);
    // It is called as the agency whose seat it takes.
    for (const control::v1::DirectoryEntry& known : authority_->directory()) {
      if (known.name() == host::AgencyOf(seat.name)) *entry.mutable_services() = known.services();
    }
    authority_->Announce(entry);
  }
  Resume();
  return gateway_port;
}

void Town::BeginStop() {
  admission_.Close();
  for (const auto& server : servers_) server->BeginStop();
  if (authority_ != nullptr) authority_->Stop();
}

void Town::Stop(absl::Duration grace) {
  const WallClock& clock = WallClock::System();
  const absl::Time deadline = clock.Now() + grace;
  const auto left = [&] { return std::max(deadline - clock.Now(), absl::ZeroDuration()); };
  BeginStop();
  (void)AwaitQuiet(left());
  for (const auto& server : servers_) server->Stop(left());
  if (database_ != nullptr) database_->Close();  // answers still on their way come now, and none later
}

}  // namespace lienthong
