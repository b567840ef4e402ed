#pragma once

#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/base/store/sqlite/file_lock.h"
#include "services/base/store/sqlite/sqlite_connection.h"
#include "services/base/store/sqlite/write_job.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// SqliteWriter is the one thread that writes a file. It takes all jobs that wait, up to a limit, into one transaction
// (group commit), and between groups moves the write-ahead log into the file (checkpoint) before it grows long.
// After a failed transaction it simply goes on: the next job tries again. Thread-safe.
class SqliteWriter {
 public:
  // The connection is open for writing and in WAL mode; the lock lasts as long as the connection.
  SqliteWriter(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteConnection> connection);
  // Does what still waits, marks the file as closed in good order and closes it. Returns at once when called by a job.
  ~SqliteWriter();

  void Enqueue(std::unique_ptr<WriteJob> job);

  // Waits until the job was answered. A job may call this too, for the thread can't wait for itself: the other job
  // then runs at once, in a transaction of its own.
  void Run(std::unique_ptr<WriteJob> job);

  // Does what waits, answers jobs that come later with SERVER_STOPPING, and returns when no job is at work.
  void Close();

  // Of the last transaction.
  absl::Status status() const;
  void AddFigures(DatabaseFigures* figures) const;

 private:
  class Loop;

  // Shared with the thread, which outlives the writer when a job ends the writer.
  const std::shared_ptr<Loop> loop_;
  std::thread thread_;
};

}  // namespace lienthong::store
