#include "services/base/store/sqlite/row_statements.h"

#include <sqlite3.h>

#include "services/base/status.h"

namespace lienthong::store {

RowReader::RowReader(const SqliteConnection* connection)
    : get_(connection, "SELECT value, version FROM rows WHERE space = ?1 AND key = ?2"),
      scan_(connection,
            "SELECT key, value, version FROM rows WHERE space = ?1 AND key >= ?2 AND key < ?4 ORDER BY key LIMIT ?3"),
      scan_to_end_(connection,
                   "SELECT key, value, version FROM rows WHERE space = ?1 AND key >= ?2 ORDER BY key LIMIT ?3") {}

absl::StatusOr<absl::optional<Entry>> RowReader::Get(SpaceId space, absl::string_view key) {
  ASSIGN_OR_RETURN(const bool found, get_.Bind(1, space).Bind(2, key).Step());
  if (!found) return absl::optional<Entry>();
  Entry entry{std::string(get_.Bytes(0)), static_cast<Version>(get_.Integer(1))};
  get_.Reset();
  return absl::make_optional(std::move(entry));
}

absl::StatusOr<std::vector<std::pair<std::string, Entry>>> RowReader::Read(SpaceId space, absl::string_view from,
                                                                           absl::string_view to, int limit) {
  SqliteStatement& scan = to.empty() ? scan_to_end_ : scan_;
  scan.Bind(1, space).Bind(2, from).Bind(3, limit);
  if (!to.empty()) scan.Bind(4, to);
  std::vector<std::pair<std::string, Entry>> rows;
  for (;;) {
    ASSIGN_OR_RETURN(const bool found, scan.Step());
    if (!found) return rows;
    rows.emplace_back(std::string(scan.Bytes(0)),
                      Entry{std::string(scan.Bytes(1)), static_cast<Version>(scan.Integer(2))});
  }
}

absl::StatusOr<std::vector<SpaceRecord>> ReadSpaces(const SqliteConnection& connection) {
  SqliteStatement select(&connection,
                         "SELECT id, agency, world, version, deleted FROM spaces ORDER BY agency, world, id");
  std::vector<SpaceRecord> spaces;
  for (;;) {
    ASSIGN_OR_RETURN(const bool found, select.Step());
    if (!found) return spaces;
    spaces.push_back({select.Integer(0), std::string(select.Bytes(1)), std::string(select.Bytes(2)),
                      static_cast<Version>(select.Integer(3)), select.Integer(4) != 0});
  }
}

RowWriter::RowWriter(const SqliteConnection* connection)
    : connection_(connection),
      reader_(connection),
      put_(connection,
           "INSERT INTO rows VALUES(?1, ?2, ?3, ?4) "
           "ON CONFLICT(space, key) DO UPDATE SET value = excluded.value, version = excluded.version"),
      erase_(connection, "DELETE FROM rows WHERE space = ?1 AND key = ?2"),
      put_space_(connection,
                 "INSERT INTO spaces VALUES(?1, ?2, ?3, ?4, ?5) "
                 "ON CONFLICT(id) DO UPDATE SET version = excluded.version, deleted = excluded.deleted"),
      erase_some_(connection,
                  "DELETE FROM rows WHERE space = ?1 AND key IN (SELECT key FROM rows WHERE space = ?1 LIMIT ?2)"),
      erase_space_(connection, "DELETE FROM spaces WHERE id = ?1") {}

absl::Status RowWriter::Write(SpaceId space, absl::string_view key, const std::string* value, Version version) {
  ++rows_;
  bytes_ += key.size() + (value == nullptr ? 0 : value->size());
  if (value == nullptr) return erase_.Bind(1, space).Bind(2, key).Run();
  return put_.Bind(1, space).Bind(2, key).Bind(3, *value).Bind(4, static_cast<int64_t>(version)).Run();
}

absl::Status RowWriter::WriteSpace(const SpaceRecord& space) {
  return put_space_.Bind(1, space.id)
      .BindText(2, space.agency)
      .BindText(3, space.world)
      .Bind(4, static_cast<int64_t>(space.version))
      .Bind(5, space.deleted ? 1 : 0)
      .Run();
}

absl::StatusOr<bool> RowWriter::DeleteSome(SpaceId space, int limit) {
  RETURN_IF_ERROR(erase_some_.Bind(1, space).Bind(2, limit).Run());
  return sqlite3_changes(connection_->handle()) < limit;
}

absl::Status RowWriter::DeleteSpace(SpaceId space) { return erase_space_.Bind(1, space).Run(); }

}  // namespace lienthong::store
