#pragma once

#include <cstddef>
#include <memory>

#include "absl/status/status.h"
#include "services/base/store/sqlite/row_statements.h"

namespace lienthong::store {

// What the writer is asked to do. Jobs of one group share a transaction; the calls below come from one thread in this
// order, each for all jobs of the group before the next, and up to Answer nobody else writes meanwhile.
class WriteJob {
 public:
  virtual ~WriteJob() = default;

  // About how many rows it writes, so that a group doesn't grow too large.
  virtual size_t rows() const { return 0; }

  // Reads what Check needs to know from the file. Not OK only when the file failed.
  virtual absl::Status Load(RowReader& reader) { return absl::OkStatus(); }

  // Decides, while nobody commits in any space, what will be written; a refusal of its own the job keeps for Answer.
  virtual void Check() {}

  // Writes, inside the group's transaction. Not OK only when the file failed, which undoes the whole group.
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

// Somebody with rows that are visible before they are written. Every group begins with a cut through all of them: what
// was visible at one moment is written before the group's jobs.
class Unsettled {
 public:
  virtual ~Unsettled() = default;

  // Remembers what is to be written, while nobody commits in any space. Afterwards it is known to the writer no more,
  // until the next commit.
  virtual void Cut() = 0;
  virtual absl::Status WriteCut(RowWriter& writer) = 0;
  // The cut is durable; or the group was undone, and the same rows are cut again the next time.
  virtual void PublishCut() = 0;
  virtual void DiscardCut() = 0;
};

}  // namespace lienthong::store
