#include "services/base/host/agency.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/host/call_pipeline.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/machinery.h"
#include "services/base/host/row_execution.h"
#include "services/base/host/row_quota.h"
#include "services/base/host/watch_stream.h"
#include "services/base/host/work_log.h"
#include "services/base/store/key.h"
#include "services/base/store/memory_store.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

// Rows of a REAL world that one agency executes at once.
constexpr int kMaxRunning = 64;
// Due rows looked at for some that may run; the rest follows when one ends.
constexpr int kMaxScanned = 1024;

// Under which name a store keeps the states of a durable world: one after a reset is another.
std::string StatePrefix(const std::string& world) { return world + "@"; }
std::string StateName(const control::v1::World& record) { return StatePrefix(record.name()) + record.state_id(); }

absl::Status MethodUnknown(const std::string& method) {
  return Error(absl::StatusCode::kUnimplemented, Reason::METHOD_UNKNOWN).With("method", method);
}

}  // namespace

Agency::Agency(std::string name, std::unique_ptr<Handlers> handlers, std::unique_ptr<store::Store> store,
               Environment environment)
    : name_(std::move(name)),
      handlers_(std::move(handlers)),
      store_(std::move(store)),
      environment_(std::move(environment)),
      admission_(environment_.admission == nullptr ? own_admission_ : *environment_.admission),
      own_journal_(environment_.journal_capacity) {
  RegisterMachinery(*this, *handlers_);
}

Agency::~Agency() = default;

void Agency::Unary(RawCall call, AnswerCallback done) {
  if (const auto* method = handlers_->FindUnary(call.method)) {
    std::make_shared<CallPipeline>(*this, *method, std::move(call), std::move(done))->Start();
  } else if (const auto* system = handlers_->FindSystem(call.method)) {
    System(*system, std::move(call), std::move(done));
  } else {
    done(RawAnswer{MethodUnknown(call.method), "", {{kAnsweredTrailer, "1"}}});
  }
}

void Agency::System(const Handlers::SystemMethod& method, RawCall call, AnswerCallback done) {
  admission::CallPlaces places;
  if (!method.machinery) {
    const absl::Status status = admission_.AdmitCall(call.body.size(), &places);
    if (!status.ok()) {
      LogTurnedAway(*this, call.method, status);
      return done(RawAnswer{WithDomain(status, Domain(name_)), "", {{kAnsweredTrailer, "1"}}});
    }
  }
  const int64_t started = environment_.clock->Ticks();
  done = WhenSettled(call, std::move(done));
  method.handle(std::move(call),
                [this, &method, started, places = std::move(places), done = std::move(done)](RawAnswer answer) mutable {
                  places.GiveBack();
                  const int64_t took = environment_.clock->Ticks() - started;
                  method.latency->Observe(took);
                  LogSystemCall(*this, method.name, answer.status, took);
                  if (!answer.status.ok()) {
                    meters_.CountError(ReasonOf(answer.status));
                    answer.trailers.emplace_back(kAnsweredTrailer, "1");
                  }
                  done(std::move(answer));
                });
}

// Whatever was read for the answer, everything is durable before it leaves the process.
AnswerCallback Agency::WhenSettled(const RawCall& call, AnswerCallback done) const {
  const absl::string_view header = Find(call.metadata, kNowHeader);
  if (!header.empty()) {
    const auto cause = VerifyCause(environment_.key, header);
    if (cause.ok() && InThisProcess(*cause)) return done;
  }
  return [this, done = std::move(done)](RawAnswer answer) mutable {
    auto shared = std::make_shared<std::pair<RawAnswer, AnswerCallback>>(std::move(answer), std::move(done));
    store_->Settle([this, shared](const absl::Status& settled) {
      if (!settled.ok()) shared->first = RawAnswer{WithDomain(settled, Domain(name_)), "", {{kAnsweredTrailer, "1"}}};
      shared->second(std::move(shared->first));
    });
  };
}

