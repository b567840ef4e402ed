#include "services/base/store/sqlite/sqlite_schema.h"

#include "absl/strings/str_cat.h"
#include "services/base/status.h"
#include "services/base/store/sqlite/sqlite_errors.h"

namespace lienthong::store {
namespace {

constexpr int64_t kApplicationId = 0x4c54484e;  // "LTHN"

constexpr const char* kMigrations[] = {
    R"sql(
      CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE spaces(id INTEGER PRIMARY KEY, agency TEXT NOT NULL, world TEXT NOT NULL, version INTEGER NOT NULL,
                          deleted INTEGER NOT NULL);
      CREATE UNIQUE INDEX living_spaces ON spaces(agency, world) WHERE deleted = 0;
      CREATE TABLE rows(space INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, version INTEGER NOT NULL,
                        PRIMARY KEY(space, key)) WITHOUT ROWID;
      CREATE TABLE manifest(space INTEGER PRIMARY KEY, rows INTEGER NOT NULL, digest TEXT NOT NULL);
      INSERT INTO meta VALUES('id', lower(hex(randomblob(16))));
    )sql",
};

absl::Status RunSteps(SqliteConnection& connection, Migrations migrations, int schema) {
  for (size_t step = schema; step < migrations.size(); ++step) RETURN_IF_ERROR(connection.Execute(migrations[step]));
  return connection.Execute(absl::StrCat("PRAGMA application_id = ", kApplicationId,
                                         "; PRAGMA user_version = ", migrations.size(), "; COMMIT"));
}

}  // namespace

Migrations StoreMigrations() { return kMigrations; }

absl::StatusOr<int> SchemaOf(SqliteConnection& connection, Migrations migrations) {
  ASSIGN_OR_RETURN(const int64_t application, connection.Integer("PRAGMA application_id"));
  ASSIGN_OR_RETURN(const int64_t schema, connection.Integer("PRAGMA user_version"));
  ASSIGN_OR_RETURN(const int64_t tables, connection.Integer("SELECT count(*) FROM sqlite_schema"));
  if (application == 0 && schema == 0 && tables == 0) return 0;
  if (application != kApplicationId) return StoreForeign(connection.path());
  const int known = static_cast<int>(migrations.size());
  if (schema > known) return StoreSchemaNewer(connection.path(), static_cast<int>(schema), known);
  return static_cast<int>(schema);
}

absl::Status Migrate(SqliteConnection& connection, Migrations migrations) {
  ASSIGN_OR_RETURN(const int schema, SchemaOf(connection, migrations));
  if (schema == static_cast<int>(migrations.size())) return absl::OkStatus();
  RETURN_IF_ERROR(connection.Execute("BEGIN IMMEDIATE"));
  const absl::Status status = RunSteps(connection, migrations, schema);
  if (!status.ok() && connection.InTransaction()) (void)connection.Execute("ROLLBACK");
  return status;
}

}  // namespace lienthong::store
