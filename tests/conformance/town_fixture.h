#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "deploy/lienthong/agencies.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/rpc/directory.h"
#include "services/base/rpc/grpc_transport.h"

namespace lienthong::conformance {

// The whole town behind real servers on free ports, called over TCP as a stranger does. One for all tests of a binary:
// tests use worlds of their own.
class OpenTown {
 public:
  static OpenTown& Get() {
    static OpenTown* town = new OpenTown;
    return *town;
  }

  Town& town() { return *town_; }
  host::Transport& wire() { return wire_; }
  // Names of all offices, the gateway first.
  const std::vector<std::string>& offices() const { return offices_; }
  // Services that strangers may call there, except those that are of no world and name one in their requests.
  std::vector<std::string> ServicesOf(const std::string& office) const {
    std::vector<std::string> services;
    for (const auto& entry : directory_of_town_.agencies()) {
      if (entry.name() != office) continue;
      for (const std::string& service : entry.services()) {
        const bool control = absl::EndsWith(service, ".ControlService") || absl::EndsWith(service, ".CheckService") ||
                             absl::EndsWith(service, ".MockService") ||
                             absl::EndsWith(service, ".VerificationService") ||
                             absl::EndsWith(service, ".SnapshotService");
        if (!control) services.push_back(service);
      }
    }
    return services;
  }

  host::RawAnswer Ask(const std::string& to, const std::string& method, const std::string& body,
                      host::Metadata headers = {}, absl::Duration timeout = absl::Seconds(30)) {
    host::RawCall call;
    call.method = method;
    call.metadata = std::move(headers);
    call.body = body;
    call.timeout = timeout;
    return CallAndWait(wire_, to, std::move(call));
  }

 private:
  OpenTown() {
    TownOptions options;
    options.carrier = Carrier::kGrpc;
    town_ = *Town::Make(options);
    EXPECT_TRUE(town_->Listen("127.0.0.1", 0).ok());
    directory_of_town_ = *CallAndWait<control::v1::ListAgenciesResponse>(
        town_->transport(), "gateway", "lienthong.control.v1.ControlService/ListAgencies",
        control::v1::ListAgenciesRequest());
    for (const auto& entry : directory_of_town_.agencies()) {
      offices_.push_back(entry.name());
      directory_.SetAddress(entry.name(), entry.address());
    }
    control::v1::World world;
    world.set_name("conformance");
    world.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
    EXPECT_TRUE(town_->authority().Create(std::move(world)).ok());
  }

  std::shared_ptr<Town> town_;
  control::v1::ListAgenciesResponse directory_of_town_;
  host::Directory directory_;
  host::GrpcTransport wire_{&directory_};
  std::vector<std::string> offices_;
};

inline host::Metadata InWorld(const std::string& world = "conformance") { return {{host::kWorldHeader, world}}; }

}  // namespace lienthong::conformance
