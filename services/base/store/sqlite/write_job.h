#pragma once

#include <memory>

#include "absl/status/status.h"
#include "services/base/store/sqlite/row_statements.h"

namespace lienthong::store {

// What the writer is asked to do. Jobs of one group share a transaction; the calls below come from one thread in this
// order, each for all jobs of the group before the next, and up to Answer nobody else writes meanwhile.
class WriteJob {
 public:
  virtual ~WriteJob() = default;

  // Writes, inside the group's transaction. Not OK only when the file failed, which undoes the whole group; a refusal
  // of its own the job keeps for Answer and writes nothing.
  virtual absl::Status Write(RowWriter& writer) = 0;

  // Makes visible what is durable now.
  virtual void Publish() {}
  // Instead of Publish when the group was undone.
  virtual void Discard() {}

  // The transaction's outcome, once. May queue further jobs; others may be written meanwhile.
  virtual void Answer(const absl::Status& outcome) = 0;

  // What remains to be done, queued behind what waits; null: nothing. Dropped when the file is being closed.
  virtual std::unique_ptr<WriteJob> Rest() { return nullptr; }
};

}  // namespace lienthong::store
