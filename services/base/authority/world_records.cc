#include "services/base/authority/world_records.h"

#include <utility>

#include "services/base/store/key.h"

namespace lienthong::authority {
namespace {

constexpr char kTown[] = "town";
constexpr char kWorld[] = "world";
constexpr char kDirectory[] = "directory";
constexpr char kAnswer[] = "answer";

template <class Message>
Message Parsed(const std::string& bytes) {
  Message message;
  message.ParseFromString(bytes);
  return message;
}

template <class Message>
std::vector<Message> All(const store::Space& space, const char* kind) {
  std::vector<Message> messages;
  const std::string prefix = store::Key(kind);
  space.Read()->Scan(prefix, store::PrefixEnd(prefix), [&](absl::string_view, const store::Entry& entry) {
    messages.push_back(Parsed<Message>(entry.value));
    return true;
  });
  return messages;
}

}  // namespace

absl::optional<control::v1::StoredTown> WorldRecords::Town() const {
  const auto entry = space_->Read()->Get(store::Key(kTown));
  if (!entry) return absl::nullopt;
  return Parsed<control::v1::StoredTown>(entry->value);
}

std::vector<control::v1::StoredWorld> WorldRecords::Worlds() const {
  return All<control::v1::StoredWorld>(*space_, kWorld);
}

std::vector<control::v1::DirectoryEntry> WorldRecords::Directory() const {
  return All<control::v1::DirectoryEntry>(*space_, kDirectory);
}

std::vector<control::v1::StoredAnswer> WorldRecords::Answers() const {
  return All<control::v1::StoredAnswer>(*space_, kAnswer);
}

void WorldRecords::Put(const control::v1::StoredAnswer& answer, int64_t forgotten, Done done) {
  store::WriteBatch batch;
  batch.writes.emplace(store::Key(kAnswer, answer.number()), answer.SerializeAsString());
  if (forgotten > 0) batch.writes.emplace(store::Key(kAnswer, forgotten), absl::nullopt);
  space_->Commit(std::move(batch), [done = std::move(done)](const absl::Status& status) { done(status); });
}

void WorldRecords::Put(const control::v1::StoredTown& town, Done done) {
  Write(store::Key(kTown), town.SerializeAsString(), std::move(done));
}

void WorldRecords::Put(const control::v1::StoredWorld& world, Done done) {
  Write(store::Key(kWorld, world.record().name()), world.SerializeAsString(), std::move(done));
}

void WorldRecords::Put(const control::v1::DirectoryEntry& entry, Done done) {
  Write(store::Key(kDirectory, entry.name()), entry.SerializeAsString(), std::move(done));
}

void WorldRecords::RemoveWorld(const std::string& name, Done done) {
  Write(store::Key(kWorld, name), absl::nullopt, std::move(done));
}

void WorldRecords::Write(std::string key, absl::optional<std::string> value, Done done) {
  store::WriteBatch batch;
  batch.writes.emplace(std::move(key), std::move(value));
  space_->Commit(std::move(batch), [done = std::move(done)](const absl::Status& status) { done(status); });
}

}  // namespace lienthong::authority
