#include "services/base/store/store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/sqlite/sqlite_database.h"

namespace lienthong::store {
namespace {

absl::Status KindNotBuilt(absl::string_view kind) {
  const absl::Status status = InvalidField(
      "store", absl::StrCat("a store of kind \"", kind, "\" is not built; use \"memory\" or \"sqlite:PATH\""));
  return WithMetadata(status, "kind", kind);
}

}  // namespace

absl::StatusOr<std::shared_ptr<Database>> OpenDatabase(const StoreOptions& options) {
  const std::pair<std::string, std::string> spec = absl::StrSplit(options.spec, absl::MaxSplits(':', 1));
  const auto& [kind, place] = spec;
  if (kind == "sqlite") {
    if (place.empty()) return InvalidField("store", "name a file after \"sqlite:\"");
    return OpenSqliteDatabase(place, options);
  }
  if (kind != "memory") return KindNotBuilt(kind);
  if (options.spec != kind) return InvalidField("store", "a store in memory has no place; write \"memory\" alone");
  return NewMemoryDatabase();
}

}  // namespace lienthong::store
