#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "services/base/admission/admission.h"
#include "services/base/host/agency_meters.h"
#include "services/base/host/authority_link.h"
#include "services/base/host/cause.h"
#include "services/base/host/handlers.h"
#include "services/base/host/wire.h"
#include "services/base/host/world_part.h"
#include "services/base/journal/journal.h"
#include "services/base/log/log.h"
#include "services/base/store/store.h"
#include "services/base/world/clock.h"
#include "services/base/world/timer.h"

namespace lienthong::host {

// What surrounds an agency in its process. Everything pointed to outlives the agency.
struct Environment {
  Transport* transport = nullptr;
  AuthorityLink* authority = nullptr;
  Timer* timer = nullptr;
  const WallClock* clock = &WallClock::System();
  ClusterKey key;
  // Identifies this life of the process, and the store it was given (empty: it keeps nothing).
  Life life;
  size_t journal_capacity = journal::kDefaultCapacity;
  // What this agency says of its work; null = nothing. Outlives it.
  const log::Log* log = nullptr;
  // What the process takes on at once; null = an agency in a test, with a door of its own.
  admission::Admission* admission = nullptr;
  // Where handlers and continuations run; null = on the caller's thread. An agency whose handlers compute for long
  // (the gateway's engine) runs on workers of its own, never on the threads of gRPC.
  std::function<void(std::function<void()>)> executor;
  // Told where everybody is, when that changes; null in a process that knows anyway.
  std::function<void(const std::vector<control::v1::DirectoryEntry>&)> on_directory;
};

// Agency is one office of the simulator: it runs the handlers of one package over the states of many worlds. Every call
// passes one pipeline (call_pipeline.cc), every agenda row one other (row_execution.cc); the journal sees both.
// Thread-safe. It must outlive the calls it has begun: stop the server and the drivers first.
class Agency : public Dispatcher, public metrics::MetricsSource {
 public:
  Agency(std::string name, std::unique_ptr<Handlers> handlers, std::unique_ptr<store::Store> store,
         Environment environment);
  ~Agency() override;

  const std::string& name() const { return name_; }
  const Environment& environment() const { return environment_; }
  const Handlers& handlers() const { return *handlers_; }

  void Unary(RawCall call, AnswerCallback done) override;
  std::unique_ptr<RawStream> Watch(RawCall call) override;
  std::vector<std::string> Methods() const override { return handlers_->methods(); }
  void Measure(metrics::Sheet& sheet) const override;

  admission::Admission& admission() { return admission_; }
  AgencyMeters& meters() { return meters_; }

  // The agency's part of a world, pulled from the authority when unknown or older than `version`.
  using PartCallback = absl::AnyInvocable<void(absl::StatusOr<std::shared_ptr<WorldPart>>)>;
  void WithPart(const std::string& world, int64_t version, PartCallback done);
  std::shared_ptr<WorldPart> FindPart(const std::string& world) const;
  // `done` comes when no row of the old record runs any more.
  void PutRecord(std::shared_ptr<const control::v1::World> record, std::function<void()> done);
  // The agency opened the source in this life or, when that is kept, in an earlier one.
  void ForkPart(const std::string& source, std::shared_ptr<const control::v1::World> copy,
                std::function<void(const absl::Status&)> done);
  void DropPart(const std::string& world);
  // Calls for worlds that don't exist are journaled here.
  journal::Journal& own_journal() { return own_journal_; }

  // Executes what is due in a REAL world and arms the timer for what is due next.
  void FireReal(std::shared_ptr<WorldPart> part);
  absl::Time RealNow(const control::v1::World& record) const;
  // A cause path that no other call has, for REAL worlds.
  std::string UniquePath();
  void Execute(std::function<void()> work) const;
  // The caller is in this process and keeps its state in the same database: if one of the two is lost, so is the other.
  bool InThisProcess(const control::v1::Cause& cause) const;

 private:
  void Adopt(std::shared_ptr<const control::v1::World> record, PartCallback done);
  // `first`: it was made just now.
  absl::StatusOr<std::shared_ptr<WorldPart>> PartOf(const std::shared_ptr<const control::v1::World>& record,
                                                    bool* first);
  absl::StatusOr<std::shared_ptr<WorldPart>> MakePart(const std::shared_ptr<const control::v1::World>& record);
  void System(const Handlers::SystemMethod& method, RawCall call, AnswerCallback done);
  AnswerCallback WhenSettled(const RawCall& call, AnswerCallback done) const;
  // What DescribeState and scrapes say of one world is read without stopping it.
  std::vector<std::shared_ptr<WorldPart>> Parts() const;
  void StartDueRows(const std::shared_ptr<WorldPart>& part);
  std::vector<std::pair<std::string, control::v1::Row>> ClaimDueRows(WorldPart& part, absl::Time now,
                                                                     absl::Time* next) const;

  const std::string name_;
  const std::unique_ptr<Handlers> handlers_;
  const std::unique_ptr<store::Store> store_;
  const Environment environment_;
  admission::Admission own_admission_;
  admission::Admission& admission_;
  AgencyMeters meters_;
  journal::Journal own_journal_;
  std::atomic<int64_t> unique_{0};
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<WorldPart>> parts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::host
