#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "services/base/store/sqlite/row_statements.h"

namespace lienthong::store {

// Connections for reading, made as needed and kept for the next reader. Thread-safe.
class ReadPool {
 public:
  explicit ReadPool(std::string path) : path_(std::move(path)) {}

  // Runs `read` with a connection of its own.
  absl::Status With(absl::FunctionRef<absl::Status(RowReader& reader)> read);

  // Why the last read that failed did; OK when none has since the last success.
  absl::Status status() const;

 private:
  struct Connection {
    std::unique_ptr<SqliteConnection> connection;
    std::unique_ptr<RowReader> reader;
  };

  absl::StatusOr<std::unique_ptr<Connection>> Take();
  void Return(std::unique_ptr<Connection> connection, const absl::Status& outcome);

  const std::string path_;
  mutable absl::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::store
