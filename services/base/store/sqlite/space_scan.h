#pragma once

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/store/sqlite/row_statements.h"

namespace lienthong::store {

// Visits all rows of a space in order, without keeping them.
absl::Status ScanSpace(const SqliteConnection& connection, SpaceId space,
                       absl::FunctionRef<void(absl::string_view key, absl::string_view value, Version version)> visit);

struct SpaceContent {
  int64_t rows = 0;
  int64_t bytes = 0;   // of keys and values
  std::string digest;  // as Space::Digest gives it
};

absl::StatusOr<SpaceContent> ContentOf(const SqliteConnection& connection, SpaceId space);

}  // namespace lienthong::store
