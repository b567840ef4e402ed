// `lienthong demo`: the birth bundle for a persona family, told as it happens.
#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/remote.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/status.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using control::v1::JournalEntry;
using gateway::v1::Dossier;

constexpr char kControl[] = "lienthong.control.v1.ControlService/";
constexpr char kGateway[] = "lienthong.gateway.v1.GatewayService/";
// How long somebody else's server may take for its part.
constexpr absl::Duration kSeatPatience = absl::Seconds(10);

// Waits for a stream's next message; false when it has ended.
bool AwaitNext(host::RawStream& stream) {
  absl::Notification given;
  bool end = false;
  stream.Next([&](host::RawStream::Item item) {
    end = item.end;
    given.Notify();
  });
  given.WaitForNotification();
  return !end;
}

// Calls in the demonstration's own world.
class Demo {
 public:
  explicit Demo(const std::string& target) : transport_(&directory_) { directory_.SetAddress("control", target); }

  absl::Status Run(const std::string& family) {
    RETURN_IF_ERROR(Connect());
    RETURN_IF_ERROR(CreateWorld());
    ASSIGN_OR_RETURN(const auto nation, seeds::Nation::Generate({}));
    ASSIGN_OR_RETURN(const PersonaBirth birth, BirthOf(*nation, family));
    std::printf("%s\n", birth.introduction.c_str());
    RETURN_IF_ERROR(NotifyBirth(birth));
    ASSIGN_OR_RETURN(const std::string dossier_id, File(birth));
    if (seated_) AwaitEnd(dossier_id);
    ASSIGN_OR_RETURN(const Dossier dossier, Read(dossier_id));
    RETURN_IF_ERROR(TellCalls());
    Tell(dossier);
    if (dossier.outcome() == gateway::v1::DOSSIER_OUTCOME_COMPLETED) return absl::OkStatus();
    return absl::FailedPreconditionError(absl::StrCat("the dossier did not complete: ", dossier.explanation().en()));
  }

 private:
  host::Metadata Headers() const { return {{host::kCallerHeader, "demo"}, {host::kWorldHeader, world_}}; }

  template <class Response>
  absl::StatusOr<Response> Call(const std::string& to, const std::string& method,
                                const google::protobuf::Message& request) {
    host::RawCall call;
    call.method = method;
    call.body = request.SerializeAsString();
    call.metadata = Headers();
    call.timeout = absl::Seconds(20);
    host::RawAnswer answer = CallAndWait(transport_, to, std::move(call));
    return host::CallAnswer{std::move(answer.status), std::move(answer.body)}.As<Response>();
  }

  absl::Status Connect() {
    ASSIGN_OR_RETURN(const auto agencies, Call<control::v1::ListAgenciesResponse>(
                                              "control", absl::StrCat(kControl, "ListAgencies"),
                                              control::v1::ListAgenciesRequest()));
    for (const auto& agency : agencies.agencies()) {
      directory_.SetAddress(agency.name(), agency.address());
      seated_ = seated_ || agency.external();
    }
    return absl::OkStatus();
  }

  // The first free name: a demonstration may be shown again.
  absl::Status CreateWorld() {
    absl::Status status;
    for (int i = 1; i <= 1000; ++i) {
      control::v1::CreateWorldRequest request;
      world_ = absl::StrCat("demo-", i);
      request.set_request_id(world_);
      request.mutable_world()->set_name(world_);
      control::v1::GetWorldRequest look;
      look.set_world(world_);
      if (Call<control::v1::GetWorldResponse>("control", absl::StrCat(kControl, "GetWorld"), look).ok()) continue;
      status = Call<control::v1::CreateWorldResponse>("control", absl::StrCat(kControl, "CreateWorld"), request).status();
      if (status.ok()) break;
    }
    return status;
  }

  absl::Status NotifyBirth(const PersonaBirth& birth) {
    return Call<health::v1::IssueBirthNotificationResponse>(
               "health", "lienthong.health.v1.HealthService/IssueBirthNotification", birth.notification)
        .status();
  }

