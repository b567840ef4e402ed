#pragma once

#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "lienthong/control/v1/world.pb.h"

namespace lienthong::host {

// A moment of a world, given by its authority.
struct Moment {
  absl::Time now;
  int64_t step = 0;
  std::string path;
  int64_t world_version = 0;
};

// A world's least agenda key at one agency; empty key = no row.
struct LeastRow {
  std::string key;
  absl::Time due = absl::InfiniteFuture();
};

// Which life of an agency asks: of its process, and of its store (empty: it keeps nothing).
struct Life {
  std::string incarnation;
  std::string store_id;
};

// AuthorityLink is an agency's way to the authority of worlds: a function call in `up`, RPCs from a process of its own.
// Callbacks run on this stack or another thread, with no lock held. Thread-safe.
class AuthorityLink {
 public:
  virtual ~AuthorityLink() = default;

  // Waits for the world's turn (MANUAL worlds only). `call_id` is unique per outside call. `flight_path` is set when the
  // call continues a row that flew to a real seat: it keeps the row's path and takes no write number.
  virtual void Enter(const std::string& world, const std::string& agency, const std::string& call_id,
                     const std::string& flight_path, absl::AnyInvocable<void(absl::StatusOr<Moment>)> done) = 0;

  // Ends the turn; `done` comes after the drain. `unused` gives the write number back: nothing was done.
  virtual void Leave(const std::string& world, const std::string& agency, const std::string& call_id, int64_t step,
                     const LeastRow& least, bool unused, absl::AnyInvocable<void(absl::Status)> done) = 0;

  // Time and path for an outside read of a MANUAL world; never waits.
  virtual void Stamp(const std::string& world, const std::string& caller,
                     absl::AnyInvocable<void(absl::StatusOr<Moment>)> done) = 0;

  // The record of a world that the agency doesn't know, or knows in an older version.
  //   WORLD_UNKNOWN  no such world
  //   WORLD_LOST     an earlier life of this agency's process held its state; of a durable world, another store
  virtual void OpenWorld(const std::string& world, const std::string& agency, const Life& life,
                         absl::AnyInvocable<void(absl::StatusOr<std::shared_ptr<const control::v1::World>>)> done) = 0;
};

}  // namespace lienthong::host
