// The birth bundle with every agency in a process of its own, beside as many bare echo calls one after the other.
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "deploy/lienthong/agencies.h"
#include "deploy/lienthong/remote.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"
#include "tests/bench/suite/bundle_run.h"
#include "tests/bench/suite/child.h"
#include "tests/bench/suite/echo.h"

namespace lienthong::bench {
namespace {

constexpr int kBundles = 100;
constexpr char kControl[] = "lienthong.control.v1.ControlService/";
constexpr char kEcho[] = "lienthong.population.v1.PopulationService/LookUpPerson";

// "ready gateway=HOST:PORT http=..."
std::string AddressIn(absl::string_view line) {
  absl::ConsumePrefix(&line, "ready gateway=");
  return std::string(line.substr(0, line.find(' ')));
}

// A gateway and every agency, each a process.
class Country {
 public:
  Country() : transport_(&directory_) {}

  absl::Status Start() {
    ASSIGN_OR_RETURN(auto gateway, Child::Start({"gateway", "--port", "0", "--http-port", "0"}));
    const std::string address = AddressIn(gateway->first_line());
    processes_.push_back(std::move(gateway));
    for (const AgencyKind& kind : AllAgencies()) {
      ASSIGN_OR_RETURN(auto agency, Child::Start({"serve", kind.name, "--control", address}));
      processes_.push_back(std::move(agency));
    }
    directory_.SetAddress("control", address);
    ASSIGN_OR_RETURN(const auto agencies,
                     CallAndWait<control::v1::ListAgenciesResponse>(
                         transport_, "control", absl::StrCat(kControl, "ListAgencies"), control::v1::ListAgenciesRequest()));
    for (const auto& agency : agencies.agencies()) directory_.SetAddress(agency.name(), agency.address());
    return absl::OkStatus();
  }
  absl::Status CreateWorld(const std::string& name) {
    control::v1::CreateWorldRequest request;
    request.set_request_id(name);
    request.mutable_world()->set_name(name);
    return CallAndWait<control::v1::CreateWorldResponse>(transport_, "control", absl::StrCat(kControl, "CreateWorld"),
                                                         request)
        .status();
  }
  host::Transport& transport() { return transport_; }
  size_t processes() const { return processes_.size(); }

 private:
  host::Directory directory_;
  host::GrpcTransport transport_;
  std::vector<std::unique_ptr<Child>> processes_;
};

absl::StatusOr<double> EchoSeconds(int calls) {
  const BareEcho echo(absl::StrCat("/", kEcho), std::string(200, 'x'));
  host::Directory directory;
  directory.SetAddress("echo", echo.address());
  host::GrpcTransport transport(&directory);
  double begun = 0;
  for (int i = -calls / 10; i < calls; ++i) {
    if (i == 0) begun = Seconds();
    host::RawCall call;
    call.method = kEcho;
    call.body = std::string(200, 'x');
    const host::RawAnswer answer = CallAndWait(transport, "echo", std::move(call));
    if (!answer.status.ok()) return answer.status;
  }
  return (Seconds() - begun) / calls;
}

}  // namespace

Results SplitBundles() {
  Country country;
  RETURN_IF_ERROR(country.Start());
  ASSIGN_OR_RETURN(const auto nation, seeds::Nation::Generate({}));
  ASSIGN_OR_RETURN(const PersonaBirth birth, BirthOf(*nation, "binh-family"));
  for (int i = 0; i <= kBundles; ++i) RETURN_IF_ERROR(country.CreateWorld(absl::StrCat("bench-", i)));
  RETURN_IF_ERROR(RunBundle(country.transport(), "bench-0", birth));
  const double begun = Seconds();
  for (int i = 1; i <= kBundles; ++i) RETURN_IF_ERROR(RunBundle(country.transport(), absl::StrCat("bench-", i), birth));
  const double bundle = (Seconds() - begun) / kBundles;
  ASSIGN_OR_RETURN(const int calls, CallsIn(country.transport(), "bench-1"));
  ASSIGN_OR_RETURN(const double echo, EchoSeconds(2000));
  const double floor = echo * calls;
  return std::vector<Result>{{"bundle.split", bundle * 1e3, "ms", floor * 1e3, floor / bundle, "",
                              absl::StrCat(country.processes(), " processes, one bundle after the other; floor: ", calls,
                                           " bare echo calls in sequence over TCP")}};
}

}  // namespace lienthong::bench
