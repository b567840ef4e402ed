#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/store/sqlite/row_statements.h"
#include "services/base/store/sqlite/space_scan.h"

// Looking at a store without changing it, also while a process writes it. The refusals are OpenForReading's.
namespace lienthong::store {

struct WorldReport {
  SpaceRecord space;
  SpaceContent content;
};

struct StoreReport {
  std::string path, id, made_by;
  int schema = 0;
  bool in_use = false;  // a process writes it right now
  bool is_backup = false;
  int64_t file_bytes = 0, log_bytes = 0;
  std::vector<WorldReport> worlds;
};

absl::StatusOr<StoreReport> ReportOn(const std::string& path);

struct Verification {
  std::vector<std::string> problems;  // a sentence each; at most so many as help
  std::vector<WorldReport> worlds;
};

// SQLite's own check, then ours: the schema, the log, the manifest of a backup, every space and every row.
absl::StatusOr<Verification> Verify(const std::string& path);

}  // namespace lienthong::store
