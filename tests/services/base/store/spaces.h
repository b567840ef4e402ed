#pragma once

#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/store.h"
#include "services/base/store/txn.h"

// What several tests here do with a space.
namespace lienthong::store {

using Rows = std::map<std::string, std::string>;

// Waits for what `begin` is told, on whatever thread that comes.
inline absl::Status WaitForTest(absl::FunctionRef<void(absl::AnyInvocable<void(absl::Status)>)> begin) {
  absl::Status result;
  absl::Notification answered;
  begin([&](absl::Status status) {
    result = std::move(status);
    answered.Notify();
  });
  answered.WaitForNotification();
  return result;
}

inline absl::Status CommitForTest(Space& space, WriteBatch batch) {
  return WaitForTest([&](auto done) { space.Commit(std::move(batch), std::move(done)); });
}

inline absl::Status CommitInOrderForTest(Space& space, WriteBatch batch) {
  return WaitForTest([&](auto done) { space.CommitInOrder(std::move(batch), std::move(done)); });
}

inline absl::Status SettleForTest(const Space& space) {
  return WaitForTest([&](auto done) { space.Settle(std::move(done)); });
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
