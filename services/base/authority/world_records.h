#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "lienthong/control/v1/stored_answer.pb.h"
#include "lienthong/control/v1/stored_world.pb.h"
#include "services/base/store/store.h"

namespace lienthong::authority {

// WorldRecords keeps what the authority must not forget: itself, the durable worlds' records, and where the agencies of
// other processes were last seen. Their state is the agencies' to keep. Rows lie in one space of the store:
//   Key("town")             StoredTown
//   Key("world", NAME)      StoredWorld
//   Key("directory", NAME)  DirectoryEntry
//   Key("answer", NUMBER)   StoredAnswer
// Thread-safe.
class WorldRecords {
 public:
  using Done = std::function<void(absl::Status)>;

  explicit WorldRecords(std::shared_ptr<store::Space> space) : space_(std::move(space)) {}

  // Nothing when the store is new.
  absl::optional<control::v1::StoredTown> Town() const;
  // In order of name.
  std::vector<control::v1::StoredWorld> Worlds() const;
  std::vector<control::v1::DirectoryEntry> Directory() const;
  // In order of number.
  std::vector<control::v1::StoredAnswer> Answers() const;

  // `done` is told when it is kept, or why it is not; then nothing has changed.
  void Put(const control::v1::StoredTown& town, Done done);
  void Put(const control::v1::StoredWorld& world, Done done);
  void Put(const control::v1::DirectoryEntry& entry, Done done);
  // Removes answer `forgotten` with it; 0 = none.
  void Put(const control::v1::StoredAnswer& answer, int64_t forgotten, Done done);
  void RemoveWorld(const std::string& name, Done done);

 private:
  // Writers of one row follow each other in the world's turn, so the last one counts.
  void Write(std::string key, absl::optional<std::string> value, Done done);

  const std::shared_ptr<store::Space> space_;
};

}  // namespace lienthong::authority
