// A look-up through the whole pipeline over TCP, in turns with a bare callback echo of the same bytes.
#include <atomic>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/rpc/bytes.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"
#include "tests/bench/suite/echo.h"

namespace lienthong::bench {
namespace {

constexpr char kMethod[] = "/lienthong.population.v1.PopulationService/LookUpPerson";
constexpr double kRoundSeconds = 0.4;
constexpr int kRounds = 5;

// Keeps `in_flight` calls going until its time is over.
class Load {
 public:
  Load(const std::string& address, const std::string& request)
      : stub_(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())),
        request_(host::ToByteBuffer(request)) {}

  // Calls per second.
  double Run(int in_flight, double seconds) {
    until_ = Seconds() + seconds;
    calls_ = 0;
    running_ = in_flight;
    absl::Notification done;
    done_ = &done;
    const double begun = Seconds();
    for (int i = 0; i < in_flight; ++i) Next();
    done.WaitForNotification();
    return static_cast<double>(calls_) / (Seconds() - begun);
  }

 private:
  struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer response;
  };

  void Next() {
    if (Seconds() >= until_) {
      if (--running_ == 0) done_->Notify();
      return;
    }
    auto* call = new Call;
    stub_.UnaryCall(&call->context, kMethod, grpc::StubOptions(), &request_, &call->response,
                    [this, call](const grpc::Status& status) {
                      if (status.ok()) ++calls_;
                      delete call;
                      Next();
                    });
  }

  grpc::GenericStub stub_;
  grpc::ByteBuffer request_;
  double until_ = 0;
  std::atomic<int64_t> calls_{0};
  std::atomic<int> running_{0};
  absl::Notification* done_ = nullptr;
};

}  // namespace

population::v1::LookUpPersonRequest LookUpOf(const seeds::Person& person) {
  population::v1::LookUpPersonRequest request;
  request.set_pin(person.pin);
  request.set_full_name(person.full_name);
  request.mutable_birth_date()->set_year(person.birth_date.year);
  request.mutable_birth_date()->set_month(person.birth_date.month);
  request.mutable_birth_date()->set_day(person.birth_date.day);
  return request;
}

Results UnaryPipeline() {
  TownOptions options;
  options.carrier = Carrier::kGrpc;
  ASSIGN_OR_RETURN(auto town, Town::Make(options));
  ASSIGN_OR_RETURN(const int port, town->Listen("127.0.0.1", 0));
  (void)port;
  std::string address;
  for (const auto& entry : town->authority().directory()) {
    if (entry.name() == "population") address = entry.address();
  }
  ASSIGN_OR_RETURN(const seeds::Persona mother, town->nation().FindPersona("binh-family.mother"));
  const population::v1::LookUpPersonRequest request = LookUpOf(mother.person);
  const std::string bytes = request.SerializeAsString();
  ASSIGN_OR_RETURN(const auto answer, CallAndWait<population::v1::LookUpPersonResponse>(
                                          town->transport(), "population", kMethod + 1, request));

  const BareEcho echo(kMethod, answer.SerializeAsString());
  Load ours(address, bytes);
  Load floor(echo.address(), bytes);

  std::vector<Result> results;
  for (const int in_flight : {1, 8, 64}) {
    double mine = 0, bare = 0;
    ours.Run(in_flight, kRoundSeconds / 2), floor.Run(in_flight, kRoundSeconds / 2);  // warm
    for (int round = 0; round < kRounds; ++round) {
      mine += ours.Run(in_flight, kRoundSeconds);
      bare += floor.Run(in_flight, kRoundSeconds);
    }
    results.push_back({absl::StrCat("pipeline.unary.", in_flight), mine / kRounds, "calls/s", bare / kRounds,
                       mine / bare, "ratio 0.85", "LookUpPerson over TCP, default world, journal on"});
  }
  town->Stop(absl::Seconds(1));
  return results;
}

}  // namespace lienthong::bench
