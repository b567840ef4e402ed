#include "services/base/store/sqlite/store_report.h"

#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/status.h"
#include "services/base/store/sqlite/file_lock.h"
#include "services/base/store/sqlite/manifest.h"
#include "services/base/store/sqlite/row_check.h"
#include "services/base/store/sqlite/store_file.h"

namespace lienthong::store {
namespace {

constexpr size_t kEnoughProblems = 100;

int64_t SizeOf(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<int64_t>(size);
}

absl::StatusOr<std::vector<WorldReport>> ReportOnWorlds(const SqliteConnection& connection) {
  std::vector<WorldReport> worlds;
  ASSIGN_OR_RETURN(auto spaces, ReadSpaces(connection));
  for (SpaceRecord& space : spaces) {
    if (space.deleted) continue;
    ASSIGN_OR_RETURN(SpaceContent content, ContentOf(connection, space.id));
    worlds.push_back({std::move(space), std::move(content)});
  }
  return worlds;
}

absl::Status AskSqlite(const SqliteConnection& connection, std::vector<std::string>* problems) {
  SqliteStatement check(&connection, "PRAGMA integrity_check");
  for (;;) {
    ASSIGN_OR_RETURN(const bool found, check.Step());
    if (!found) return absl::OkStatus();
    if (check.Bytes(0) != "ok") problems->push_back(absl::StrCat("SQLite: ", std::string(check.Bytes(0))));
  }
}

absl::Status CheckSpaces(SqliteConnection& connection, std::vector<std::string>* problems) {
  ASSIGN_OR_RETURN(const int64_t strangers, connection.Integer("SELECT count(*) FROM rows WHERE space NOT IN "
                                                               "(SELECT id FROM spaces)"));
  if (strangers > 0) problems->push_back(absl::StrCat(strangers, " rows belong to no world"));
  ASSIGN_OR_RETURN(const auto spaces, ReadSpaces(connection));
  for (const SpaceRecord& space : spaces) {
    if (space.deleted) continue;  // on its way out
    RowCheck check(&connection, space);
    absl::Status status;
    RETURN_IF_ERROR(
        ScanSpace(connection, space.id, [&](absl::string_view key, absl::string_view value, Version version) {
          if (problems->size() < kEnoughProblems) status.Update(check.Look(key, value, version, problems));
        }));
    RETURN_IF_ERROR(status);
  }
  return absl::OkStatus();
}

absl::Status CheckAll(SqliteConnection& connection, Verification* verification) {
  auto* problems = &verification->problems;
  RETURN_IF_ERROR(AskSqlite(connection, problems));
  ASSIGN_OR_RETURN(const std::string id, ReadMeta(connection, "id"));
  if (id.empty()) problems->push_back("the store has lost its id");
  ASSIGN_OR_RETURN(const bool lacks_log, LacksLog(connection));
  if (lacks_log) problems->push_back(absl::StrCat(connection.path(), "-wal with the last writes is missing"));
  ASSIGN_OR_RETURN(const bool is_backup, CheckManifest(connection, problems));
  (void)is_backup;
  RETURN_IF_ERROR(CheckSpaces(connection, problems));
  ASSIGN_OR_RETURN(verification->worlds, ReportOnWorlds(connection));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<StoreReport> ReportOn(const std::string& path) {
  StoreReport report;
  ASSIGN_OR_RETURN(const auto connection, OpenForReading(path));
  RETURN_IF_ERROR(connection->Execute("BEGIN"));  // all of one moment
  report.path = connection->path();
  report.in_use = FileLock::IsTaken(report.path);
  report.file_bytes = SizeOf(report.path);
  report.log_bytes = SizeOf(report.path + "-wal");
  ASSIGN_OR_RETURN(report.id, ReadMeta(*connection, "id"));
  ASSIGN_OR_RETURN(report.made_by, ReadMeta(*connection, "made_by"));
  ASSIGN_OR_RETURN(const std::string manifest, ReadMeta(*connection, "manifest"));
  report.is_backup = !manifest.empty();
  ASSIGN_OR_RETURN(const int64_t schema, connection->Integer("PRAGMA user_version"));
  report.schema = static_cast<int>(schema);
  ASSIGN_OR_RETURN(report.worlds, ReportOnWorlds(*connection));
  return report;
}

absl::StatusOr<Verification> Verify(const std::string& path) {
  ASSIGN_OR_RETURN(const auto connection, OpenForReading(path));
  RETURN_IF_ERROR(connection->Execute("BEGIN"));  // all of one moment
  Verification verification;
  // What SQLite can't read on with is a finding too.
  const absl::Status status = CheckAll(*connection, &verification);
  if (!status.ok()) verification.problems.emplace_back(status.message());
  return verification;
}

}  // namespace lienthong::store
