#include "services/base/store/sqlite/store_file.h"

#include <sqlite3.h>

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/base/status.h"
#include "services/base/store/sqlite/sqlite_errors.h"
#include "services/base/store/sqlite/sqlite_schema.h"

namespace lienthong::store {
namespace {

namespace fs = std::filesystem;

std::string LogOf(const std::string& path) { return path + "-wal"; }

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// One name for one file, so that the lock beside it is the same one.
std::string PlainPath(const std::string& path) {
  std::error_code error;
  const fs::path plain = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : plain.string();
}

absl::Status CheckPlace(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return StoreIsFolder(path);
  const std::string folder = fs::path(path).parent_path().string();
  if (!fs::is_directory(folder, error)) return StoreFolderMissing(path, folder);
  return absl::OkStatus();
}

// The write-ahead log isn't moved by SQLite itself: the writer does that between commits. Deleted bytes needn't be
// overwritten, they are made up.
absl::Status Configure(SqliteConnection& connection, Durability durability) {
  ASSIGN_OR_RETURN(const std::string mode, connection.Text("PRAGMA journal_mode = WAL"));
  if (mode != "wal") return SqliteFailure(connection.path(), SQLITE_ERROR, "the disk can't keep a write-ahead log");
  return connection.Execute(
      absl::StrCat("PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 33554432;"
                   "PRAGMA secure_delete = OFF; PRAGMA cache_size = -16384; PRAGMA synchronous = ",
                   durability == Durability::kPower ? "FULL" : "NORMAL"));
}

// A backup's manifest is true no longer. The mark must reach the file itself, where a copy without the log finds it.
absl::Status MarkInUse(SqliteConnection& connection) {
  return connection.Execute(
      "BEGIN IMMEDIATE; DELETE FROM manifest; DELETE FROM meta WHERE key = 'manifest';"
      "INSERT OR REPLACE INTO meta VALUES('in_use', '1'); COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

// Where it isn't being written and has no log, SQLite needs no files beside it. Where a process died, its log is read
// without the shared index, which would be made anew and stay; nobody is there to lock out.
std::string ReadingUri(const std::string& path) {
  std::error_code error;
  const bool has_log = Exists(LogOf(path)) && fs::file_size(LogOf(path), error) > 0;
  const std::string uri =
      absl::StrCat("file:", absl::StrReplaceAll(path, {{"%", "%25"}, {"?", "%3f"}, {"#", "%23"}}), "?mode=ro");
  if (FileLock::IsTaken(path)) return uri;
  return absl::StrCat(uri, has_log ? "&vfs=unix-none" : "&immutable=1");
}

}  // namespace

absl::StatusOr<WritableFile> OpenForWriting(const std::string& place, const StoreOptions& options) {
  WritableFile file;
  file.path = PlainPath(place);
  RETURN_IF_ERROR(CheckPlace(file.path));
  ASSIGN_OR_RETURN(file.lock, FileLock::Take(file.path));
  const bool has_log = Exists(LogOf(file.path));  // opening makes one
  ASSIGN_OR_RETURN(file.connection, SqliteConnection::Open(file.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  SqliteConnection& connection = *file.connection;
  if (sqlite3_db_readonly(connection.handle(), "main") == 1) return StoreNotWritable(file.path);
  ASSIGN_OR_RETURN(const int schema, SchemaOf(connection, StoreMigrations()));
  if (schema > 0 && !has_log) {
    ASSIGN_OR_RETURN(const std::string in_use, ReadMeta(connection, "in_use"));
    if (in_use == "1") return StoreIncomplete(file.path);
  }
  RETURN_IF_ERROR(Configure(connection, options.durability));
  RETURN_IF_ERROR(Migrate(connection, StoreMigrations()));
  if (schema == 0) RETURN_IF_ERROR(WriteMeta(connection, "made_by", options.made_by));
  RETURN_IF_ERROR(MarkInUse(connection));
  return file;
}

absl::StatusOr<std::unique_ptr<SqliteConnection>> OpenForReading(const std::string& place) {
  const std::string path = PlainPath(place);
  std::error_code error;
  if (fs::is_directory(path, error)) return StoreIsFolder(path);
  if (!Exists(path)) return StoreMissing(path);
  const std::string uri = ReadingUri(path);
  ASSIGN_OR_RETURN(auto connection, SqliteConnection::Open(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, uri));
  sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (absl::EndsWith(uri, "unix-none")) RETURN_IF_ERROR(connection->Execute("PRAGMA locking_mode = EXCLUSIVE"));
  ASSIGN_OR_RETURN(const int schema, SchemaOf(*connection, StoreMigrations()));
  if (schema == 0) return StoreForeign(path);
  return connection;
}

absl::StatusOr<bool> LacksLog(SqliteConnection& connection) {
  ASSIGN_OR_RETURN(const std::string in_use, ReadMeta(connection, "in_use"));
  return in_use == "1" && !Exists(LogOf(connection.path()));
}

absl::StatusOr<std::string> ReadMeta(const SqliteConnection& connection, absl::string_view key) {
  SqliteStatement select(&connection, "SELECT value FROM meta WHERE key = ?1");
  ASSIGN_OR_RETURN(const bool found, select.BindText(1, key).Step());
  return found ? std::string(select.Bytes(0)) : std::string();
}

absl::Status WriteMeta(const SqliteConnection& connection, absl::string_view key, absl::string_view value) {
  return SqliteStatement(&connection, "INSERT OR REPLACE INTO meta VALUES(?1, ?2)")
      .BindText(1, key)
      .BindText(2, value)
      .Run();
}

}  // namespace lienthong::store
