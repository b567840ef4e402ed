#include "services/base/store/sqlite/unsettled_rows.h"

#include <utility>
#include <vector>

#include "services/base/store/key.h"

namespace lienthong::store {
namespace {

// Marks the version of a deletion; the map has no other place for it.
constexpr Version kDeleted = Version{1} << 63;

bool IsDeleted(const Entry& entry) { return (entry.version & kDeleted) != 0; }

}  // namespace

absl::optional<FileRow> UnsettledRows::Find(absl::string_view key) const {
  const Entry* entry = rows_.Get(key);
  if (entry == nullptr) return absl::nullopt;
  return IsDeleted(*entry) ? FileRow() : FileRow(*entry);
}

absl::optional<Version> UnsettledRows::VersionOf(absl::string_view key) const {
  const Entry* entry = rows_.Get(key);
  if (entry == nullptr) return absl::nullopt;
  return IsDeleted(*entry) ? 0 : entry->version;
}

void UnsettledRows::Put(absl::string_view key, absl::optional<std::string> value, Version version) {
  if (value) {
    rows_.Put(key, Entry{*std::move(value), version});
  } else {
    rows_.Put(key, Entry{"", version | kDeleted});
  }
}

void UnsettledRows::Drop(const UnsettledRows& settled) {
  if (settled.size() == rows_.size()) {
    // Mostly nothing was written meanwhile.
    bool same = true;
    settled.rows_.Scan({}, {}, [&](const PersistentMap::Row& row) {
      const Entry* now = rows_.Get(row.key);
      return same = now != nullptr && now->version == row.entry.version;
    });
    if (same) {
      rows_ = PersistentMap();
      return;
    }
  }
  settled.rows_.Scan({}, {}, [&](const PersistentMap::Row& row) {
    if (rows_.Get(row.key)->version == row.entry.version) rows_.Erase(row.key);
    return true;
  });
}

void UnsettledRows::ForEach(RowVisitor visit) const {
  rows_.Scan({}, {}, [&](const PersistentMap::Row& row) {
    const Entry& entry = row.entry;
    visit(row.key, IsDeleted(entry) ? nullptr : &entry.value, entry.version & ~kDeleted);
    return true;
  });
}

void UnsettledRows::ScanOver(absl::string_view from, absl::string_view to, absl::FunctionRef<void(Visitor)> below,
                             Visitor visit) const {
  const PersistentMap::Row* next = rows_.AtOrAbove(from);
  bool more = true;
  // Visits what comes before `key`; null: all that is left of the stretch.
  const auto visit_before = [&](const absl::string_view* key) {
    while (more && next != nullptr && (to.empty() || next->key < to) && (key == nullptr || next->key < *key)) {
      if (!IsDeleted(next->entry)) more = visit(next->key, next->entry);
      next = rows_.AtOrAbove(KeyAbove(next->key));
    }
  };
  below([&](absl::string_view key, const Entry& entry) {
    visit_before(&key);
    if (!more) return false;
    // Equal keys: this map's row is visited with those before the next key.
    if (next != nullptr && next->key == key) return true;
    return more = visit(key, entry);
  });
  if (more) visit_before(nullptr);
}

}  // namespace lienthong::store
