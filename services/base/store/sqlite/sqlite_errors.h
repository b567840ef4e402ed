#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The refusals of a store in a file. All name the file.
namespace lienthong::store {

// What SQLite's result code means: STORE_FULL (RESOURCE_EXHAUSTED), STORE_DAMAGED (DATA_LOSS), STORE_FOREIGN,
// STORE_NOT_WRITABLE (FAILED_PRECONDITION), anything else STORE_FAILED (UNAVAILABLE). `code` is an extended one,
// `cause` SQLite's own words.
absl::Status SqliteFailure(absl::string_view path, int code, absl::string_view cause);

absl::Status StoreDamaged(absl::string_view path, absl::string_view cause);
// `pid` is empty when it isn't known.
absl::Status StoreInUse(absl::string_view path, absl::string_view pid);
absl::Status StoreForeign(absl::string_view path);
absl::Status StoreSchemaNewer(absl::string_view path, int found, int known);
absl::Status StoreNotWritable(absl::string_view path);
absl::Status StoreIsFolder(absl::string_view path);
absl::Status StoreFolderMissing(absl::string_view path, absl::string_view folder);
absl::Status StoreMissing(absl::string_view path);
absl::Status StoreIncomplete(absl::string_view path);
absl::Status StoreFileExists(absl::string_view path);
// A call of the operating system failed with `error` (errno).
absl::Status StoreSystemFailure(absl::string_view path, int error);

}  // namespace lienthong::store
