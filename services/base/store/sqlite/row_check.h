#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/base/store/sqlite/row_statements.h"

namespace lienthong::store {

// RowCheck looks at a space's rows in order: versions, and the stored form of tables (overlay.h): a row parses, it lies
// at all its places in the indexes, and whatever lies in an index has its row. Rows of other forms are anybody's.
class RowCheck {
 public:
  RowCheck(const SqliteConnection* connection, SpaceRecord space) : reader_(connection), space_(std::move(space)) {}

  // Adds a sentence for everything that is wrong with the row. Not OK: the file can't be read.
  absl::Status Look(absl::string_view key, absl::string_view value, Version version,
                    std::vector<std::string>* problems);

 private:
  using Parts = std::vector<std::string>;

  absl::Status LookAtRow(const Parts& parts, const std::string& stored, std::vector<std::string>* problems);
  // The place is one of the row's, and the row is there.
  absl::StatusOr<bool> HasRow(const Parts& parts, absl::string_view key);
  absl::StatusOr<bool> HasPlace(const Parts& row, const std::string& index, const std::string& value);
  std::string Name(const Parts& parts) const;

  RowReader reader_;
  const SpaceRecord space_;
  absl::flat_hash_set<std::string> tables_;  // that have rows
};

}  // namespace lienthong::store
