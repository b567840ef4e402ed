// After a kill with many open dossiers: how soon the program is ready, and its due work running again.
#include <atomic>
#include <filesystem>
#include <thread>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "services/base/host/call_setup.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/status.h"
#include "services/base/world/times.h"
#include "tests/bench/suite/bench.h"
#include "tests/bench/suite/bundle_run.h"
#include "tests/bench/suite/child.h"
#include "tests/bench/suite/folder.h"

namespace lienthong::bench {
namespace {

constexpr absl::CivilDay kBorn(2024, 8, 2);
constexpr int kDossiers = 100'000;
constexpr int kAtOnce = 1'000;  // families drawn at a time
constexpr int kThreads = 16;
constexpr int kRowsSeen = 1'000;
constexpr double kPatience = 60;

// Everybody at the desks waits for a person, so that every dossier stays open.
absl::Status DeskWaits(Town& town) {
  absl::Status status;
  const auto change = [](control::v1::World& world) {
    control::v1::OfficerPolicy& policy = *world.add_officers();
    policy.set_agency("*");
    policy.set_mode(control::v1::OFFICER_MODE_PERSON);
    return absl::OkStatus();
  };
  absl::Notification changed;
  town.authority().Change(host::kDefaultWorld, change, [&](const auto& world) {
    status = world.status();
    changed.Notify();
  });
  changed.WaitForNotification();
  return status;
}

absl::Status FileThem(Town& town) {
  std::atomic<int> failed{0};
  for (int filed = 0; filed < kDossiers; filed += kAtOnce) {
    ASSIGN_OR_RETURN(const auto births,
                     BirthsOn(kBorn, town.nation(), static_cast<uint64_t>(filed / kAtOnce + 1), kAtOnce));
    std::atomic<size_t> next{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (size_t at = next++; at < births.size(); at = next++) {
          if (!FileBirth(town.transport(), std::string(host::kDefaultWorld), births[at]).ok()) ++failed;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  if (failed > kDossiers / 100) return absl::InternalError(absl::StrCat(failed.load(), " dossiers were not accepted"));
  return absl::OkStatus();
}

// A client of a child's control.
class Control {
 public:
  explicit Control(const Child& child) : transport_(&directory_) { directory_.SetAddress("control", child.gateway()); }

  template <class Response, class Request>
  absl::StatusOr<Response> Call(const char* method, const Request& request) {
    return CallAndWait<Response>(transport_, "control", absl::StrCat("lienthong.control.v1.ControlService/", method),
                                 request);
  }
  // Lines of all journals of the default world in this life.
  absl::StatusOr<int64_t> Lines() {
    control::v1::ListJournalRequest request;
    request.set_world(host::kDefaultWorld);
    request.set_page_size(1000);
    request.set_omit_bodies(true);
    ASSIGN_OR_RETURN(const auto journal, (Call<control::v1::ListJournalResponse>("ListJournal", request)));
    return journal.entries_size();
  }

 private:
  host::Directory directory_;
  host::GrpcTransport transport_;
};

struct Started {
  std::unique_ptr<Child> child;
  double seconds = 0;
};

absl::StatusOr<Started> Start(const std::string& store) {
  const double begun = Seconds();
  ASSIGN_OR_RETURN(auto child, Child::Start({"up", "--port", "0", "--http-port", "0", "--store", store}));
  return Started{std::move(child), Seconds() - begun};
}

// Lets ten days pass at once: deadlines and polls of every dossier are due.
absl::Status PassTenDays(const Child& child) {
  Control control(child);
  control::v1::GetClockRequest read;
  read.set_world(host::kDefaultWorld);
  ASSIGN_OR_RETURN(const auto clock, (control.Call<control::v1::GetClockResponse>("GetClock", read)));
  control::v1::SetClockRequest set;
  set.set_request_id("ten days");
  set.set_world(host::kDefaultWorld);
  *set.mutable_now() = ToProto(FromProto(clock.clock().now()) + absl::Hours(240));
  return control.Call<control::v1::SetClockResponse>("SetClock", set).status();
}

}  // namespace

Results Recovery() {
  const Folder folder;
  const std::string file = folder.File("store.db"), store = "sqlite:" + file;
  double memory = 0;
  {
    TownOptions options;
    options.with_timer = false;
    options.store.spec = store;
    ASSIGN_OR_RETURN(auto town, Town::Make(options));
    RETURN_IF_ERROR(DeskWaits(*town));
    const double before = ResidentBytes();
    RETURN_IF_ERROR(FileThem(*town));
    memory = (ResidentBytes() - before) / kDossiers;
  }
  const double bytes = static_cast<double>(std::filesystem::file_size(file)) / kDossiers;
  ASSIGN_OR_RETURN(Started first, Start(store));
  RETURN_IF_ERROR(PassTenDays(*first.child));
  first.child->Kill();
  ASSIGN_OR_RETURN(const Started second, Start(store));
  const double begun = Seconds();
  Control control(*second.child);
  int64_t lines = 0;
  while (lines < kRowsSeen && Seconds() - begun < kPatience) {
    ASSIGN_OR_RETURN(lines, control.Lines());
  }
  const double running = second.seconds + Seconds() - begun;
  const double resident = second.child->resident_bytes();
  const std::string note = absl::StrCat(kDossiers, " open dossiers, killed with the deadlines of all of them due");
  return std::vector<Result>{
      {"recovery.ready", second.seconds, "s", std::nullopt, std::nullopt, "1 s", note},
      {"recovery.due", running, "s", std::nullopt, std::nullopt, "10 s",
       absl::StrCat("from exec until ", kRowsSeen, " of the calls that were due are in the journal")},
      {"recovery.memory", memory, "bytes", std::nullopt, std::nullopt, "",
       absl::StrCat("resident per open dossier while they were filed; after the restart the process has ",
                    resident / 1e6, " MB; the file has ", bytes, " bytes per open dossier")}};
}

}  // namespace lienthong::bench
