#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct sqlite3;
struct sqlite3_stmt;

namespace lienthong::store {

// One connection to one file, used by one thread at a time.
class SqliteConnection {
 public:
  // `flags` are SQLITE_OPEN_*; `uri` is what SQLite opens, `path` what errors name.
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(const std::string& path, int flags,
                                                                const std::string& uri);
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(const std::string& path, int flags) {
    return Open(path, flags, path);
  }
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  // Any number of statements without results.
  absl::Status Execute(const std::string& sql);
  // The first column of the first row; 0 or empty when there is none.
  absl::StatusOr<int64_t> Integer(const std::string& sql);
  absl::StatusOr<std::string> Text(const std::string& sql);
  // Outside a transaction: every statement stands for itself.
  bool InTransaction() const;

  // What went wrong in the last call, which returned `code`.
  absl::Status Failure(int code) const;

  sqlite3* handle() const { return handle_.get(); }
  const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };

  explicit SqliteConnection(std::string path) : path_(std::move(path)) {}

  const std::string path_;
  std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement. Parameters count from 1, columns from 0. Bound bytes must live until Reset.
class SqliteStatement {
 public:
  // The connection must outlive the statement. Preparing can fail only where the schema isn't the known one or the
  // file can't be read; the first Step tells.
  SqliteStatement(const SqliteConnection* connection, const char* sql);
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  SqliteStatement& Bind(int parameter, int64_t number);
  SqliteStatement& Bind(int parameter, absl::string_view bytes);
  SqliteStatement& BindText(int parameter, absl::string_view text);

  // True: a row can be read. False: the end; the statement is reset.
  absl::StatusOr<bool> Step();
  // For statements without results.
  absl::Status Run();
  // Ends the read early. Bound values stay.
  void Reset();

  int64_t Integer(int column) const;
  // Valid until the next Step or Reset.
  absl::string_view Bytes(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  const SqliteConnection* const connection_;
  int prepared_ = 0;  // what preparing returned
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace lienthong::store
