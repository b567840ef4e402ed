#include "services/base/store/sqlite/sqlite_errors.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"

namespace lienthong::store {
namespace {

Error About(absl::StatusCode code, Reason reason, absl::string_view path) {
  return Error(code, reason).With("path", path);
}

Error Precondition(Reason reason, absl::string_view path) {
  return About(absl::StatusCode::kFailedPrecondition, reason, path);
}

}  // namespace

absl::Status SqliteFailure(absl::string_view path, int code, absl::string_view cause) {
  const std::string detail = absl::StrCat(cause, ", SQLite ", code);
  switch (code & 0xff) {
    case SQLITE_FULL:
      return About(absl::StatusCode::kResourceExhausted, Reason::STORE_FULL, path).With("cause", detail);
    case SQLITE_CORRUPT:
      return StoreDamaged(path, detail);
    case SQLITE_NOTADB:
      return StoreForeign(path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreNotWritable(path);
    default:
      return About(absl::StatusCode::kUnavailable, Reason::STORE_FAILED, path).With("cause", detail);
  }
}

absl::Status StoreDamaged(absl::string_view path, absl::string_view cause) {
  return About(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED, path).With("cause", cause);
}

absl::Status StoreInUse(absl::string_view path, absl::string_view pid) {
  return Precondition(Reason::STORE_IN_USE, path).With("pid", pid.empty() ? "?" : pid);
}

absl::Status StoreForeign(absl::string_view path) { return Precondition(Reason::STORE_FOREIGN, path); }

absl::Status StoreSchemaNewer(absl::string_view path, int found, int known) {
  return Precondition(Reason::STORE_SCHEMA_NEWER, path)
      .With("found", absl::StrCat(found))
      .With("known", absl::StrCat(known));
}

absl::Status StoreNotWritable(absl::string_view path) { return Precondition(Reason::STORE_NOT_WRITABLE, path); }

absl::Status StoreIsFolder(absl::string_view path) { return Precondition(Reason::STORE_IS_FOLDER, path); }

absl::Status StoreFolderMissing(absl::string_view path, absl::string_view folder) {
  return Precondition(Reason::STORE_FOLDER_MISSING, path).With("folder", folder);
}

absl::Status StoreMissing(absl::string_view path) {
  return About(absl::StatusCode::kNotFound, Reason::STORE_MISSING, path);
}

absl::Status StoreIncomplete(absl::string_view path) { return Precondition(Reason::STORE_INCOMPLETE, path); }

absl::Status StoreFileExists(absl::string_view path) {
  return About(absl::StatusCode::kAlreadyExists, Reason::STORE_FILE_EXISTS, path);
}

absl::Status StoreSystemFailure(absl::string_view path, int error) {
  switch (error) {
    case EACCES:
    case EPERM:
    case EROFS:
      return StoreNotWritable(path);
    case EISDIR:
      return StoreIsFolder(path);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return About(absl::StatusCode::kResourceExhausted, Reason::STORE_FULL, path).With("cause", std::strerror(error));
    default:
      return About(absl::StatusCode::kUnavailable, Reason::STORE_FAILED, path).With("cause", std::strerror(error));
  }
}

}  // namespace lienthong::store
