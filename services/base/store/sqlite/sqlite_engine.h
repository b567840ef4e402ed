#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "services/base/store/sqlite/read_pool.h"
#include "services/base/store/sqlite/sqlite_writer.h"

namespace lienthong::store {

// How much a space keeps in memory of what is in the file.
struct MemoryLimits {
  // Bytes of rows written or read; beyond it the space begins anew and reads from the file again.
  size_t budget = 32 << 20;
  // Rows that are gone and still remembered; scans step over them.
  size_t gone = 1024;
};

// What the spaces of one file share. The last of its users closes the file.
struct SqliteEngine {
  SqliteEngine(std::string path, MemoryLimits limits, std::unique_ptr<FileLock> lock,
               std::unique_ptr<SqliteConnection> connection, Durability durability)
      : path(std::move(path)),
        limits(limits),
        writer(std::move(lock), std::move(connection), durability == Durability::kProcess),
        readers(this->path) {}

  const std::string path;
  const MemoryLimits limits;
  std::atomic<uint64_t> commits = 0, conflicts = 0, file_reads = 0;
  // The readers go first, so that the writer's connection is the last: that one tidies the file up.
  SqliteWriter writer;
  ReadPool readers;
};

}  // namespace lienthong::store
