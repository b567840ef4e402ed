#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/base/store/sqlite/sqlite_connection.h"

// How a store lies in its file.
//   rows(space, key, value, version)            the state; the key's order is that of its bytes
//   spaces(id, agency, world, version, deleted) version: of the space's last commit. A deleted space's rows are going
//   meta(key, value)                            id: tells two stores apart; made_by: the program that made it; in_use:
//                                               1 while a process has it open; manifest: of a backup, manifest.h
//   manifest(space, rows, digest)               of a backup: what every space held
// PRAGMA application_id marks the file as ours, PRAGMA user_version is the schema's number.
namespace lienthong::store {

// Steps from schema number `index` to the next, as SQL. A step that has been released is never changed: a new one
// is added at the end.
using Migrations = absl::Span<const char* const>;

Migrations StoreMigrations();

// Where a file stands: 0 is a new, empty file.
//   STORE_FOREIGN       another program's file, or no database at all
//   STORE_SCHEMA_NEWER  made by a later program; the message has both numbers
absl::StatusOr<int> SchemaOf(SqliteConnection& connection, Migrations migrations);

// Brings the file to the last schema in one transaction: all steps or none. An up-to-date file isn't written.
absl::Status Migrate(SqliteConnection& connection, Migrations migrations);

}  // namespace lienthong::store
