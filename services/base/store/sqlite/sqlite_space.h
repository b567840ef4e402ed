#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/store/persistent_map.h"
#include "services/base/store/sqlite/generation.h"
#include "services/base/store/sqlite/sqlite_engine.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// SqliteSpace is one world at one agency in a file. What was written lately is in memory too (a PersistentMap, as in a
// MemorySpace), the rest is read from the file; generation.h says how a snapshot stays what it was meanwhile.
// A batch goes to the writer, which checks, writes, and after the transaction makes it visible.
class SqliteSpace : public Space, public std::enable_shared_from_this<SqliteSpace> {
 public:
  // `is_new`: the file has no row of it.
  SqliteSpace(std::shared_ptr<SqliteEngine> engine, SpaceRecord record, bool is_new);
  // A forgotten space's rows leave the file when nobody holds it or a snapshot any more.
  ~SqliteSpace() override;

  std::shared_ptr<const Snapshot> Read() const override;
  void Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override;
  std::unique_ptr<Space> Fork() const override;
  std::string Digest() const override;

  // Deletes the space for good, but for its holders: returns when that is durable. `forgotten` is called as soon as it
  // is, before anything later is written.
  absl::Status Forget(absl::AnyInvocable<void()> forgotten);

  SqliteEngine& engine() const { return *engine_; }
  SpaceId id() const { return id_; }

 private:
  class CommitJob;
  class ForgetJob;

  // Down to mutex_, all belongs to whoever writes (write_job.h).

  // Checks and writes. True: the batch holds, and what it wrote is staged; false: it conflicts.
  absl::StatusOr<bool> Stage(WriteBatch& batch, RowWriter& writer);
  absl::StatusOr<bool> StillHolds(const WriteBatch& batch, RowReader& reader);
  // Afterwards the generation remembers the row, unless it is among the recent ones.
  absl::StatusOr<Version> VersionNow(absl::string_view key, RowReader& reader);
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
  Standing durable_, staged_standing_;
  // What the open transaction wrote; nullopt: deleted.
  absl::btree_map<std::string, absl::optional<Entry>> staged_;
  Version staged_last_;

  void PublishRow(absl::string_view key, absl::optional<Entry> row) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // When memory asks for it. What the map held goes to `former`, to be freed without the lock.
  void BeginGeneration(PersistentMap* former) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
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
