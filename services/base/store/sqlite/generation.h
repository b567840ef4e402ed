#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/optional.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// A row of the file as it was at some moment; nullopt: absent then.
using FileRow = absl::optional<Entry>;

// Generation remembers the rows of a space's file as they were when the generation began, as far as it matters: those
// overwritten since, which old snapshots still need, and those read since, which needn't be read again.
//
// A snapshot has the map of recent rows of its moment and the generation of its moment. A key that its map lacks was
// not written between the generation's beginning and that moment, so its row is what it was at the beginning. The file
// may have a later row by now, but whoever overwrites a row first keeps the former one here or, when a later
// generation has begun, there. So: ask this generation and all later ones; then the file; then all generations again,
// because the row may have been overwritten between the two looks. KeepFrom does the last step.
// Thread-safe.
class Generation {
 public:
  // An `only` generation began with nothing of its space in the file: what a snapshot's map lacks is absent.
  explicit Generation(bool only) : only_(only) {}
  ~Generation();

  bool only() const { return only_; }

  // What this generation and its successors remember; the earliest counts. nullopt: nothing.
  absl::optional<FileRow> FindFrom(absl::string_view key) const;

  // `row` was read from the file. Returns what is remembered by now, or else remembers `row` in the last generation,
  // unless that has `budget` bytes already.
  FileRow KeepFrom(absl::string_view key, const FileRow& row, size_t budget);

  // For the writer: before the first commit that changes a row is durable. What is remembered already stays.
  void Keep(absl::string_view key, const FileRow& row);
  // In this generation alone.
  absl::optional<FileRow> Find(absl::string_view key) const;

  // What this generation and its successors remember of [from, to), the earliest counting; an empty `to` means no end.
  void CollectFrom(absl::string_view from, absl::string_view to, absl::btree_map<std::string, FileRow>* rows) const;

  // Later rows are remembered there.
  void EndWith(std::shared_ptr<Generation> next);

  size_t bytes() const;

 private:
  // Each visits one generation and says which to visit next, in one breath: between the two, a row could be kept here
  // and then, as it is later, there. Null: none. A successor lives as long as its predecessor.
  const Generation* FindHere(absl::string_view key, absl::optional<FileRow>* row) const;
  const Generation* CollectHere(absl::string_view from, absl::string_view to,
                                absl::btree_map<std::string, FileRow>* rows) const;
  void Insert(absl::string_view key, const FileRow& row) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const bool only_;
  mutable absl::Mutex mutex_;
  absl::btree_map<std::string, FileRow> rows_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::shared_ptr<Generation> next_ ABSL_GUARDED_BY(mutex_);
};

// Bytes a row takes in memory, about; an absent one has no value.
size_t FootprintOf(absl::string_view key, size_t value_bytes);

}  // namespace lienthong::store
