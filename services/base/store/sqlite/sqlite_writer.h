#pragma once

#include <memory>
#include <string>
#include <thread>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/base/store/sqlite/file_lock.h"
#include "services/base/store/sqlite/sqlite_connection.h"
#include "services/base/store/sqlite/write_job.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// SqliteWriter writes a file, one transaction after the other. A thread of its own takes all jobs that wait, up to a
// limit, into one transaction (group commit), and between groups moves the write-ahead log into the file (checkpoint)
// before it grows long. A job that finds nobody writing or waiting may be written by its caller at once, which saves
// two switches of threads. What is unsettled is written with every group, and after a moment without any.
// After a failed transaction it simply goes on: the next job tries again. Thread-safe.
class SqliteWriter {
 public:
  // The connection is open for writing and in WAL mode; the lock lasts as long as the connection. `callers_write` where
  // a transaction doesn't wait for the disk.
  SqliteWriter(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteConnection> connection, bool callers_write);
  // Does what still waits, marks the file as closed in good order and closes it; when an answer ends the writer, after
  // that answer.
  ~SqliteWriter();

  void Enqueue(std::unique_ptr<WriteJob> job);

  // Runs `commit`, which makes rows visible and gives their size in bytes (0: none), while no cut is made, and has them
  // written later. False, and `commit` isn't run: the file failed lately, is closed, or too much is unsettled already.
  bool CommitAhead(std::shared_ptr<Unsettled> space, absl::FunctionRef<size_t()> commit);

  // Nothing is visible that isn't durable.
  bool AllSettled() const;

  // Waits until the job was answered. An answer may call this too.
  void Run(std::unique_ptr<WriteJob> job);

  // Does what waits, answers jobs that come later with SERVER_STOPPING, and returns when no job is at work.
  void Close();

  // Of the last transaction.
  absl::Status status() const;
  void AddFigures(DatabaseFigures* figures) const;

 private:
  class Loop;

  // Shared with whoever writes: an answer may end the writer.
  const std::shared_ptr<Loop> loop_;
  std::thread thread_;
};

}  // namespace lienthong::store
