#include "services/base/store/sqlite/sqlite_snapshot.h"

#include <algorithm>
#include <vector>

#include "services/base/status.h"
#include "services/base/store/key.h"

namespace lienthong::store {
namespace {

// Many scans want the first row only, some want all.
constexpr int kFirstStretch = 8;
constexpr int kLongestStretch = 1024;

bool IsTombstone(const Entry& entry) { return entry.version == 0; }

}  // namespace

absl::optional<Entry> SqliteSnapshot::Get(absl::string_view key) const {
  if (auto unsettled = unsettled_.Find(key)) return *std::move(unsettled);
  const Entry* recent = recent_.Get(key);
  if (recent == nullptr) return Below(key);
  return IsTombstone(*recent) ? absl::nullopt : absl::make_optional(*recent);
}

Version SqliteSnapshot::VersionOf(absl::string_view key) const {
  if (const auto unsettled = unsettled_.VersionOf(key)) return *unsettled;
  if (const Entry* recent = recent_.Get(key); recent != nullptr) return recent->version;
  const FileRow below = Below(key);
  return below ? below->version : 0;
}

FileRow SqliteSnapshot::Below(absl::string_view key) const {
  if (generation_->only()) return absl::nullopt;
  if (auto remembered = generation_->FindFrom(key)) return *std::move(remembered);
  SqliteEngine& engine = space_->engine();
  ++engine.file_reads;
  FileRow row;
  const absl::Status status = engine.readers.With([&](RowReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(row, reader.Get(space_->id(), key));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    Fail(status);
    return absl::nullopt;
  }
  return generation_->KeepFrom(key, row, engine.limits.budget);
}

void SqliteSnapshot::Scan(absl::string_view from, absl::string_view to, Visitor visit) const {
  if (!to.empty() && from >= to) return;
  if (unsettled_.empty()) return ScanSettled(from, to, visit);
  unsettled_.ScanOver(from, to, [&](Visitor over) { ScanSettled(from, to, over); }, visit);
}

void SqliteSnapshot::ScanSettled(absl::string_view from, absl::string_view to, Visitor visit) const {
  if (generation_->only()) {
    Merge({}, from, to, visit);
    return;
  }
  std::string next(from), end;
  for (int limit = kFirstStretch;; limit = std::min(limit * 4, kLongestStretch)) {
    const Rows below = StretchBelow(next, to, limit, &end);
    if (!Merge(below, next, end, visit) || end == to) return;
    next = end;
  }
}

SqliteSnapshot::Rows SqliteSnapshot::StretchBelow(absl::string_view from, absl::string_view to, int limit,
                                                  std::string* end) const {
  SqliteEngine& engine = space_->engine();
  ++engine.file_reads;
  std::vector<std::pair<std::string, Entry>> read;
  const absl::Status status = engine.readers.With([&](RowReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(read, reader.Read(space_->id(), from, to, limit));
    return absl::OkStatus();
  });
  if (!status.ok()) Fail(status);
  const bool more = static_cast<int>(read.size()) == limit;
  *end = more ? KeyAbove(read.back().first) : std::string(to);
  Rows rows;
  generation_->CollectFrom(from, *end, &rows);
  for (auto& [key, entry] : read) rows.try_emplace(std::move(key), std::move(entry));
  return rows;
}

bool SqliteSnapshot::Merge(const Rows& below, absl::string_view from, absl::string_view to, Visitor visit) const {
  auto next = below.begin();
  bool more = true;
  const auto visit_below = [&](const std::string* key) {
    for (; more && next != below.end() && (key == nullptr || next->first < *key); ++next) {
      if (next->second) more = visit(next->first, *next->second);
    }
  };
  recent_.Scan(from, to, [&](const PersistentMap::Row& row) {
    visit_below(&row.key);
    if (!more) return false;
    if (next != below.end() && next->first == row.key) ++next;
    if (!IsTombstone(row.entry)) more = visit(row.key, row.entry);
    return more;
  });
  visit_below(nullptr);
  return more;
}

void SqliteSnapshot::Fail(const absl::Status& status) const {
  absl::MutexLock lock(&mutex_);
  status_.Update(status);
}

absl::Status SqliteSnapshot::status() const {
  absl::ReaderMutexLock lock(&mutex_);
  return status_;
}

}  // namespace lienthong::store
