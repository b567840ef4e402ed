#pragma once

#include <memory>
#include <string>

#include "services/base/error/error.h"
#include "services/base/store/sqlite/sqlite_database.h"

namespace lienthong::store {

// Opens a file whose last user may just be letting go, on another thread, or writing what is unsettled.
inline std::shared_ptr<Database> OpenWhenFreeForTest(const std::string& path, MemoryLimits limits = {}) {
  for (;;) {
    auto database = OpenSqliteDatabase(path, {}, limits);
    if (ReasonOf(database.status()) != Reason::STORE_IN_USE) return *std::move(database);
  }
}

}  // namespace lienthong::store
