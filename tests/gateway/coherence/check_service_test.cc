// The check as clients call it, over gRPC: agencies in this process, agencies apart.
#include "gateway/coherence/check_service.h"

#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/check_service.pb.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/rpc/directory.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/world/times.h"

namespace lienthong::coherence {
namespace {

using control::v1::CheckWorldRequest;
using control::v1::CheckWorldResponse;
using ::testing::IsEmpty;

constexpr char kCheckWorld[] = "lienthong.control.v1.CheckService/CheckWorld";

class CheckServiceTest : public ::testing::Test {
 protected:
  CheckServiceTest() {
    TownOptions options;
    options.carrier = Carrier::kGrpc;
    town_ = *Town::Make(options);
    port_ = *town_->Listen("127.0.0.1", 0);
    directory_.SetAddress("gateway", "127.0.0.1:" + std::to_string(port_));
    control::v1::World world;
    world.set_name("manual");
    EXPECT_TRUE(town_->authority().Create(world).ok());
  }

  absl::StatusOr<CheckWorldResponse> Check(const std::string& world, absl::Duration wait = absl::ZeroDuration()) {
    CheckWorldRequest request;
    request.set_world(world);
    *request.mutable_wait() = ToProto(wait);
    return CallAndWait<CheckWorldResponse>(wire_, "gateway", kCheckWorld, request, absl::Seconds(60));
  }

  std::shared_ptr<Town> town_;
  int port_ = 0;
  host::Directory directory_;
  host::GrpcTransport wire_{&directory_};
};

TEST_F(CheckServiceTest, AnUntouchedWorldIsCoherent) {
  for (const char* world : {"manual", "default"}) {
    const auto response = Check(world);
    ASSERT_TRUE(response.ok()) << response.status();
    EXPECT_TRUE(response->quiet());
    EXPECT_THAT(response->violations(), IsEmpty());
    EXPECT_GE(response->results_size(), 45);
    EXPECT_GE(response->offices_size(), 8);
    for (const auto& office : response->offices()) EXPECT_EQ(office.rows(), 0) << office.agency();
  }
}

TEST_F(CheckServiceTest, AWorldThatIsNotThere) {
  EXPECT_EQ(ReasonOf(Check("nowhere").status()), Reason::WORLD_UNKNOWN);
  EXPECT_EQ(ReasonOf(Check("").status()), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(Check("manual", -absl::Seconds(1)).status()), Reason::INVALID_FIELD);
}

TEST_F(CheckServiceTest, LeavesNoTraceInTheJournal) {
  ASSERT_TRUE(Check("manual").ok());
  control::v1::ListJournalRequest request;
  request.set_world("manual");
  const auto journal = CallAndWait<control::v1::ListJournalResponse>(
      wire_, "gateway", "lienthong.control.v1.ControlService/ListJournal", request);
  ASSERT_TRUE(journal.ok()) << journal.status();
  EXPECT_THAT(journal->entries(), IsEmpty());
}

TEST_F(CheckServiceTest, StateIsReadByTheSimulatorAlone) {
  const auto answer = CallAndWait(wire_, "gateway",
                                  host::RawCall{"lienthong.control.v1.StateService/ListStateRows", {}, ""});
  EXPECT_EQ(ReasonOf(answer.status), Reason::HEADER_FORGED);
}

}  // namespace
}  // namespace lienthong::coherence
