#include "gateway/coherence/world_reading.h"

#include <utility>

#include "services/base/error/error.h"
#include "services/base/world/times.h"

namespace lienthong::coherence {
namespace {

using control::v1::ListStateRowsRequest;

constexpr char kListStateRows[] = "lienthong.control.v1.StateService/ListStateRows";
constexpr int kMostPasses = 3;
// No invariant looks at answers kept for repeated calls, counters of owners, and e-forms; they are half of a world.
constexpr const char* kUnneeded[] = {"idempotency", "agenda-owner", "dossier-form", "moment"};

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
  changed_ = false;
  AskAll(0, [self = shared_from_this()](const Pages& pages) {
    if (self->TakeAll(pages)) self->Pump();
  });
}

ListStateRowsRequest WorldReading::Question() const {
  ListStateRowsRequest request;
  request.set_world(world_);
  request.set_world_version(reading_.ledger.world.version());
  for (const char* table : kUnneeded) request.add_except(table);
  return request;
}

void WorldReading::AskAll(int page_size, std::function<void(Pages)> done) {
  ListStateRowsRequest request = Question();
  request.set_page_size(page_size);
  authority_.calls().CallAll<Page>(agencies_, kListStateRows, request, std::move(done));
}

// False when the reading is over.
bool WorldReading::TakeAll(const Pages& pages) {
  for (size_t i = 0; i < pages.size(); ++i) {
    if (!Take(agencies_[i], pages[i])) return false;
  }
  return true;
}

bool WorldReading::Take(const std::string& agency, const absl::StatusOr<Page>& page) {
  if (ReasonOf(page.status()) == Reason::WORLD_LOST) {
    reading_.ledger.lost.push_back(agency);
    return true;
  }
  if (!page.ok()) {
    Finish(page.status());
    return false;
  }
  const auto [first, fresh] = commits_.emplace(agency, page->commits());
  if (first->second != page->commits()) changed_ = true;
  OfficeRows& office = reading_.ledger.offices.try_emplace(agency, agency).first->second;
  for (const control::v1::StateRow& row : page->rows()) office.Put(row.key(), row.value());
  if (!page->next_page_token().empty()) rest_.emplace_back(agency, page->next_page_token());
  return true;
}

void WorldReading::Pump() {
  trampoline_.Run([self = shared_from_this()] { self->AskNext(); });
}

void WorldReading::AskNext() {
  if (rest_.empty()) return real_ ? Recheck() : EndPass();
  const auto [agency, token] = rest_.front();
  rest_.pop_front();
  ListStateRowsRequest request = Question();
  request.set_page_token(token);
  authority_.calls().CallAll<Page>({agency}, kListStateRows, request,
                                   [self = shared_from_this(), agency = agency](const Pages& pages) {
                                     if (self->Take(agency, pages.front())) self->Pump();
                                   });
}

void WorldReading::Recheck() {
  AskAll(1, [self = shared_from_this()](const Pages& pages) {
    for (size_t i = 0; i < pages.size(); ++i) {
      const auto before = self->commits_.find(self->agencies_[i]);
      const bool same = pages[i].ok() && before != self->commits_.end() && before->second == pages[i]->commits();
      const bool lost = before == self->commits_.end() && ReasonOf(pages[i].status()) == Reason::WORLD_LOST;
      if (!same && !lost) self->changed_ = true;
    }
    self->EndPass();
  });
}

void WorldReading::EndPass() {
  if (changed_ && passes_ < kMostPasses) return BeginPass();
  reading_.moving = changed_;
  Finish(absl::OkStatus());
}

void WorldReading::Finish(absl::Status status) {
  if (release_) std::exchange(release_, nullptr)();
  if (!status.ok()) return done_(std::move(status));
  done_(std::move(reading_));
}

void Open(Reading& reading) {
  Ledger& ledger = reading.ledger;
  ReadTables(ledger);
  for (control::v1::CheckedOffice& office : reading.offices) {
    const auto rows = ledger.offices.find(office.agency());
    if (rows == ledger.offices.end()) continue;
    office.set_rows(static_cast<int64_t>(rows->second.rows().size()));
    for (std::string& table : UnknownTables(rows->second)) office.add_unknown_tables(std::move(table));
  }
}

}  // namespace lienthong::coherence
