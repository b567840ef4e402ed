#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/store/persistent_map.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// An empty space in memory, outside any store: for ephemeral worlds and tests. Reading, forking and opening copy one
// pointer; Commit runs `done` on the caller's stack.
std::unique_ptr<Space> NewMemorySpace();
// The same with rows in it; `last` is the version of the last commit, and no row's is above it.
std::unique_ptr<Space> NewMemorySpace(PersistentMap rows, Version last);

// Keeps every space in memory until it is deleted and the last holder lets go.
class MemoryStore : public Store {
 public:
  absl::StatusOr<std::shared_ptr<Space>> Open(absl::string_view world) override;
  absl::Status Delete(absl::string_view world) override;
  std::vector<std::string> Worlds() const override;

 private:
  mutable absl::Mutex mutex_;
  absl::btree_map<std::string, std::shared_ptr<Space>> spaces_ ABSL_GUARDED_BY(mutex_);
};

// A database that ends with the process.
std::shared_ptr<Database> NewMemoryDatabase();

}  // namespace lienthong::store
