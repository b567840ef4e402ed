#pragma once

#include <cstddef>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/base/store/persistent_map.h"
#include "services/base/store/sqlite/generation.h"

namespace lienthong::store {

// The rows of a space that are visible and not in the file yet, each as it was last written. Copying is O(1), and
// copies are independent. Thread-compatible.
class UnsettledRows {
 public:
  bool empty() const { return rows_.empty(); }
  size_t size() const { return rows_.size(); }

  // nullopt: nothing is known of the row here.
  absl::optional<FileRow> Find(absl::string_view key) const;
  // The same without the value; 0: deleted.
  absl::optional<Version> VersionOf(absl::string_view key) const;

  // nullopt deletes.
  void Put(absl::string_view key, absl::optional<std::string> value, Version version);

  // Drops what `settled` has, but for rows written again since it was copied.
  void Drop(const UnsettledRows& settled);

  // In order; the version of a deleted row is that of its deletion.
  using RowVisitor = absl::FunctionRef<void(absl::string_view key, const std::string* value, Version version)>;
  void ForEach(RowVisitor visit) const;

  // Visits these rows over those of `below`, which scans the same stretch and says whether it went to the end.
  using Visitor = absl::FunctionRef<bool(absl::string_view key, const Entry& entry)>;
  void ScanOver(absl::string_view from, absl::string_view to, absl::FunctionRef<void(Visitor)> below,
                Visitor visit) const;

 private:
  PersistentMap rows_;
};

}  // namespace lienthong::store
