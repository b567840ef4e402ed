#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "services/base/store/persistent_map.h"
#include "services/base/store/sqlite/generation.h"
#include "services/base/store/sqlite/sqlite_engine.h"
#include "services/base/store/sqlite/unsettled_rows.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// SqliteSpace is one world at one agency in a file. What was written lately is in memory too (a PersistentMap, as in a
// MemorySpace), the rest is read from the file; generation.h says how a snapshot stays what it was meanwhile.
// A batch goes to the writer, which checks, writes, and after the transaction makes it visible. A batch committed in
// order is checked and made visible at once, above all that is in the file (unsettled_rows.h), and written with the
// next group; one that touches what the writer is just deciding about goes the way of the others.
class SqliteSpace : public Space, public Unsettled, public std::enable_shared_from_this<SqliteSpace> {
 public:
  // `is_new`: the file has no row of it.
  SqliteSpace(std::shared_ptr<SqliteEngine> engine, SpaceRecord record, bool is_new);
  // A forgotten space's rows leave the file when nobody holds it or a snapshot any more.
  ~SqliteSpace() override;

  std::shared_ptr<const Snapshot> Read() const override;
  void Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override;
  void CommitInOrder(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override;
  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override;
  std::unique_ptr<Space> Fork() const override;
  std::string Digest() const override;

  // Deletes the space for good, but for its holders: returns when that is durable. `forgotten` is called as soon as it
  // is, before anything later is written.
  absl::Status Forget(absl::AnyInvocable<void()> forgotten);

  void Cut() override;
  absl::Status WriteCut(RowWriter& writer) override;
  void PublishCut() override;
  void DiscardCut() override;

  SqliteEngine& engine() const { return *engine_; }
  SpaceId id() const { return id_; }

 private:
  class CommitJob;
  class ForgetJob;

  // What a batch committed in order came to.
  struct Ahead {
    bool holds = false;
    size_t bytes = 0;                  // made visible
    bool contested = false;            // the writer is deciding about the same rows
    std::vector<std::string> unknown;  // whether it holds, only the file knows: of these rows
  };
  Ahead TryAhead(WriteBatch& batch) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status LoadUnknown(const std::vector<std::string>& keys);

  // Of whoever writes (write_job.h).

  // Reads from the file, as far as memory doesn't know, what the batch expects and overwrites.
  absl::Status Load(const WriteBatch& batch, RowReader& reader);
  // True: the batch holds, and what it writes is staged.
  bool Stage(WriteBatch& batch);
  // All that is staged, unless it is written already.
  absl::Status WriteStaged(RowWriter& writer);
  // When `version` is above the mark.
  absl::Status MoveMark(Version version, RowWriter& writer);
  absl::Status WriteRecord(RowWriter& writer) const;
  // Afterwards nothing is staged.
  void PublishStaged();
  void DropStaged();

  const std::shared_ptr<SqliteEngine> engine_;
  const SpaceId id_;
  const std::string agency_, world_;

  // What table `spaces` says of this space.
  struct Standing {
    // No version above it was ever given; 0: the table doesn't have the space.
    Version mark = 0;
    bool forgotten = false;
  };
  // These belong to whoever writes.
  Standing durable_, staged_standing_;
  bool staged_is_written_ = false;
  UnsettledRows cut_;

  // nullopt: only the file knows. What is known is among the rows in memory, or the generation remembers it.
  absl::optional<Version> VersionNow(absl::string_view key) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  // The writer has staged something that the batch touches.
  bool Contested(const WriteBatch& batch) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  // The file may have the row.
  bool InFile(absl::string_view key) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  void PublishRow(absl::string_view key, absl::optional<Entry> row) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // When memory asks for it. What the map held goes to `former`, to be freed without the lock.
  void BeginGeneration(PersistentMap* former) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  // What the jobs of the open transaction decided to write, and what they relied on. Changed by whoever writes, under
  // the mutex, so that he reads it without.
  absl::btree_map<std::string, FileRow> staged_;
  absl::flat_hash_set<std::string> relied_on_;
  UnsettledRows unsettled_ ABSL_GUARDED_BY(mutex_);
  // Written since the generation began or lately before. A row without version is a tombstone: the generation
  // remembers a row there.
  PersistentMap recent_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<Generation> generation_ ABSL_GUARDED_BY(mutex_);
  Version last_ ABSL_GUARDED_BY(mutex_);
  size_t recent_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::string> tombstones_ ABSL_GUARDED_BY(mutex_);
  size_t gone_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace lienthong::store
