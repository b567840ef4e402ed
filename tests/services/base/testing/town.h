#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/admission/admission.h"
#include "services/base/authority/authority.h"
#include "services/base/authority/remote_authority.h"
#include "services/base/host/agency.h"
#include "services/base/rpc/directory.h"
#include "services/base/rpc/grpc_server.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/transport/direct_transport.h"
#include "services/base/transport/lossy_transport.h"
#include "toy.h"
#include "toy.pb.h"

namespace lienthong::testing {

// Town is the authority and some toy agencies ("toy-a", "toy-b", ...), put together as `up` and `serve` do it.
class Town {
 public:
  enum class Wire {
    kDirect,     // dispatcher to dispatcher; the authority is called as functions
    kInProcess,  // gRPC's in-process channels; the authority is called as functions
    kSplit,      // TCP, as between processes: nothing shared but the cluster's key
  };
  struct Options {
    Wire wire = Wire::kDirect;
    int toys = 3;
    // Of requests, and as many of the answers that are left.
    int percent_lost = 0;
    uint64_t loss_seed = 1;
    int rows_per_run = 64;
    bool counts_by_process = false;
    const WallClock* clock = &WallClock::System();
    size_t journal_capacity = journal::kDefaultCapacity;
    // Where durable worlds are kept; null: nowhere.
    std::shared_ptr<store::Database> database;
    // Which life of the processes this is.
    int life = 1;
    // What all agencies together take on at once.
    admission::Limits limits;
    // Puts something between the agencies and the wire; null = nothing.
    std::function<std::unique_ptr<host::Transport>(host::Transport* wire)> between;
  };

  Town() : Town(Options()) {}
  explicit Town(const Options& options);
  ~Town();

  const std::vector<std::string>& toys() const { return names_; }
  authority::Authority& authority() { return *authority_; }
  host::Agency& agency(const std::string& name);
  admission::Admission& admission() { return admission_; }
  // As a client outside sees the town; loses nothing.
  host::Transport& client();
  int64_t lost() const;
  const host::ClusterKey& key() const { return key_; }

  // Calls and waits.
  host::RawAnswer Ask(const std::string& to, host::RawCall call);
  template <class Response, class Request>
  absl::StatusOr<Response> Call(const std::string& to, const std::string& method, const Request& request,
                                host::Metadata headers = {}) {
    const host::RawAnswer answer = Ask(to, host::RawCall{method, std::move(headers), request.SerializeAsString()});
    return host::CallAnswer{answer.status, answer.body}.As<Response>();
  }
  // `method` of ControlService.
  template <class Response, class Request>
  absl::StatusOr<Response> Control(const std::string& method, const Request& request) {
    return Call<Response>("control", "lienthong.control.v1.ControlService/" + method, request);
  }

  // The commonest calls, by name.
  absl::StatusOr<control::v1::World> Create(const std::string& world, uint64_t seed = 1,
                                            control::v1::ClockMode mode = control::v1::CLOCK_MODE_MANUAL);
  absl::StatusOr<control::v1::World> Fork(const std::string& source, const std::string& name);
  absl::StatusOr<control::v1::AdvanceClockResponse> Advance(const std::string& world, absl::Duration by);
  absl::StatusOr<toy::v1::StirResponse> Stir(const std::string& toy, const std::string& world,
                                             const toy::v1::StirRequest& request, const std::string& caller = "");
  absl::StatusOr<toy::v1::LookResponse> Look(const std::string& toy, const std::string& world,
                                             const std::string& caller = "");
  // Every line, in order.
  absl::StatusOr<std::vector<control::v1::JournalEntry>> Journal(const std::string& world, bool canonical = true,
                                                                 int page_size = 100);
  absl::StatusOr<control::v1::DescribeWorldResponse> Describe(const std::string& world);

 private:
  struct Node;
  void Seat(const Options& options, const std::string& name, std::unique_ptr<host::Handlers> handlers);
  void Connect();
  void Resume();
  host::Transport* TransportFor(const Options& options, Node& node);
  std::string NextId();

  const host::ClusterKey key_ = host::ClusterKey::Random();
  admission::Admission admission_;
  std::vector<std::string> names_;
  std::unique_ptr<Timer> timer_;
  host::DirectTransport direct_;
  host::Directory directory_;
  std::shared_ptr<store::Database> database_;
  std::unique_ptr<authority::WorldRecords> records_;
  std::unique_ptr<authority::Authority> authority_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::unique_ptr<host::Transport> client_;
  std::atomic<int64_t> ids_{0};
};

// A request with a text and, unless empty, a request_id of its own.
toy::v1::StirRequest Stirring(const std::string& text, const std::string& request_id);

}  // namespace lienthong::testing
