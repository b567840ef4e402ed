#include "services/base/store/sqlite/manifest.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/status.h"
#include "services/base/store/digest.h"
#include "services/base/store/sqlite/space_scan.h"
#include "services/base/store/sqlite/store_file.h"

namespace lienthong::store {
namespace {

struct Line {
  int64_t rows = 0;
  std::string digest;
};

absl::StatusOr<Line> ReadLine(const SqliteConnection& connection, SpaceId space) {
  SqliteStatement select(&connection, "SELECT rows, digest FROM manifest WHERE space = ?1");
  ASSIGN_OR_RETURN(const bool found, select.Bind(1, space).Step());
  return found ? Line{select.Integer(0), std::string(select.Bytes(1))} : Line();
}

// Over everything but the rows themselves.
absl::StatusOr<std::string> Seal(const SqliteConnection& connection) {
  Digester digester;
  ASSIGN_OR_RETURN(const std::string id, ReadMeta(connection, "id"));
  digester.Add("id", id);
  ASSIGN_OR_RETURN(const auto spaces, ReadSpaces(connection));
  for (const SpaceRecord& space : spaces) {
    ASSIGN_OR_RETURN(const Line line, ReadLine(connection, space.id));
    digester.Add(space.agency, space.world);
    digester.Add(absl::StrCat(space.id, " ", space.version, " ", space.deleted), absl::StrCat(line.rows, line.digest));
  }
  return std::move(digester).Hex();
}

}  // namespace

absl::Status WriteManifest(const SqliteConnection& connection) {
  ASSIGN_OR_RETURN(const auto spaces, ReadSpaces(connection));
  SqliteStatement insert(&connection, "INSERT OR REPLACE INTO manifest VALUES(?1, ?2, ?3)");
  for (const SpaceRecord& space : spaces) {
    ASSIGN_OR_RETURN(const SpaceContent content, ContentOf(connection, space.id));
    RETURN_IF_ERROR(insert.Bind(1, space.id).Bind(2, content.rows).BindText(3, content.digest).Run());
  }
  ASSIGN_OR_RETURN(const std::string seal, Seal(connection));
  return WriteMeta(connection, "manifest", seal);
}

absl::StatusOr<bool> CheckManifest(const SqliteConnection& connection, std::vector<std::string>* problems) {
  ASSIGN_OR_RETURN(const std::string seal, ReadMeta(connection, "manifest"));
  if (seal.empty()) return false;
  ASSIGN_OR_RETURN(const std::string found, Seal(connection));
  if (found != seal) problems->push_back("the backup's manifest, or what it says of the worlds, was changed");
  ASSIGN_OR_RETURN(const auto spaces, ReadSpaces(connection));
  for (const SpaceRecord& space : spaces) {
    ASSIGN_OR_RETURN(const Line line, ReadLine(connection, space.id));
    ASSIGN_OR_RETURN(const SpaceContent content, ContentOf(connection, space.id));
    if (content.digest == line.digest && content.rows == line.rows) continue;
    problems->push_back(absl::StrCat("world \"", space.world, "\" of ", space.agency, " has ", content.rows,
                                     " rows with digest ", content.digest.substr(0, 12), "; backed up were ", line.rows,
                                     " with ", line.digest.substr(0, 12)));
  }
  return true;
}

}  // namespace lienthong::store
