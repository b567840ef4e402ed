#include "services/base/store/sqlite/read_pool.h"

#include <sqlite3.h>

#include <utility>

#include "services/base/status.h"

namespace lienthong::store {
namespace {

// More than this many readers at once are rare; what they used is closed again.
constexpr size_t kMaxIdleConnections = 16;

}  // namespace

absl::Status ReadPool::With(absl::FunctionRef<absl::Status(RowReader& reader)> read) {
  auto connection = Take();
  const absl::Status outcome = connection.ok() ? read(*(*connection)->reader) : connection.status();
  Return(connection.ok() ? *std::move(connection) : nullptr, outcome);
  return outcome;
}

absl::Status ReadPool::status() const {
  absl::ReaderMutexLock lock(&mutex_);
  return status_;
}

absl::StatusOr<std::unique_ptr<ReadPool::Connection>> ReadPool::Take() {
  {
    absl::MutexLock lock(&mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  auto connection = std::make_unique<Connection>();
  ASSIGN_OR_RETURN(connection->connection, SqliteConnection::Open(path_, SQLITE_OPEN_READONLY));
  connection->reader = std::make_unique<RowReader>(connection->connection.get());
  return connection;
}

void ReadPool::Return(std::unique_ptr<Connection> connection, const absl::Status& outcome) {
  absl::MutexLock lock(&mutex_);
  if (status_ != outcome) status_ = outcome;
  // After a failure the next reader begins afresh.
  if (outcome.ok() && idle_.size() < kMaxIdleConnections) idle_.push_back(std::move(connection));
}

}  // namespace lienthong::store
