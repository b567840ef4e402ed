#include "services/base/host/journal_index.h"

#include <algorithm>
#include <limits>

#include "absl/strings/match.h"

namespace lienthong::host {
namespace {

using control::v1::ReadJournalRequest;
using control::v1::ReadJournalResponse;
using journal::JournalEntry;

constexpr int kDefaultLines = 1000;
constexpr int kBatch = 256;  // lines read at once to be placed
// Places of dropped lines are swept when they are many, not one by one.
constexpr size_t kFewPlaces = 1024;

bool Wanted(const ReadJournalRequest& request, const JournalEntry& entry) {
  return (request.method().empty() || absl::EndsWith(entry.method(), request.method())) &&
         (request.caller().empty() || entry.caller() == request.caller()) &&
         (request.run().empty() || entry.run() == request.run()) &&
         (!request.canonical() || journal::IsCanonical(entry));
}

}  // namespace

JournalEntry PlaceOf(const JournalEntry& entry) {
  JournalEntry place;
  *place.mutable_at() = entry.at();
  place.set_step(entry.step());
  place.set_path(entry.path());
  place.set_agency(entry.agency());
  place.set_line(entry.line());
  return place;
}

JournalIndex::Place JournalIndex::KeyOf(const JournalEntry& entry, int64_t line) {
  return {entry.at().seconds(), entry.at().nanos(), entry.step(), entry.path(), line};
}

void JournalIndex::CatchUp() {
  for (bool more = true; more;) {
    const auto stretch = journal_->Read(placed_, kBatch);
    for (const auto& entry : stretch.entries) {
      places_.insert(KeyOf(entry, entry.line()));
      placed_ = entry.line();
      agency_ = entry.agency();
    }
    more = stretch.more;
  }
}

void JournalIndex::ForgetDropped(int64_t dropped) {
  const size_t kept = static_cast<size_t>(placed_ - std::min(placed_, dropped));
  if (places_.size() < 2 * kept + kFewPlaces) return;
  std::erase_if(places_, [dropped](const Place& place) { return LineOf(place) <= dropped; });
}

// A place at another agency stands before or after all lines here that are its equals but for the agency.
std::set<JournalIndex::Place>::const_iterator JournalIndex::After(const JournalEntry& place) const {
  if (place.agency() == agency_) return places_.upper_bound(KeyOf(place, place.line()));
  const bool equals_follow = place.agency() < agency_;
  return places_.upper_bound(KeyOf(place, equals_follow ? 0 : std::numeric_limits<int64_t>::max()));
}

ReadJournalResponse JournalIndex::Read(const ReadJournalRequest& request) {
  const int most = request.max_lines() > 0 ? request.max_lines() : kDefaultLines;
  ReadJournalResponse response;
  absl::MutexLock lock(&mutex_);
  CatchUp();
  const int64_t dropped = journal_->dropped();
  ForgetDropped(dropped);
  response.set_dropped(dropped);
  auto it = request.has_after() ? After(request.after()) : places_.begin();
  size_t bytes = 0;
  for (int examined = 0; it != places_.end(); ++it) {
    const auto stretch = journal_->Read(LineOf(*it) - 1, 1);
    if (stretch.entries.empty() || stretch.entries.front().line() != LineOf(*it)) continue;  // dropped
    const JournalEntry& entry = stretch.entries.front();
    if (response.entries_size() == most || bytes >= kMaxBytes || examined == kMaxExamined) break;
    ++examined;
    *response.mutable_reached() = PlaceOf(entry);
    if (!Wanted(request, entry)) continue;
    JournalEntry& line = *response.add_entries();
    line = entry;
    if (request.omit_bodies()) line.clear_request(), line.clear_response();
    bytes += line.ByteSizeLong();
  }
  if (it == places_.end()) response.clear_reached();
  return response;
}

}  // namespace lienthong::host
