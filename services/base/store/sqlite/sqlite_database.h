#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/store/sqlite/sqlite_engine.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// A database in one SQLite file. The refusals are OpenDatabase's; options.spec isn't looked at.
absl::StatusOr<std::shared_ptr<Database>> OpenSqliteDatabase(const std::string& path, const StoreOptions& options,
                                                             MemoryLimits limits = {});

}  // namespace lienthong::store
