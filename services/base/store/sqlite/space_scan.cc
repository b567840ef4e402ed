#include "services/base/store/sqlite/space_scan.h"

#include <utility>

#include "services/base/status.h"
#include "services/base/store/digest.h"

namespace lienthong::store {

absl::Status ScanSpace(const SqliteConnection& connection, SpaceId space,
                       absl::FunctionRef<void(absl::string_view, absl::string_view, Version)> visit) {
  SqliteStatement select(&connection, "SELECT key, value, version FROM rows WHERE space = ?1 ORDER BY key");
  select.Bind(1, space);
  for (;;) {
    ASSIGN_OR_RETURN(const bool found, select.Step());
    if (!found) return absl::OkStatus();
    visit(select.Bytes(0), select.Bytes(1), static_cast<Version>(select.Integer(2)));
  }
}

absl::StatusOr<SpaceContent> ContentOf(const SqliteConnection& connection, SpaceId space) {
  SpaceContent content;
  Digester digester;
  RETURN_IF_ERROR(ScanSpace(connection, space, [&](absl::string_view key, absl::string_view value, Version) {
    ++content.rows;
    content.bytes += key.size() + value.size();
    digester.Add(key, value);
  }));
  content.digest = std::move(digester).Hex();
  return content;
}

}  // namespace lienthong::store
