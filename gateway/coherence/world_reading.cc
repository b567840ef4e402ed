#include "gateway/coherence/world_reading.h"

#include <utility>

#include "services/base/error/error.h"
#include "services/base/world/times.h"

namespace lienthong::coherence {
namespace {

using control::v1::ListStateRowsRequest;
using control::v1::ListStateRowsResponse;

constexpr char kListStateRows[] = "lienthong.control.v1.StateService/ListStateRows";
constexpr int kMostPasses = 3;
// No invariant looks at answers kept for repeated calls, counters of owners, and e-forms; they are half of a world.
constexpr const char* kUnneeded[] = {"idempotency", "agenda-owner", "dossier-form"};

}  // namespace

WorldReading::WorldReading(authority::Authority& authority, std::string world, Done done)
    : authority_(authority), world_(std::move(world)), done_(std::move(done)) {}

void WorldReading::Start() {
  authority_.HoldStill(world_, [self = shared_from_this()](absl::StatusOr<authority::Authority::Hold> hold) {
    if (!hold.ok()) return self->Finish(hold.status());
    self->Held(*std::move(hold));
  });
}

void WorldReading::Held(authority::Authority::Hold hold) {
  release_ = std::move(hold.release);
  Ledger& ledger = reading_.ledger;
  ledger.now = FromProto(hold.world.now());
  ledger.contended = hold.contended;
  real_ = hold.world.clock_mode() == control::v1::CLOCK_MODE_REAL;
  ledger.world = std::move(hold.world);
  for (const control::v1::DirectoryEntry& entry : authority_.directory()) {
    const size_t slash = entry.name().find('/');
    if (slash != std::string::npos) {
      if (entry.external()) ledger.with_tenants_elsewhere.insert(entry.name().substr(0, slash));
      continue;
    }
    control::v1::CheckedOffice& office = reading_.offices.emplace_back();
    office.set_agency(entry.name());
    office.set_external(entry.external());
    if (!entry.external()) agencies_.push_back(entry.name());
  }
  BeginPass();
}

void WorldReading::BeginPass() {
  ++passes_;
  reading_.ledger.offices.clear();
  reading_.ledger.lost.clear();
  commits_.clear();
  changed_ = recheck_ = false;
  next_ = 0;
  page_token_.clear();
  Pump();
}

void WorldReading::Pump() {
  trampoline_.Run([self = shared_from_this()] { self->AskNext(); });
}

void WorldReading::AskNext() {
  if (finished_) return;
  if (next_ == agencies_.size()) return EndPass();
  ListStateRowsRequest request;
  request.set_world(world_);
  request.set_world_version(reading_.ledger.world.version());
  request.set_page_token(page_token_);
  if (recheck_) request.set_page_size(1);
  for (const char* table : kUnneeded) request.add_except(table);
  const std::string agency = agencies_[next_];
  authority_.calls().CallAll<ListStateRowsResponse>(
      {agency}, kListStateRows, request, [self = shared_from_this(), agency](auto answers) {
        self->Answered(agency, std::move(answers.front()));
      });
}

void WorldReading::Answered(const std::string& agency, absl::StatusOr<ListStateRowsResponse> answer) {
  if (answer.ok()) {
    Take(agency, *answer);
  } else if (ReasonOf(answer.status()) == Reason::WORLD_LOST) {
    if (!recheck_) reading_.ledger.lost.push_back(agency);
    ++next_;
  } else {
    return Finish(answer.status());
  }
  Pump();
}

void WorldReading::Take(const std::string& agency, const ListStateRowsResponse& page) {
  const auto [first, fresh] = commits_.emplace(agency, page.commits());
  if (first->second != page.commits()) changed_ = true;
  if (recheck_) {
    ++next_;
    return;
  }
  OfficeRows& office = reading_.ledger.offices.try_emplace(agency, agency).first->second;
  for (const control::v1::StateRow& row : page.rows()) office.Put(row.key(), row.value());
  page_token_ = page.next_page_token();
  if (page_token_.empty()) ++next_;
}

void WorldReading::EndPass() {
  if (real_ && !recheck_) {
    recheck_ = true;
    next_ = 0;
    page_token_.clear();
    return Pump();
  }
  if (changed_ && passes_ < kMostPasses) return BeginPass();
  reading_.moving = changed_;
  Finish(absl::OkStatus());
}

void WorldReading::Finish(absl::Status status) {
  finished_ = true;
  if (release_) std::exchange(release_, nullptr)();
  if (!status.ok()) return done_(std::move(status));
  Ledger& ledger = reading_.ledger;
  ReadTables(ledger);
  for (control::v1::CheckedOffice& office : reading_.offices) {
    const auto rows = ledger.offices.find(office.agency());
    if (rows == ledger.offices.end()) continue;
    office.set_rows(static_cast<int64_t>(rows->second.rows().size()));
    for (std::string& table : UnknownTables(rows->second)) office.add_unknown_tables(std::move(table));
  }
  done_(std::move(reading_));
}

}  // namespace lienthong::coherence
