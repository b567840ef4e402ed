#include "town.h"

#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "services/base/authority/control_service.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/memory_store.h"
#include "services/base/world/times.h"

namespace lienthong::testing {

using namespace control::v1;  // NOLINT: the control's messages, throughout

// What one process holds, or would hold if it were one.
struct Town::Node {
  std::string name;
  host::Directory directory;
  std::unique_ptr<host::Transport> wire;
  std::unique_ptr<host::LossyTransport> lossy;
  std::unique_ptr<host::Transport> between;
  std::unique_ptr<authority::RemoteAuthority> remote;
  std::unique_ptr<host::Agency> agency;
  std::unique_ptr<host::GrpcServer> server;
  int port = 0;
};

// Which life of which process: split over processes, each agency has one of its own.
std::string Process(const Town::Options& options, const std::string& agency) {
  return absl::StrCat(options.wire == Town::Wire::kSplit ? agency : "town", "#", options.life);
}

Town::Town(const Options& options) : admission_(options.limits), timer_(std::make_unique<Timer>(*options.clock)) {
  for (int i = 0; i < options.toys; ++i)
    names_.push_back(absl::StrCat("toy-", std::string(1, static_cast<char>('a' + i))));
  auto control = std::make_unique<host::Handlers>();
  // The authority speaks over its own node's wire, so that node is made first.
  nodes_.push_back(std::make_unique<Node>());
  authority::Authority::Parts parts;
  parts.transport = TransportFor(options, *nodes_[0]);
  parts.timer = timer_.get();
  parts.clock = options.clock;
  parts.key = key_;
  parts.process = Process(options, "control");
  parts.rows_per_run = options.rows_per_run;
  parts.admission = &admission_;
  database_ = options.database ? options.database : store::NewMemoryDatabase();
  if (database_->durable()) {
    records_ = std::make_unique<authority::WorldRecords>(*database_->StoreOf("control")->Open("town"));
    parts.records = records_.get();
  }
  authority_ = std::make_unique<authority::Authority>(parts);
  authority_->Restore();
  authority::RegisterControlService(*authority_, *control);
  authority::RegisterAuthorityService(*authority_, *control, timer_.get());
  Seat(options, "control", std::move(control));
  for (const std::string& name : names_) {
    auto handlers = std::make_unique<host::Handlers>();
    RegisterToy({names_, options.counts_by_process}, *handlers);
    nodes_.push_back(std::make_unique<Node>());
    TransportFor(options, *nodes_.back());
    Seat(options, name, std::move(handlers));
  }
  Connect();
  Resume();
  if (options.wire == Wire::kDirect) return;
  client_ = std::make_unique<host::GrpcTransport>(options.wire == Wire::kSplit ? &nodes_[0]->directory : &directory_);
}

Town::~Town() {
  admission_.Close();
  EXPECT_TRUE(admission_.AwaitQuiet(absl::Seconds(20)));
  for (auto& node : nodes_) {
    if (node->server) node->server->Stop(absl::Seconds(5));
  }
  database_->Close();
  timer_.reset();
}

host::Transport* Town::TransportFor(const Options& options, Node& node) {
  host::Transport* wire = &direct_;
  if (options.wire != Wire::kDirect) {
    node.wire = std::make_unique<host::GrpcTransport>(options.wire == Wire::kSplit ? &node.directory : &directory_);
    wire = node.wire.get();
  }
  node.lossy = std::make_unique<host::LossyTransport>(
      wire, options.loss_seed, host::LossyTransport::Losses{options.percent_lost, options.percent_lost});
  return node.lossy.get();
}

// Fills the last node.
void Town::Seat(const Options& options, const std::string& name, std::unique_ptr<host::Handlers> handlers) {
  Node& node = *nodes_.back();
  node.name = name;
  host::Environment environment;
  if (options.between) node.between = options.between(node.lossy.get());
  environment.transport = node.between ? node.between.get() : node.lossy.get();
  environment.authority = authority_.get();
  if (options.wire == Wire::kSplit && name != "control") {
    node.remote = std::make_unique<authority::RemoteAuthority>(node.lossy.get(), key_, timer_.get());
    environment.authority = node.remote.get();
  }
  environment.timer = timer_.get();
  environment.admission = &admission_;
  environment.clock = options.clock;
  environment.key = key_;
  environment.life = {Process(options, name), database_->id()};
  environment.journal_capacity = options.journal_capacity;
  node.agency = std::make_unique<host::Agency>(name, std::move(handlers), database_->StoreOf(name), environment);
  if (options.wire == Wire::kDirect) return direct_.Seat(name, node.agency.get());
  node.server = std::make_unique<host::GrpcServer>(node.agency.get());
  if (options.wire == Wire::kInProcess) {
    (void)node.server->StartInProcess();
    return directory_.SetChannel(name, node.server->InProcessChannel());
  }
  node.port = node.server->Listen("127.0.0.1", 0).value();
}

void Town::Connect() {
  for (auto& node : nodes_) {
    for (auto& other : nodes_) {
      if (other->port != 0) node->directory.SetAddress(other->name, absl::StrCat("127.0.0.1:", other->port));
    }
    DirectoryEntry entry;
    entry.set_name(node->name);
    entry.set_local(true);
    std::set<std::string> services;
    for (const std::string& method : node->agency->Methods()) services.insert(method.substr(0, method.find('/')));
    entry.mutable_services()->Add(services.begin(), services.end());
    authority_->Announce(entry);
  }
}

void Town::Resume() {
  authority_->Resume();
  for (const auto& node : nodes_) {
    for (const std::string& world : authority_->DurableWorldsOf(node->name)) {
      node->agency->WithPart(world, 0, [](const auto&) {});
    }
  }
}

host::Agency& Town::agency(const std::string& name) {
  for (auto& node : nodes_) {
    if (node->name == name) return *node->agency;
  }
  abort();
}

host::Transport& Town::client() { return client_ ? *client_ : direct_; }

int64_t Town::lost() const {
  int64_t lost = 0;
  for (const auto& node : nodes_) lost += node->lossy->requests_lost() + node->lossy->answers_lost();
  return lost;
}

host::RawAnswer Town::Ask(const std::string& to, host::RawCall call) {
  host::RawAnswer answer;
  absl::Notification answered;
  client().Call(to, std::move(call), [&](host::RawAnswer given) {
    answer = std::move(given);
    answered.Notify();
  });
  answered.WaitForNotification();
  return answer;
}

std::string Town::NextId() { return absl::StrCat("town-", ++ids_); }

absl::StatusOr<World> Town::Create(const std::string& world, uint64_t seed, ClockMode mode) {
  CreateWorldRequest request;
  request.set_request_id(NextId());
  request.mutable_world()->set_name(world);
  request.mutable_world()->set_seed(seed);
  request.mutable_world()->set_clock_mode(mode);
  ASSIGN_OR_RETURN(auto response, Control<CreateWorldResponse>("CreateWorld", request));
  return response.world();
}

absl::StatusOr<World> Town::Fork(const std::string& source, const std::string& name) {
  ForkWorldRequest request;
  request.set_request_id(NextId());
  request.set_source(source);
  request.set_name(name);
  ASSIGN_OR_RETURN(auto response, Control<ForkWorldResponse>("ForkWorld", request));
  return response.world();
}

absl::StatusOr<AdvanceClockResponse> Town::Advance(const std::string& world, absl::Duration by) {
  AdvanceClockRequest request;
  request.set_request_id(NextId());
  request.set_world(world);
  *request.mutable_by() = ToProto(by);
  return Control<AdvanceClockResponse>("AdvanceClock", request);
}

absl::StatusOr<toy::v1::StirResponse> Town::Stir(const std::string& toy, const std::string& world,
                                                 const toy::v1::StirRequest& request, const std::string& caller) {
  host::Metadata headers = {{host::kWorldHeader, world}};
  if (!caller.empty()) headers.emplace_back(host::kCallerHeader, caller);
  return Call<toy::v1::StirResponse>(toy, kStir, request, std::move(headers));
}

absl::StatusOr<toy::v1::LookResponse> Town::Look(const std::string& toy, const std::string& world,
                                                 const std::string& caller) {
  host::Metadata headers = {{host::kWorldHeader, world}};
  if (!caller.empty()) headers.emplace_back(host::kCallerHeader, caller);
  return Call<toy::v1::LookResponse>(toy, kLook, toy::v1::LookRequest(), std::move(headers));
}

absl::StatusOr<std::vector<JournalEntry>> Town::Journal(const std::string& world, bool canonical, int page_size) {
  std::vector<JournalEntry> lines;
  ListJournalRequest request;
  request.set_world(world);
  request.set_canonical(canonical);
  request.set_page_size(page_size);
  do {
    ASSIGN_OR_RETURN(auto page, Control<ListJournalResponse>("ListJournal", request));
    for (JournalEntry& entry : *page.mutable_entries()) lines.push_back(std::move(entry));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return lines;
}

absl::StatusOr<DescribeWorldResponse> Town::Describe(const std::string& world) {
  DescribeWorldRequest request;
  request.set_world(world);
  return Control<DescribeWorldResponse>("DescribeWorld", request);
}

toy::v1::StirRequest Stirring(const std::string& text, const std::string& request_id) {
  toy::v1::StirRequest request;
  request.set_text(text);
  request.set_request_id(request_id);
  return request;
}

}  // namespace lienthong::testing
