#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

// Where the state of worlds is kept: ordered rows of bytes with versions, optimistic commits.
namespace lienthong::store {

// 0 = absent. A row's version is never given again in its space, so a row deleted and written anew is told apart.
using Version = uint64_t;

struct Entry {
  std::string value;
  Version version = 0;
};

// The rows of a space at one moment. Immutable, thread-safe, and unaffected by later commits or the space's end.
// Drop it before committing: a backend in memory must copy what a living snapshot shares.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  virtual absl::optional<Entry> Get(absl::string_view key) const = 0;

  // 0 when absent. The same as Get for whoever doesn't need the value.
  virtual Version VersionOf(absl::string_view key) const = 0;

  // Visits the keys in [from, to) in order until `visit` returns false. An empty `to` means no end.
  virtual void Scan(absl::string_view from, absl::string_view to,
                    absl::FunctionRef<bool(absl::string_view key, const Entry& entry)> visit) const = 0;

  // Not OK once reading failed: what was read since then may lack rows, so an answer must not be made from it. A
  // transaction that read through this snapshot doesn't commit. Always OK in memory.
  virtual absl::Status status() const { return absl::OkStatus(); }
};

// What a transaction wants to change, and what it relied on.
struct WriteBatch {
  // nullopt deletes.
  absl::btree_map<std::string, absl::optional<std::string>> writes;
  // The versions seen of everything read or written.
  absl::btree_map<std::string, Version> expected;
  // Of the snapshot read from: a batch made from what couldn't be read is refused with it.
  absl::Status reads;
};

// Space holds the state of one world at one agency. Thread-safe.
class Space {
 public:
  virtual ~Space() = default;

  virtual std::shared_ptr<const Snapshot> Read() const = 0;

  // Applies all or nothing, then calls `done` exactly once, on this stack or another thread, with no lock held: by then
  // it is visible to Read, and as durable as the database promises. `done` may call anything here, but must not wait for
  // the answer to another Commit: a durable database may have one thread for all answers.
  //   CONFLICT (ABORTED)               a row's version is not the expected one; nothing was written
  //   STORE_FULL (RESOURCE_EXHAUSTED)  no room on the disk; nothing was written, and the same batch may come again
  //   STORE_FAILED (UNAVAILABLE)       the file couldn't be written; as above
  //   STORE_DAMAGED (DATA_LOSS)        the file isn't what was written to it; nothing was
  virtual void Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) = 0;

  // The same for what nobody outside the process has been told of yet: `done` is called as soon as the batch is
  // visible, and it becomes durable by itself a little later, never after anything that was committed in this database
  // once it was visible. So an end of the process may undo it, but only together with all that was built upon it.
  virtual void CommitInOrder(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) = 0;

  // Calls `done` once all that is visible now is durable: before anything that shows it leaves the process.
  //   STORE_FULL, STORE_FAILED, STORE_DAMAGED  it isn't yet; what is visible stays, and is tried again
  virtual void Settle(absl::AnyInvocable<void(absl::Status)> done) const = 0;

  // An ephemeral copy in memory that shares nothing with this space from here on. O(1) where this one is in memory.
  virtual std::unique_ptr<Space> Fork() const = 0;

  // Digest (digest.h) over all keys and values in order. Versions are left out, so equal content has equal digests
  // however it came about.
  virtual std::string Digest() const = 0;
};

// The spaces of one agency, by world. Thread-safe; it keeps its database open.
class Store {
 public:
  virtual ~Store() = default;

  // The world's space, created empty when absent. All callers share one object.
  virtual absl::StatusOr<std::shared_ptr<Space>> Open(absl::string_view world) = 0;

  // Forgets the world; a space still held stays usable, apart from the store. An absent world is no error. Once it
  // returned OK, the world doesn't come back with the next process; on failure the world is as it was.
  virtual absl::Status Delete(absl::string_view world) = 0;

  // The worlds that Open would find, in order. One that nobody ever wrote to is not there any more in the next process.
  virtual std::vector<std::string> Worlds() const = 0;

  // As Space::Settle, for all that is visible in the database.
  virtual void Settle(absl::AnyInvocable<void(absl::Status)> done) const { done(absl::OkStatus()); }
};

// What a commit survives once `done` was called with OK.
enum class Durability {
  kProcess,  // the end of the process, however it comes
  kPower,    // the end of the machine as well: every commit waits for the disk
};

struct StoreOptions {
  // A kind with an optional place after a colon: "memory" or "sqlite:PATH".
  std::string spec = "memory";
  Durability durability = Durability::kProcess;
  // Noted in a new file, for whoever finds it: "lienthong 0.1.0".
  std::string made_by;
};

// Of one database since it was opened, for metrics; all 0 in memory.
struct DatabaseFigures {
  uint64_t commits = 0, conflicts = 0;
  uint64_t transactions = 0, failed_transactions = 0;  // each a group of commits
  uint64_t rows = 0, bytes = 0;                        // written
  uint64_t file_reads = 0;                             // rows and stretches asked of the file, not of memory
  uint64_t checkpoints = 0, log_pages = 0;             // of the write-ahead log; a page has 4 KiB
  uint64_t queue_depth = 0;                            // commits that wait
  uint64_t unsettled_bytes = 0;                        // of rows that are visible, not durable yet
  std::string last_error;                              // of status()
};

// Database is what one process keeps: one place (memory, or one file) with the states of all its agencies. Thread-safe.
// What it gave keeps it open: a file is closed when the last store, space and snapshot is gone, and what was committed
// in order is written.
class Database {
 public:
  virtual ~Database() = default;

  // Several stores of one agency have the same spaces.
  virtual std::unique_ptr<Store> StoreOf(absl::string_view agency) = 0;

  virtual bool durable() const = 0;

  // Random, made with the file and kept with it, so that two files are told apart. A backup has the id of its origin.
  // In memory it is empty.
  virtual std::string id() const = 0;

  // Not OK while reading or writing the file fails: why. It is OK again after the next success.
  virtual absl::Status status() const = 0;

  virtual DatabaseFigures figures() const = 0;

  // Answers what was committed before, and refuses what comes after. When it returns no answer is being given any more,
  // so whoever was waiting for one may go. Not to be called in an answer.
  virtual void Close() = 0;
};

//   INVALID_FIELD (INVALID_ARGUMENT)  an unknown kind, which metadata names, or a place that is missing or too much
// and for a file, all FAILED_PRECONDITION unless said otherwise: STORE_IN_USE, STORE_FOREIGN, STORE_SCHEMA_NEWER,
// STORE_NOT_WRITABLE, STORE_IS_FOLDER, STORE_FOLDER_MISSING, STORE_INCOMPLETE, STORE_DAMAGED (DATA_LOSS), STORE_FULL
// (RESOURCE_EXHAUSTED), STORE_FAILED (UNAVAILABLE).
absl::StatusOr<std::shared_ptr<Database>> OpenDatabase(const StoreOptions& options);

}  // namespace lienthong::store
