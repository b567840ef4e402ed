#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/base/store/sqlite/sqlite_connection.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// The number of a space within its file.
using SpaceId = int64_t;

// Reads rows on one connection, each call as the file is at that moment.
class RowReader {
 public:
  explicit RowReader(const SqliteConnection* connection);

  absl::StatusOr<absl::optional<Entry>> Get(SpaceId space, absl::string_view key);

  // At most `limit` rows in [from, to) in order, all of one moment; an empty `to` means no end.
  absl::StatusOr<std::vector<std::pair<std::string, Entry>>> Read(SpaceId space, absl::string_view from,
                                                                  absl::string_view to, int limit);

 private:
  SqliteStatement get_, scan_, scan_to_end_;
};

// A space as table `spaces` knows it.
struct SpaceRecord {
  SpaceId id = 0;
  std::string agency, world;
  Version version = 0;
  bool deleted = false;
};

absl::StatusOr<std::vector<SpaceRecord>> ReadSpaces(const SqliteConnection& connection);

// Writes rows on one connection, within the transaction that is open there.
class RowWriter {
 public:
  explicit RowWriter(const SqliteConnection* connection);

  // Null deletes.
  absl::Status Write(SpaceId space, absl::string_view key, const std::string* value, Version version);
  absl::Status WriteSpace(const SpaceRecord& space);

  // Deletes at most `limit` rows; true when none is left.
  absl::StatusOr<bool> DeleteSome(SpaceId space, int limit);
  absl::Status DeleteSpace(SpaceId space);

  RowReader& reader() { return reader_; }

  // What was written since the writer was made, transactions undone included.
  uint64_t rows() const { return rows_; }
  uint64_t bytes() const { return bytes_; }

 private:
  const SqliteConnection* const connection_;
  RowReader reader_;
  SqliteStatement put_, erase_, put_space_, erase_some_, erase_space_;
  uint64_t rows_ = 0, bytes_ = 0;
};

}  // namespace lienthong::store
