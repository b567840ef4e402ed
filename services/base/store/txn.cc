#include "services/base/store/txn.h"

#include <utility>

#include "services/base/store/key.h"

namespace lienthong::store {

Txn::Txn(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const control::v1::World> world)
    : snapshot_(std::move(snapshot)), world_(std::move(world)) {}

const control::v1::World& Txn::world() const {
  return world_ == nullptr ? control::v1::World::default_instance() : *world_;
}

absl::optional<std::string> Txn::Get(absl::string_view key) {
  if (const auto own = batch_.writes.find(key); own != batch_.writes.end()) return own->second;
  auto entry = snapshot_->Get(key);
  batch_.expected.try_emplace(key, entry ? entry->version : 0);
  if (!entry) return absl::nullopt;
  return std::move(entry->value);
}

absl::optional<std::string> Txn::Peek(absl::string_view key) const {
  if (const auto own = batch_.writes.find(key); own != batch_.writes.end()) return own->second;
  auto entry = snapshot_->Get(key);
  if (!entry) return absl::nullopt;
  return std::move(entry->value);
}

bool Txn::Note(absl::string_view key) {
  const auto [noted, is_new] = batch_.expected.try_emplace(key, 0);
  if (is_new) noted->second = snapshot_->VersionOf(key);
  return noted->second != 0;
}

void Txn::Put(std::string key, std::string value) {
  Note(key);
  batch_.writes.insert_or_assign(std::move(key), std::move(value));
}

bool Txn::Insert(std::string key, std::string value) {
  const bool in_snapshot = Note(key);
  const auto own = batch_.writes.find(key);
  const bool present = own == batch_.writes.end() ? in_snapshot : own->second.has_value();
  if (present) return false;
  batch_.writes.insert_or_assign(std::move(key), std::move(value));
  return true;
}

void Txn::Delete(std::string key) {
  if (Note(key)) {
    batch_.writes.insert_or_assign(std::move(key), absl::nullopt);
  } else {
    batch_.writes.erase(key);  // it never was in the store; its absence stays expected
  }
}

void Txn::Scan(absl::string_view from, absl::string_view to, Visitor visit) {
  std::string next(from);  // everything below was visited
  bool more = true;
  snapshot_->Scan(from, to, [&](absl::string_view key, const Entry& entry) {
    // An empty key has nothing below it, and as an end it would mean none.
    more = key.empty() || ScanWrites(&next, key, visit);
    if (!more) return false;
    const auto own = batch_.writes.find(key);
    if (own == batch_.writes.end()) {
      more = visit(key, entry.value);
    } else if (own->second) {
      more = visit(key, std::string(*own->second));
    }
    next = KeyAbove(key);
    return more;
  });
  if (more) ScanWrites(&next, to, visit);
}

bool Txn::ScanWrites(std::string* next, absl::string_view to, Visitor visit) {
  // Looked up anew each time: `visit` may write, which moves what the map holds.
  for (;;) {
    const auto own = batch_.writes.lower_bound(*next);
    if (own == batch_.writes.end() || (!to.empty() && own->first >= to)) return true;
    const std::string key = own->first;
    const absl::optional<std::string> value = own->second;
    *next = KeyAbove(key);
    if (value && !visit(key, *value)) return false;
  }
}

void Txn::Guard(absl::string_view key) { Note(key); }

void Txn::Bump(std::string key) { Put(std::move(key), ""); }

WriteBatch Txn::Take() && {
  batch_.reads = snapshot_->status();
  snapshot_.reset();
  return std::move(batch_);
}

}  // namespace lienthong::store
