#include "services/base/store/sqlite/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/base/status.h"
#include "services/base/store/sqlite/file_lock.h"
#include "services/base/store/sqlite/manifest.h"
#include "services/base/store/sqlite/sqlite_errors.h"
#include "services/base/store/sqlite/store_file.h"

namespace lienthong::store {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesAtATime = 256;

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

absl::Status CheckTarget(const BackupOptions& options) {
  std::error_code error;
  if (fs::is_directory(options.to, error)) return StoreIsFolder(options.to);
  if (fs::exists(options.to, error) && !options.replace) return StoreFileExists(options.to);
  if (FileLock::IsTaken(options.to)) return StoreInUse(options.to, "");
  const fs::path folder = fs::absolute(options.to, error).parent_path();
  return fs::is_directory(folder, error) ? absl::OkStatus() : StoreFolderMissing(options.to, folder.string());
}

// The transaction keeps the origin at one moment over all steps; its writers go on meanwhile.
absl::Status CopyPages(SqliteConnection& from, SqliteConnection& to, const BackupOptions& options) {
  RETURN_IF_ERROR(from.Execute("BEGIN"));
  RETURN_IF_ERROR(from.Integer("SELECT count(*) FROM spaces").status());
  std::unique_ptr<sqlite3_backup, FinishBackup> backup(sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
  if (backup == nullptr) return to.Failure(sqlite3_errcode(to.handle()));
  for (;;) {
    const int code = sqlite3_backup_step(backup.get(), kPagesAtATime);
    const int total = sqlite3_backup_pagecount(backup.get());
    if (options.progress) options.progress(total - sqlite3_backup_remaining(backup.get()), total);
    if (code == SQLITE_DONE) return absl::OkStatus();
    if (code != SQLITE_OK) return (code & 0xff) == SQLITE_CORRUPT ? from.Failure(code) : to.Failure(code);
  }
}

// Without a log, so that the copy is one file, and on the disk when it returns.
absl::Status Complete(SqliteConnection& copy) {
  RETURN_IF_ERROR(copy.Text("PRAGMA journal_mode = DELETE").status());
  RETURN_IF_ERROR(
      copy.Execute("PRAGMA synchronous = FULL; BEGIN IMMEDIATE;"
                   "INSERT OR REPLACE INTO meta VALUES('in_use', '0'); DELETE FROM manifest"));
  RETURN_IF_ERROR(WriteManifest(copy));
  return copy.Execute("COMMIT");
}

absl::Status WriteCopy(SqliteConnection& from, const std::string& path, const BackupOptions& options) {
  ASSIGN_OR_RETURN(const auto copy, SqliteConnection::Open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  RETURN_IF_ERROR(CopyPages(from, *copy, options));
  return Complete(*copy);
}

// The name too must be on the disk.
absl::Status TakeName(const std::string& path, const std::string& name) {
  if (std::rename(path.c_str(), name.c_str()) != 0) return StoreSystemFailure(name, errno);
  std::error_code error;
  const int folder = open(fs::absolute(name, error).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return StoreSystemFailure(name, errno);
  const int failed = fsync(folder) == 0 ? 0 : errno;
  close(folder);
  return failed == 0 ? absl::OkStatus() : StoreSystemFailure(name, failed);
}

}  // namespace

absl::Status BackUp(const BackupOptions& options) {
  ASSIGN_OR_RETURN(const auto from, OpenForReading(options.from));
  RETURN_IF_ERROR(CheckTarget(options));
  const std::string partial = absl::StrCat(options.to, ".partial-", getpid());
  std::error_code error;
  fs::remove(partial, error);
  absl::Status status = WriteCopy(*from, partial, options);
  // A log of what stood there before would be taken for the copy's.
  for (const char* beside : {"-wal", "-shm"}) {
    if (status.ok()) fs::remove(options.to + beside, error);
  }
  if (status.ok()) status = TakeName(partial, options.to);
  if (!status.ok()) {
    for (const char* part : {"", "-journal", "-wal", "-shm"}) fs::remove(partial + part, error);
  }
  return status;
}

}  // namespace lienthong::store
