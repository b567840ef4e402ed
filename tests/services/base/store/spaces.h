#pragma once

#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/store.h"
#include "services/base/store/txn.h"

// What several tests here do with a space. Commits of backends under test answer before Commit returns or are waited
// for by the conformance suite itself.
namespace lienthong::store {

using Rows = std::map<std::string, std::string>;

inline absl::Status CommitForTest(Space& space, WriteBatch batch) {
  absl::Status result = absl::UnknownError("not answered");
  space.Commit(std::move(batch), [&result](absl::Status status) { result = std::move(status); });
  return result;
}

inline absl::Status CommitForTest(Space& space, Txn& txn) { return CommitForTest(space, std::move(txn).Take()); }

inline Rows RowsOf(const Snapshot& snapshot, absl::string_view from = "", absl::string_view to = "") {
  Rows rows;
  snapshot.Scan(from, to, [&rows](absl::string_view key, const Entry& entry) {
    rows.emplace(key, entry.value);
    return true;
  });
  return rows;
}

}  // namespace lienthong::store
