#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/store/persistent_map.h"
#include "services/base/store/sqlite/generation.h"
#include "services/base/store/sqlite/sqlite_space.h"
#include "services/base/store/sqlite/unsettled_rows.h"

namespace lienthong::store {

// The rows of a space in a file at one moment: the unsettled ones, below them the recent ones, and below these those of
// the file as the generation began.
class SqliteSnapshot : public Snapshot {
 public:
  SqliteSnapshot(std::shared_ptr<const SqliteSpace> space, UnsettledRows unsettled, PersistentMap recent,
                 std::shared_ptr<Generation> generation)
      : space_(std::move(space)),
        unsettled_(std::move(unsettled)),
        recent_(std::move(recent)),
        generation_(std::move(generation)) {}

  absl::optional<Entry> Get(absl::string_view key) const override;
  Version VersionOf(absl::string_view key) const override;
  void Scan(absl::string_view from, absl::string_view to,
            absl::FunctionRef<bool(absl::string_view key, const Entry& entry)> visit) const override;
  absl::Status status() const override;

 private:
  using Visitor = absl::FunctionRef<bool(absl::string_view key, const Entry& entry)>;
  using Rows = absl::btree_map<std::string, FileRow>;

  FileRow Below(absl::string_view key) const;
  // What isn't unsettled.
  void ScanSettled(absl::string_view from, absl::string_view to, Visitor visit) const;
  // The rows below in [from, to), about `limit` of them; `*end` is where they end, `to` when there are no more.
  Rows StretchBelow(absl::string_view from, absl::string_view to, int limit, std::string* end) const;
  // Recent rows over those below. False: `visit` has enough.
  bool Merge(const Rows& below, absl::string_view from, absl::string_view to, Visitor visit) const;
  void Fail(const absl::Status& status) const;

  const std::shared_ptr<const SqliteSpace> space_;
  const UnsettledRows unsettled_;
  const PersistentMap recent_;
  const std::shared_ptr<Generation> generation_;

  mutable absl::Mutex mutex_;
  mutable absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::store
