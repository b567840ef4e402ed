// Birth bundles completed per second: one process, direct transport, automatic officers, MANUAL worlds.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"

namespace lienthong::bench {
namespace {

constexpr int kWorlds = 1000;
constexpr int kThreads = 2;

template <class Response>
absl::StatusOr<Response> InWorld(Town& town, const std::string& world, const std::string& agency,
                                 const std::string& method, const google::protobuf::Message& request) {
  host::RawCall call;
  call.method = method;
  call.body = request.SerializeAsString();
  call.metadata = {{host::kWorldHeader, world}, {host::kCallerHeader, "bench"}};
  host::RawAnswer answer = CallAndWait(town.transport(), agency, std::move(call));
  return host::CallAnswer{std::move(answer.status), std::move(answer.body)}.As<Response>();
}

absl::Status Bundle(Town& town, const std::string& world, const PersonaBirth& birth) {
  RETURN_IF_ERROR(InWorld<health::v1::IssueBirthNotificationResponse>(
                      town, world, "health", "lienthong.health.v1.HealthService/IssueBirthNotification",
                      birth.notification)
                      .status());
  ASSIGN_OR_RETURN(const auto filed, InWorld<gateway::v1::SubmitDossierResponse>(
                                         town, world, "gateway", "lienthong.gateway.v1.GatewayService/SubmitDossier",
                                         birth.dossier));
  gateway::v1::GetDossierRequest request;
  request.set_dossier_id(filed.dossier().dossier_id());
  ASSIGN_OR_RETURN(const auto read, InWorld<gateway::v1::GetDossierResponse>(
                                        town, world, "gateway", "lienthong.gateway.v1.GatewayService/GetDossier",
                                        request));
  if (read.dossier().outcome() == gateway::v1::DOSSIER_OUTCOME_COMPLETED) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("not completed: ", read.dossier().explanation().en()));
}

absl::StatusOr<int> CallsIn(Town& town, const std::string& world) {
  control::v1::ListJournalRequest request;
  request.set_world(world);
  request.set_page_size(1000);
  request.set_omit_bodies(true);
  ASSIGN_OR_RETURN(const auto journal, CallAndWait<control::v1::ListJournalResponse>(
                                           town.transport(), "control",
                                           "lienthong.control.v1.ControlService/ListJournal", request));
  int calls = 0;
  for (const auto& entry : journal.entries()) calls += entry.kind() != control::v1::ENTRY_KIND_ROW;
  return calls;
}

}  // namespace

Results Bundles() {
  TownOptions options;
  options.with_timer = false;
  ASSIGN_OR_RETURN(auto town, Town::Make(options));
  ASSIGN_OR_RETURN(const PersonaBirth birth, BirthOf(town->nation(), "binh-family"));
  for (int i = 0; i < kWorlds; ++i) {
    control::v1::World world;
    world.set_name(absl::StrCat("bench-", i));
    RETURN_IF_ERROR(town->authority().Create(std::move(world)).status());
  }
  RETURN_IF_ERROR(Bundle(*town, "bench-0", birth));  // compiles the expressions
  std::atomic<int> next{1};
  std::atomic<int> failed{0};
  const double begun = Seconds();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int world = next++; world < kWorlds; world = next++) {
        if (!Bundle(*town, absl::StrCat("bench-", world), birth).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = Seconds() - begun;
  if (failed > 0) return absl::InternalError(absl::StrCat(failed.load(), " bundles did not complete"));
  ASSIGN_OR_RETURN(const int calls, CallsIn(*town, "bench-1"));
  return std::vector<Result>{{"bundle.birth-residence-health-card", (kWorlds - 1) / seconds, "bundles/s", std::nullopt,
                              std::nullopt, "1000/s", absl::StrCat(calls, " calls per bundle, direct, ", kThreads, " threads")}};
}

}  // namespace lienthong::bench
