#include "services/base/store/sqlite/generation.h"

#include <utility>

namespace lienthong::store {

size_t FootprintOf(absl::string_view key, size_t value_bytes) {
  constexpr size_t kAround = 96;  // the nodes, the strings' own fields
  return kAround + key.size() + value_bytes;
}

// One after the other: a snapshot held long has a long chain, too long for a recursion.
Generation::~Generation() {
  std::shared_ptr<Generation> next = std::move(next_);
  while (next != nullptr && next.use_count() == 1) {
    std::shared_ptr<Generation> after;
    {
      absl::MutexLock lock(&next->mutex_);
      after = std::move(next->next_);
    }
    next = std::move(after);
  }
}

absl::optional<FileRow> Generation::Find(absl::string_view key) const {
  absl::optional<FileRow> row;
  FindHere(key, &row);
  return row;
}

absl::optional<FileRow> Generation::FindFrom(absl::string_view key) const {
  absl::optional<FileRow> row;
  for (const Generation* generation = this; generation != nullptr;) generation = generation->FindHere(key, &row);
  return row;
}

const Generation* Generation::FindHere(absl::string_view key, absl::optional<FileRow>* row) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = rows_.find(key);
  if (found == rows_.end()) return next_.get();
  *row = found->second;
  return nullptr;
}

FileRow Generation::KeepFrom(absl::string_view key, const FileRow& row, size_t budget) {
  for (Generation* generation = this;;) {
    // Looking here and passing on in one breath, as FindHere does.
    absl::MutexLock lock(&generation->mutex_);
    if (const auto found = generation->rows_.find(key); found != generation->rows_.end()) return found->second;
    if (generation->next_ == nullptr) {
      if (generation->bytes_ < budget) generation->Insert(key, row);
      return row;
    }
    generation = generation->next_.get();
  }
}

void Generation::Keep(absl::string_view key, const FileRow& row) {
  absl::MutexLock lock(&mutex_);
  Insert(key, row);
}

void Generation::Insert(absl::string_view key, const FileRow& row) {
  if (rows_.try_emplace(std::string(key), row).second) bytes_ += FootprintOf(key, row ? row->value.size() : 0);
}

void Generation::CollectFrom(absl::string_view from, absl::string_view to,
                             absl::btree_map<std::string, FileRow>* rows) const {
  for (const Generation* generation = this; generation != nullptr;) {
    generation = generation->CollectHere(from, to, rows);
  }
}

const Generation* Generation::CollectHere(absl::string_view from, absl::string_view to,
                                          absl::btree_map<std::string, FileRow>* rows) const {
  absl::ReaderMutexLock lock(&mutex_);
  for (auto row = rows_.lower_bound(from); row != rows_.end() && (to.empty() || row->first < to); ++row) {
    rows->insert(*row);
  }
  return next_.get();
}

void Generation::EndWith(std::shared_ptr<Generation> next) {
  absl::MutexLock lock(&mutex_);
  next_ = std::move(next);
}

size_t Generation::bytes() const {
  absl::ReaderMutexLock lock(&mutex_);
  return bytes_;
}

}  // namespace lienthong::store
