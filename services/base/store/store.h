#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

// Where the state of worlds is kept: ordered rows of bytes with versions, optimistic commits.
namespace lienthong::store {

// 0 = absent. A row's version is never given again in its space, so a row deleted and written anew is told apart.
using Version = uint64_t;

struct Entry {
  std::string value;
  Version version = 0;
};

// The rows of a space at one moment. Immutable, thread-safe, and unaffected by later commits or the space's end.
// Drop it before committing: a backend in memory must copy what a living snapshot shares.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  virtual absl::optional<Entry> Get(absl::string_view key) const = 0;

  // 0 when absent. The same as Get for whoever doesn't need the value.
  virtual Version VersionOf(absl::string_view key) const = 0;

  // Visits the keys in [from, to) in order until `visit` returns false. An empty `to` means no end.
  virtual void Scan(absl::string_view from, absl::string_view to,
                    absl::FunctionRef<bool(absl::string_view key, const Entry& entry)> visit) const = 0;
};

// What a transaction wants to change, and what it relied on.
struct WriteBatch {
  // nullopt deletes.
  absl::btree_map<std::string, absl::optional<std::string>> writes;
  // The versions seen of everything read or written.
  absl::btree_map<std::string, Version> expected;
};

// Space holds the state of one world at one agency. Thread-safe.
class Space {
 public:
  virtual ~Space() = default;

  virtual std::shared_ptr<const Snapshot> Read() const = 0;

  // Applies all or nothing, then calls `done` exactly once, on this stack or another thread, with no lock held.
  //   CONFLICT (ABORTED)  a row's version is not the expected one; nothing was written
  virtual void Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) = 0;

  // An ephemeral copy in memory that shares nothing with this space from here on. O(1) where this one is in memory.
  virtual std::unique_ptr<Space> Fork() const = 0;

  // Digest (digest.h) over all keys and values in order. Versions are left out, so equal content has equal digests
  // however it came about.
  virtual std::string Digest() const = 0;
};

// The spaces of one process, by world. Thread-safe.
class Store {
 public:
  virtual ~Store() = default;

  // The world's space, created empty when absent. All callers share one object.
  virtual absl::StatusOr<std::shared_ptr<Space>> Open(absl::string_view world) = 0;

  // Forgets the world; a space still held stays usable, apart from the store. An absent world is no error.
  virtual absl::Status Delete(absl::string_view world) = 0;
};

// `spec` is a kind with an optional place after a colon. "memory" is the only kind built.
//   INVALID_FIELD (INVALID_ARGUMENT)  any other kind; metadata names it
absl::StatusOr<std::unique_ptr<Store>> OpenStore(const std::string& spec);

}  // namespace lienthong::store