  absl::StatusOr<std::string> File(const PersonaBirth& birth) {
    ASSIGN_OR_RETURN(const auto response, Call<gateway::v1::SubmitDossierResponse>(
                                              "gateway", absl::StrCat(kGateway, "SubmitDossier"), birth.dossier));
    std::printf("dossier %s filed in world %s\n\n", response.dossier().dossier_code().c_str(), world_.c_str());
    return response.dossier().dossier_id();
  }

  // Somebody else's server answers in its own time: the history is read to its end, but not for ever.
  void AwaitEnd(const std::string& dossier_id) {
    gateway::v1::WatchDossierRequest request;
    request.set_dossier_id(dossier_id);
    host::RawCall call;
    call.method = absl::StrCat(kGateway, "WatchDossier");
    call.body = request.SerializeAsString();
    call.metadata = Headers();
    call.timeout = kSeatPatience;
    const auto history = transport_.Watch("gateway", std::move(call));
    while (AwaitNext(*history)) {
    }
  }

  absl::StatusOr<Dossier> Read(const std::string& dossier_id) {
    gateway::v1::GetDossierRequest request;
    request.set_dossier_id(dossier_id);
    ASSIGN_OR_RETURN(auto response, Call<gateway::v1::GetDossierResponse>(
                                        "gateway", absl::StrCat(kGateway, "GetDossier"), request));
    return std::move(*response.mutable_dossier());
  }

  absl::Status TellCalls() {
    control::v1::ListJournalRequest request;
    request.set_world(world_);
    request.set_page_size(1000);
    request.set_canonical(true);
    request.set_omit_bodies(true);
    ASSIGN_OR_RETURN(const auto journal, Call<control::v1::ListJournalResponse>(
                                             "control", absl::StrCat(kControl, "ListJournal"), request));
    std::printf("%-6s %-18s    %-18s %-28s %s\n", "time", "caller", "agency", "what", "answer");
    for (const JournalEntry& entry : journal.entries()) TellCall(entry);
    return absl::OkStatus();
  }

  static void TellCall(const JournalEntry& entry) {
    const std::string what = entry.method().substr(entry.method().find('/') + 1);
    const std::string at = absl::FormatTime("%H:%M", FromProto(entry.at()), HanoiZone());
    const bool row = entry.kind() == control::v1::ENTRY_KIND_ROW;
    std::printf("%-6s %-18s %s %-18s %-28s %s\n", at.c_str(), row ? "" : entry.caller().c_str(), row ? "  " : "->",
                entry.agency().c_str(), row ? absl::StrCat("(", entry.row_kind(), ")").c_str() : what.c_str(),
                entry.status().code() == 0 ? "ok" : entry.status().message().c_str());
  }

  static void Tell(const Dossier& dossier) {
    std::printf("\n%s\n%s\n", dossier.explanation().vi().c_str(), dossier.explanation().en().c_str());
    for (const auto& part : dossier.parts()) {
      std::string documents;
      for (const auto& document : part.documents()) {
        absl::StrAppend(&documents, documents.empty() ? "" : ", ", document.title().vi(), " ", document.number());
      }
      std::printf("  %-12s %-18s %-34s %s\n", part.task().c_str(), part.agency().c_str(),
                  applications::v1::ApplicationStatus_Name(part.status()).c_str(), documents.c_str());
    }
  }

  host::Directory directory_;
  host::GrpcTransport transport_;
  std::string world_;
  // Somebody else's server is in a seat.
  bool seated_ = false;
};

}  // namespace

void AddDemoCommand(CLI::App& app, int& exit_code) {
  const auto target = std::make_shared<std::string>("127.0.0.1:7000");
  const auto family = std::make_shared<std::string>("binh-family");
  CLI::App* demo = app.add_subcommand("demo", "Run the birth bundle for a persona family and tell each step");
  demo->add_option("--target", *target, "HOST:PORT of the gateway")->capture_default_str();
  demo->add_option("--family", *family, "Persona family with a newborn")->capture_default_str();
  demo->footer("Example:\n  lienthong demo --family an-family");
  demo->callback([target, family, &exit_code] {
    const absl::Status status = Demo(*target).Run(*family);
    if (!status.ok()) std::fprintf(stderr, "lienthong: %s\n", std::string(status.message()).c_str());
    exit_code = status.ok() ? 0 : 1;
  });
}

}  // namespace lienthong