std::unique_ptr<RawStream> Agency::Watch(RawCall call) {
  const auto* method = handlers_->FindWatch(call.method);
  if (method == nullptr) return RefusedWatch(MethodUnknown(call.method));
  admission::Place place;
  const absl::Status status = admission_.AdmitWatch(&place);
  if (!status.ok()) return RefusedWatch(WithDomain(status, Domain(name_)));
  return OpenWatch(*this, *method, std::move(call), std::move(place));
}

bool Agency::InThisProcess(const control::v1::Cause& cause) const {
  return !cause.process().empty() && cause.process() == environment_.life.incarnation;
}

void Agency::Execute(std::function<void()> work) const {
  if (environment_.executor) return environment_.executor(std::move(work));
  work();
}

std::vector<std::shared_ptr<WorldPart>> Agency::Parts() const {
  absl::MutexLock lock(&mutex_);
  std::vector<std::shared_ptr<WorldPart>> parts;
  for (const auto& [name, part] : parts_) parts.push_back(part);
  return parts;
}

std::shared_ptr<WorldPart> Agency::FindPart(const std::string& world) const {
  absl::MutexLock lock(&mutex_);
  const auto it = parts_.find(world);
  return it == parts_.end() ? nullptr : it->second;
}

void Agency::WithPart(const std::string& world, int64_t version, PartCallback done) {
  auto part = FindPart(world);
  if (part != nullptr && part->record()->version() >= version) return done(std::move(part));
  auto shared = std::make_shared<PartCallback>(std::move(done));
  environment_.authority->OpenWorld(world, name_, environment_.life, [this, shared](auto record) {
    if (!record.ok()) return (*shared)(record.status());
    Adopt(*std::move(record), std::move(*shared));
  });
}

void Agency::Adopt(std::shared_ptr<const control::v1::World> record, PartCallback done) {
  bool first = false;
  auto kept = PartOf(record, &first);
  if (!kept.ok()) return done(kept.status());
  std::shared_ptr<WorldPart> part = *std::move(kept);
  part->set_record(std::move(record));
  auto opened = [this, part, done = std::move(done)](const absl::Status& status) mutable {
    if (!status.ok()) return done(status);
    if (!part->manual()) FireReal(part);
    done(part);
  };
  if (!first || !part->record()->durable()) return opened(absl::OkStatus());
  // Calls that were at a real seat when the process ended are made again, under their request_id.
  BringBackFlights(name_, part->space(), std::move(opened));
}

absl::StatusOr<std::shared_ptr<WorldPart>> Agency::PartOf(const std::shared_ptr<const control::v1::World>& record,
                                                          bool* first) {
  absl::MutexLock lock(&mutex_);
  const auto known = parts_.find(record->name());
  // A world that was reset while this agency was out of reach has another state.
  if (known != parts_.end() && known->second->record()->state_id() == record->state_id()) return known->second;
  auto made = MakePart(record);
  if (!made.ok()) return made.status();
  *first = true;
  parts_[record->name()] = *made;
  return *std::move(made);
}

absl::StatusOr<std::shared_ptr<WorldPart>> Agency::MakePart(const std::shared_ptr<const control::v1::World>& record) {
  std::shared_ptr<store::Space> space;
  if (record->durable()) {
    auto opened = store_->Open(StateName(*record));
    if (!opened.ok()) return opened.status();
    space = *std::move(opened);
  } else {
    space = WithQuota(store::NewMemorySpace(), {record->name(), name_, admission_.limits().world_rows});
  }
  return std::make_shared<WorldPart>(record, std::move(space),
                                     std::make_shared<journal::Journal>(environment_.journal_capacity),
                                     admission_.LoadOf(record->name()));
}

void Agency::PutRecord(std::shared_ptr<const control::v1::World> record, std::function<void()> done) {
  auto part = FindPart(record->name());
  if (part == nullptr) return done();
  part->set_record(std::move(record));
  if (part->manual()) return part->WhenIdle(std::move(done));
  FireReal(part);
  done();
}

