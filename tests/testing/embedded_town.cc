#include "tests/testing/embedded_town.h"

#include <utility>

#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/status.h"
#include "tests/testing/ids.h"

namespace lienthong::testing {
namespace {

constexpr char kControl[] = "lienthong.control.v1.ControlService/";
constexpr absl::Duration kTimeout = absl::Minutes(1);
constexpr absl::Duration kGrace = absl::Seconds(5);

}  // namespace

EmbeddedTown& EmbeddedTown::Shared() {
  static EmbeddedTown* const town = Start().value().release();
  return *town;
}

absl::StatusOr<std::unique_ptr<EmbeddedTown>> EmbeddedTown::Start(const std::map<std::string, std::string>& seats) {
  TownOptions options;
  for (const auto& [name, address] : seats) {
    ASSIGN_OR_RETURN(Seat seat, Seat::Parse(absl::StrCat(name, "=", address)));
    options.seats.push_back(std::move(seat));
  }
  ASSIGN_OR_RETURN(std::shared_ptr<Town> town, Town::Make(options));
  RETURN_IF_ERROR(town->Listen("127.0.0.1", 0).status());
  return std::unique_ptr<EmbeddedTown>(new EmbeddedTown(std::move(town)));
}

EmbeddedTown::EmbeddedTown(std::shared_ptr<Town> town) : town_(std::move(town)) {}

EmbeddedTown::~EmbeddedTown() { town_->Stop(kGrace); }

std::string EmbeddedTown::AddressOf(absl::string_view agency) const {
  for (const control::v1::DirectoryEntry& entry : town_->authority().directory()) {
    if (entry.name() == agency) return entry.address();
  }
  return "";
}

std::unique_ptr<FreshWorld> EmbeddedTown::NewWorld(control::v1::World record) {
  control::v1::CreateWorldRequest request;
  request.set_request_id(NewId("create"));
  *request.mutable_world() = std::move(record);
  request.mutable_world()->set_name(NewId("test"));
  request.mutable_world()->add_declared_callers(FreshWorld::kCaller);
  control::v1::CreateWorldResponse response;
  return Take(request.world().name(), Ask("gateway", absl::StrCat(kControl, "CreateWorld"), {}, request, &response));
}

std::unique_ptr<FreshWorld> EmbeddedTown::Fork(const std::string& source) {
  control::v1::ForkWorldRequest request;
  request.set_request_id(NewId("fork"));
  request.set_source(source);
  request.set_name(NewId("test"));
  control::v1::ForkWorldResponse response;
  return Take(request.name(), Ask("gateway", absl::StrCat(kControl, "ForkWorld"), {}, request, &response));
}

std::unique_ptr<FreshWorld> EmbeddedTown::Take(const std::string& name, const absl::Status& made) {
  EXPECT_TRUE(made.ok()) << made;
  return std::unique_ptr<FreshWorld>(new FreshWorld(*this, name));
}

absl::Status EmbeddedTown::Ask(const std::string& agency, const std::string& method,
                               const std::map<std::string, std::string>& headers,
                               const google::protobuf::Message& request, google::protobuf::Message* response) {
  host::RawCall call;
  call.method = method;
  call.metadata = {headers.begin(), headers.end()};
  call.body = request.SerializeAsString();
  call.timeout = kTimeout;
  const host::RawAnswer answer = CallAndWait(town_->transport(), agency, std::move(call));
  RETURN_IF_ERROR(answer.status);
  return response->ParseFromString(answer.body) ? absl::OkStatus()
                                                : host::CallAnswer::MalformedAnswer(response->GetTypeName());
}

}  // namespace lienthong::testing
