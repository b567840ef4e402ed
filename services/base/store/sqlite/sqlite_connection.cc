#include "services/base/store/sqlite/sqlite_connection.h"

#include <sqlite3.h>

#include <cerrno>

#include "services/base/status.h"
#include "services/base/store/sqlite/sqlite_errors.h"

namespace lienthong::store {
namespace {

// How long another program's lock (the sqlite3 shell's, say) is waited for.
constexpr int kBusyMilliseconds = 5000;

// errno of the last call on the log, where all writes of a transaction go.
int LastErrorOfTheLog(sqlite3* handle) {
  sqlite3_file* log = nullptr;
  int error = 0;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (log != nullptr && log->pMethods != nullptr) log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  return error;
}

}  // namespace

void SqliteConnection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(const std::string& path, int flags,
                                                                         const std::string& uri) {
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(path));
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  connection->handle_.reset(handle);
  if (code != SQLITE_OK) return connection->Failure(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  return connection;
}

absl::Status SqliteConnection::Execute(const std::string& sql) {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Failure(code);
}

absl::StatusOr<int64_t> SqliteConnection::Integer(const std::string& sql) {
  SqliteStatement statement(this, sql.c_str());
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  return found ? statement.Integer(0) : 0;
}

absl::StatusOr<std::string> SqliteConnection::Text(const std::string& sql) {
  SqliteStatement statement(this, sql.c_str());
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  return found ? std::string(statement.Bytes(0)) : std::string();
}

bool SqliteConnection::InTransaction() const { return sqlite3_get_autocommit(handle()) == 0; }

absl::Status SqliteConnection::Failure(int code) const {
  // A result without a message of its own (a lock that wasn't got, say) has a general one.
  const bool own = handle_ != nullptr && sqlite3_errcode(handle()) == code;
  // A quota or a limit on files is a full disk too.
  const int error = (code & 0xff) == SQLITE_IOERR ? LastErrorOfTheLog(handle()) : 0;
  if (error == EDQUOT || error == EFBIG || error == ENOSPC) return StoreSystemFailure(path_, error);
  return SqliteFailure(path_, code, own ? sqlite3_errmsg(handle()) : sqlite3_errstr(code));
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteStatement::SqliteStatement(const SqliteConnection* connection, const char* sql) : connection_(connection) {
  sqlite3_stmt* statement = nullptr;
  prepared_ = sqlite3_prepare_v3(connection_->handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  statement_.reset(statement);
}

SqliteStatement& SqliteStatement::Bind(int parameter, int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
  return *this;
}

SqliteStatement& SqliteStatement::Bind(int parameter, absl::string_view bytes) {
  // Without a pointer SQLite would bind NULL.
  sqlite3_bind_blob64(statement_.get(), parameter, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
  return *this;
}

SqliteStatement& SqliteStatement::BindText(int parameter, absl::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

absl::StatusOr<bool> SqliteStatement::Step() {
  if (prepared_ != SQLITE_OK) return connection_->Failure(prepared_);
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    Reset();
    return false;
  }
  const absl::Status failure = connection_->Failure(code);
  Reset();
  return failure;
}

absl::Status SqliteStatement::Run() {
  const auto row = Step();
  Reset();
  return row.status();
}

void SqliteStatement::Reset() { sqlite3_reset(statement_.get()); }

int64_t SqliteStatement::Integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

absl::string_view SqliteStatement::Bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  return absl::string_view(bytes, sqlite3_column_bytes(statement_.get(), column));
}

}  // namespace lienthong::store
