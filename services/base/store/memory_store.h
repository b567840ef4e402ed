#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// An empty space in memory, outside any store: for ephemeral worlds and tests. Reading, forking and opening copy one
// pointer; Commit runs `done` on the caller's stack.
std::unique_ptr<Space> NewMemorySpace();

// Keeps every space in memory until it is deleted and the last holder lets go.
class MemoryStore : public Store {
 public:
  absl::StatusOr<std::shared_ptr<Space>> Open(absl::string_view world) override;
  absl::Status Delete(absl::string_view world) override;

 private:
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<Space>> spaces_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::store
