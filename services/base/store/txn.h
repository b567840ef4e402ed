#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "lienthong/control/v1/world.pb.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// A transaction: reads of one snapshot under its own buffered writes. Everything read by key or written is validated
// at commit (its version, or its absence), so a commit that succeeds could have run alone at that moment, except for
// scans: a scan validates nothing. A handler that relies on what a scan found (or didn't) calls Guard on a row that
// stands for the set, and whoever changes the set calls Bump on the same row.
// Not thread-safe; used by one handler. Rerun a conflicted handler with a new Txn.
class Txn {
 public:
  // `world` is the record of the world whose state it is; bases look different from world to world.
  explicit Txn(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const control::v1::World> world = nullptr);
  Txn(const Txn&) = delete;
  Txn& operator=(const Txn&) = delete;

  // The default record when none was given.
  const control::v1::World& world() const;

  absl::optional<std::string> Get(absl::string_view key);

  // The same without validation at commit: for lists, whose caller relies on no single row.
  absl::optional<std::string> Peek(absl::string_view key) const;

  void Put(std::string key, std::string value);

  // False when the key is present; then nothing is written. The uniqueness primitive: of concurrent inserts of one key
  // one commits, the others conflict.
  bool Insert(std::string key, std::string value);

  void Delete(std::string key);

  // Visits the rows in [from, to) in key order until `visit` returns false, own writes merged in; an empty `to` means
  // no end. `visit` may read and write any row: the scan goes on above the current key and meets each row as it is by
  // then. The views are valid during the visit only.
  void Scan(absl::string_view from, absl::string_view to,
            absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit);

  // Makes the commit depend on the row `key` not being changed by anyone else.
  void Guard(absl::string_view key);

  // Changes the guard row `key`: conflicts with every concurrent transaction that guards or bumps it.
  void Bump(std::string key);

  bool HasWrites() const { return !batch_.writes.empty(); }

  // Not OK once the snapshot couldn't be read; an answer made from it would be wrong.
  absl::Status status() const { return snapshot_->status(); }

  // Ends the transaction and releases the snapshot, so that the commit can write in place.
  WriteBatch Take() &&;

 private:
  using Visitor = absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>;

  // Present in the snapshot; notes the version or the absence.
  bool Note(absl::string_view key);
  // Visits own writes in [*next, to) and moves *next above them.
  bool ScanWrites(std::string* next, absl::string_view to, Visitor visit);

  std::shared_ptr<const Snapshot> snapshot_;
  std::shared_ptr<const control::v1::World> world_;
  WriteBatch batch_;
};

}  // namespace lienthong::store
