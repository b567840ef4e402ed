#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/store/sqlite/file_lock.h"
#include "services/base/store/sqlite/sqlite_connection.h"
#include "services/base/store/store.h"

// Opening the file of a store: to keep worlds in it, or only to look at it.
namespace lienthong::store {

struct WritableFile {
  std::string path;
  std::unique_ptr<FileLock> lock;
  std::unique_ptr<SqliteConnection> connection;
};

// Makes the file when there is none, brings its schema up to date, and marks it as in use. Another program's file is
// left as it is. The refusals are OpenDatabase's.
absl::StatusOr<WritableFile> OpenForWriting(const std::string& path, const StoreOptions& options);

// Changes neither the file nor its folder, and may be done while a process writes it. The connection sees the schema as
// it is, which may be an earlier one.
//   STORE_MISSING, STORE_IS_FOLDER, STORE_FOREIGN, STORE_SCHEMA_NEWER, STORE_DAMAGED, STORE_FAILED
absl::StatusOr<std::unique_ptr<SqliteConnection>> OpenForReading(const std::string& path);

// Of a connection for reading: the file with the last writes is gone, which happens to copies made without it.
absl::StatusOr<bool> LacksLog(SqliteConnection& connection);

// What table `meta` says; empty when it says nothing.
absl::StatusOr<std::string> ReadMeta(const SqliteConnection& connection, absl::string_view key);
absl::Status WriteMeta(const SqliteConnection& connection, absl::string_view key, absl::string_view value);

}  // namespace lienthong::store
