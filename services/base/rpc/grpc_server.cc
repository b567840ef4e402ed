#include "services/base/rpc/grpc_server.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "services/base/error/error.h"
#include "services/base/rpc/headers.h"
#include "services/base/rpc/limits.h"
#include "services/base/status.h"

namespace lienthong::host {
namespace {

std::vector<std::string> ServicesOf(const Dispatcher& dispatcher) {
  std::set<std::string> names;
  for (const std::string& method : dispatcher.Methods()) names.insert(method.substr(0, method.find('/')));
  return {names.begin(), names.end()};
}

std::string Address(const std::string& host, int port) {
  const bool v6 = host.find(':') != std::string::npos && host.front() != '[';
  return v6 ? absl::StrCat("[", host, "]:", port) : absl::StrCat(host, ":", port);
}

absl::Status AddressUnavailable(const std::string& address) {
  return Error(absl::StatusCode::kUnavailable, Reason::ADDRESS_UNAVAILABLE).With("address", address);
}

std::vector<std::string> NamesToList(const Dispatcher& dispatcher) {
  std::vector<std::string> names = ServicesOf(dispatcher);
  for (const char* own : {"grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                          "grpc.reflection.v1alpha.ServerReflection"}) {
    names.emplace_back(own);
  }
  return names;
}

// Above the limits we refuse by ourselves, with a reason.
size_t HardLimit(const GrpcServer::Options& options) {
  size_t limit = options.max_request_bytes * 4;
  for (const auto& [method, bytes] : options.larger) limit = std::max(limit, bytes + bytes / 4);
  return limit;
}

void Configure(grpc::ServerBuilder& builder, const GrpcServer::Options& options) {
  builder.SetMaxReceiveMessageSize(static_cast<int>(HardLimit(options)));
  builder.SetMaxSendMessageSize(kMaxAnswerBytes);
  // Without this a second server shares a taken port instead of failing.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  // Watchers may hear nothing for hours; their keepalive pings are no abuse.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kMinPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
}

}  // namespace

GrpcServer::GrpcServer(Dispatcher* dispatcher, Options options)
    : dispatcher_(dispatcher),
      options_(std::move(options)),
      health_(ServicesOf(*dispatcher)),
      reflection_("grpc.reflection.v1", NamesToList(*dispatcher)),
      older_reflection_("grpc.reflection.v1alpha", NamesToList(*dispatcher)) {}

GrpcServer::~GrpcServer() { Stop(absl::ZeroDuration()); }

absl::StatusOr<int> GrpcServer::Listen(const std::string& host, int port) { return Start(Address(host, port)); }

absl::Status GrpcServer::StartInProcess() { return Start("").status(); }

absl::StatusOr<int> GrpcServer::Start(const std::string& address) {
  if (server_ != nullptr) return InternalError("a server was started twice");
  grpc::ServerBuilder builder;
  Configure(builder, options_);
  ASSIGN_OR_RETURN(services_, RawServicesOf(dispatcher_, &watches_, {options_.max_request_bytes, options_.larger}));
  ASSIGN_OR_RETURN(auto health, RawServicesOf(&health_, &health_watches_, {options_.max_request_bytes, {}}));
  services_.insert(services_.end(), std::make_move_iterator(health.begin()), std::make_move_iterator(health.end()));
  for (const auto& service : services_) builder.RegisterService(service.get());
  builder.RegisterService(&reflection_);
  builder.RegisterService(&older_reflection_);
  builder.RegisterCallbackGenericService(&unknown_method_);
  int port = 0;
  if (!address.empty()) builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &port);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || (!address.empty() && port == 0)) return AddressUnavailable(address);
  return port;
}

PeerChannel GrpcServer::InProcessChannel() { return {server_->InProcessChannel(ClientArguments()), gate_}; }

void GrpcServer::BeginStop() {
  health_.Stop();
  watches_.CloseAll(ServerStopping());
}

void GrpcServer::Stop(absl::Duration grace) {
  if (server_ == nullptr) return;
  BeginStop();
  reflection_.Stop();
  older_reflection_.Stop();
  const gpr_timespec deadline = DeadlineIn(grace);
  gate_->Close(grace);
  server_->Shutdown(deadline);
  server_.reset();
}

}  // namespace lienthong::host