void Agency::ForkPart(const std::string& source, std::shared_ptr<const control::v1::World> copy,
                      std::function<void(const absl::Status&)> done) {
  WithPart(source, 0, [this, copy, done = std::move(done)](absl::StatusOr<std::shared_ptr<WorldPart>> part) {
    if (!part.ok()) return done(part.status());
    std::shared_ptr<store::Space> space =
        WithQuota((*part)->space().Fork(), {copy->name(), name_, admission_.limits().world_rows});
    std::shared_ptr<journal::Journal> journal = (*part)->journal().Fork();
    auto fork =
        std::make_shared<WorldPart>(copy, std::move(space), std::move(journal), admission_.LoadOf(copy->name()));
    BringBackFlights(name_, fork->space(), [this, copy, fork, done](const absl::Status& status) {
      if (status.ok()) {
        absl::MutexLock lock(&mutex_);
        parts_[copy->name()] = fork;
      }
      done(status);
    });
  });
}

void Agency::DropPart(const std::string& world) {
  std::shared_ptr<WorldPart> part;
  {
    absl::MutexLock lock(&mutex_);
    if (const auto found = parts_.find(world); found != parts_.end()) {
      part = std::move(found->second);
      parts_.erase(found);
    }
  }
  if (part != nullptr) part->Retire();
  const std::string states = StatePrefix(world);
  for (const std::string& kept : store_->Worlds()) {
    if (absl::StartsWith(kept, states)) (void)store_->Delete(kept);
  }
}

absl::Time Agency::RealNow(const control::v1::World& record) const {
  return environment_.clock->Now() + FromProto(record.offset());
}

std::string Agency::UniquePath() {
  return absl::StrCat("~", name_, "-", environment_.life.incarnation, "-", ++unique_);
}

void Agency::FireReal(std::shared_ptr<WorldPart> part) {
  part->pump().Run([this, part] { StartDueRows(part); });
}

void Agency::StartDueRows(const std::shared_ptr<WorldPart>& part) {
  const auto record = part->record();
  if (record->clock_mode() != control::v1::CLOCK_MODE_REAL || part->retired()) return;
  if (admission_.closed()) return;  // what is due stays in the agenda
  const absl::Time now = RealNow(*record);
  absl::Time next = absl::InfiniteFuture();
  for (auto& [key, row] : ClaimDueRows(*part, now, &next)) {
    const std::string owner = row.owner();
    std::make_shared<RowExecution>(*this, part, key, std::move(row), now, 0, [this, part, owner](auto report) {
      part->Release(owner);
      if (report.status.ok()) FireReal(part);  // else nothing can be kept any more: the next life goes on
    })->Start();
  }
  // What is due and not claimed waits for a row that runs; its end looks again.
  if (next == absl::InfiniteFuture() || environment_.timer == nullptr || !part->Arm(next)) return;
  environment_.timer->At(next - FromProto(record->offset()), [this, part] {
    part->Disarm();
    FireReal(part);
  });
}

// The due rows that may run now, in order; *next is when the first row is due that is not due yet.
std::vector<std::pair<std::string, control::v1::Row>> Agency::ClaimDueRows(WorldPart& part, absl::Time now,
                                                                           absl::Time* next) const {
  std::vector<std::pair<std::string, control::v1::Row>> claimed;
  int seen = 0;
  const std::string prefix = agenda::KeyPrefix();
  part.space().Read()->Scan(prefix, store::PrefixEnd(prefix), [&](absl::string_view key, const store::Entry& entry) {
    const absl::Time due = agenda::DueOf(key);
    if (due > now) *next = due;
    if (due > now || ++seen > kMaxScanned) return false;
    control::v1::Row row;
    if (row.ParseFromString(entry.value) && part.Claim(row.owner(), kMaxRunning)) {
      claimed.emplace_back(std::string(key), std::move(row));
    }
    return true;
  });
  return claimed;
}

}  // namespace lienthong::host
