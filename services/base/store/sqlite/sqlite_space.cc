#include "services/base/store/sqlite/sqlite_space.h"

#include <utility>

#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/digest.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/sqlite/purge_job.h"
#include "services/base/store/sqlite/sqlite_snapshot.h"
#include "services/base/store/sqlite/unreadable_space.h"

namespace lienthong::store {
namespace {

// Versions are reserved in the file so many at a time, so that not every commit writes the space's record too.
constexpr Version kVersionsAhead = 1024;

}  // namespace

class SqliteSpace::CommitJob : public WriteJob {
 public:
  CommitJob(std::shared_ptr<SqliteSpace> space, WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done)
      : space_(std::move(space)), batch_(std::move(batch)), done_(std::move(done)) {}

  absl::Status Write(RowWriter& writer) override {
    ASSIGN_OR_RETURN(holds_, space_->Stage(batch_, writer));
    return absl::OkStatus();
  }
  void Publish() override { space_->PublishStaged(); }
  void Discard() override { space_->DropStaged(); }
  void Answer(const absl::Status& outcome) override {
    if (outcome.ok()) ++(holds_ ? space_->engine_->commits : space_->engine_->conflicts);
    // Who drops the space on this answer finds the file closed.
    space_.reset();
    if (!outcome.ok()) return std::move(done_)(outcome);
    std::move(done_)(holds_ ? absl::OkStatus() : absl::Status(Error(absl::StatusCode::kAborted, Reason::CONFLICT)));
  }

 private:
  std::shared_ptr<SqliteSpace> space_;
  WriteBatch batch_;
  absl::AnyInvocable<void(absl::Status)> done_;
  bool holds_ = false;
};

class SqliteSpace::ForgetJob : public WriteJob {
 public:
  ForgetJob(std::shared_ptr<SqliteSpace> space, absl::AnyInvocable<void()> forgotten, absl::Status* outcome)
      : space_(std::move(space)), forgotten_(std::move(forgotten)), outcome_(outcome) {}

  absl::Status Write(RowWriter& writer) override {
    space_->staged_standing_.forgotten = true;
    return space_->staged_standing_.mark == 0 ? absl::OkStatus() : space_->WriteRecord(writer);
  }
  void Publish() override {
    space_->PublishStaged();
    forgotten_();
  }
  void Discard() override { space_->DropStaged(); }
  void Answer(const absl::Status& outcome) override { *outcome_ = outcome; }

 private:
  const std::shared_ptr<SqliteSpace> space_;
  absl::AnyInvocable<void()> forgotten_;
  absl::Status* const outcome_;
};

SqliteSpace::SqliteSpace(std::shared_ptr<SqliteEngine> engine, SpaceRecord record, bool is_new)
    : engine_(std::move(engine)),
      id_(record.id),
      agency_(std::move(record.agency)),
      world_(std::move(record.world)),
      durable_{record.version, false},
      staged_standing_(durable_),
      staged_last_(record.version),
      generation_(std::make_shared<Generation>(/*only=*/is_new)),
      last_(record.version) {}

SqliteSpace::~SqliteSpace() {
  if (durable_.forgotten && durable_.mark > 0) engine_->writer.Enqueue(std::make_unique<PurgeJob>(id_));
}

std::shared_ptr<const Snapshot> SqliteSpace::Read() const {
  absl::ReaderMutexLock lock(&mutex_);
  return std::make_shared<SqliteSnapshot>(shared_from_this(), recent_, generation_);
}

void SqliteSpace::Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) {
  if (!batch.reads.ok()) return done(std::move(batch.reads));
  engine_->writer.Enqueue(std::make_unique<CommitJob>(shared_from_this(), std::move(batch), std::move(done)));
}

std::unique_ptr<Space> SqliteSpace::Fork() const {
  PersistentMap rows;
  Version last;
  std::shared_ptr<Generation> generation;
  {
    absl::ReaderMutexLock lock(&mutex_);
    rows = recent_;
    last = last_;
    generation = generation_;
  }
  if (generation->only()) return NewMemorySpace(std::move(rows), last);
  const SqliteSnapshot snapshot(shared_from_this(), std::move(rows), std::move(generation));
  PersistentMap copy;
  snapshot.Scan({}, {}, [&copy](absl::string_view key, const Entry& entry) {
    copy.Put(key, entry);
    return true;
  });
  if (!snapshot.status().ok()) return NewUnreadableSpace(snapshot.status());
  return NewMemorySpace(std::move(copy), last);
}

std::string SqliteSpace::Digest() const {
  const auto snapshot = Read();
  Digester digester;
  snapshot->Scan({}, {}, [&digester](absl::string_view key, const Entry& entry) {
    digester.Add(key, entry.value);
    return true;
  });
  return snapshot->status().ok() ? std::move(digester).Hex() : std::string();
}

absl::Status SqliteSpace::Forget(absl::AnyInvocable<void()> forgotten) {
  absl::Status outcome;
  engine_->writer.Run(std::make_unique<ForgetJob>(shared_from_this(), std::move(forgotten), &outcome));
  return outcome;
}

absl::StatusOr<bool> SqliteSpace::Stage(WriteBatch& batch, RowWriter& writer) {
  ASSIGN_OR_RETURN(const bool holds, StillHolds(batch, writer.reader()));
  if (!holds || batch.writes.empty()) return holds;
  const Version version = ++staged_last_;
  for (auto& [key, value] : batch.writes) {
    // What is expected was looked at already.
    if (!batch.expected.contains(key)) RETURN_IF_ERROR(VersionNow(key, writer.reader()).status());
    RETURN_IF_ERROR(writer.Write(id_, key, value, version));
    staged_[key] = value ? absl::make_optional(Entry{*std::move(value), version}) : absl::nullopt;
  }
  if (version <= staged_standing_.mark) return true;
  staged_standing_.mark = version + kVersionsAhead;
  RETURN_IF_ERROR(WriteRecord(writer));
  return true;
}

absl::StatusOr<bool> SqliteSpace::StillHolds(const WriteBatch& batch, RowReader& reader) {
  for (const auto& [key, version] : batch.expected) {
    ASSIGN_OR_RETURN(const Version now, VersionNow(key, reader));
    if (now != version) return false;
  }
  return true;
}

absl::StatusOr<Version> SqliteSpace::VersionNow(absl::string_view key, RowReader& reader) {
  if (const auto staged = staged_.find(key); staged != staged_.end()) {
    return staged->second ? staged->second->version : 0;
  }
  Generation* generation;
  {
    absl::ReaderMutexLock lock(&mutex_);
    if (const Entry* recent = recent_.Get(key); recent != nullptr) return recent->version;
    generation = generation_.get();
  }
  if (generation->only()) return 0;
  if (const auto remembered = generation->Find(key)) return *remembered ? (*remembered)->version : 0;
  ++engine_->file_reads;
  ASSIGN_OR_RETURN(const FileRow row, reader.Get(id_, key));
  generation->Keep(key, row);
  return row ? row->version : 0;
}

absl::Status SqliteSpace::WriteRecord(RowWriter& writer) const {
  return writer.WriteSpace({id_, agency_, world_, staged_standing_.mark, staged_standing_.forgotten});
}

void SqliteSpace::PublishStaged() {
  durable_ = staged_standing_;
  if (staged_.empty()) return;
  PersistentMap former;
  absl::MutexLock lock(&mutex_);
  for (auto& [key, row] : staged_) PublishRow(key, std::move(row));
  staged_.clear();
  last_ = staged_last_;
  BeginGeneration(&former);
}

void SqliteSpace::DropStaged() {
  staged_.clear();
  staged_standing_ = durable_;
  absl::ReaderMutexLock lock(&mutex_);
  staged_last_ = last_;
}

void SqliteSpace::PublishRow(absl::string_view key, absl::optional<Entry> row) {
  if (const Entry* former = recent_.Get(key)) recent_bytes_ -= FootprintOf(key, *former);
  if (!row) {
    const auto remembered = generation_->Find(key);
    if (remembered) ++gone_;
    if (!remembered || !*remembered) {
      recent_.Erase(key);
      return;
    }
    tombstones_.emplace_back(key);
    row.emplace();
  }
  recent_bytes_ += FootprintOf(key, row);
  recent_.Put(key, *std::move(row));
}

void SqliteSpace::BeginGeneration(PersistentMap* former) {
  if (recent_bytes_ + generation_->bytes() > engine_->limits.budget) {
    *former = std::move(recent_);
    recent_ = PersistentMap();
    recent_bytes_ = 0;
  } else if (gone_ > engine_->limits.gone) {
    // Everything is in the file by now, and what isn't there needs no tombstone: the rest of the map stays true.
    for (const std::string& key : tombstones_) {
      const Entry* entry = recent_.Get(key);
      if (entry == nullptr || entry->version != 0) continue;
      recent_bytes_ -= FootprintOf(key, *entry);
      recent_.Erase(key);
    }
  } else {
    return;
  }
  tombstones_.clear();
  gone_ = 0;
  auto next = std::make_shared<Generation>(/*only=*/false);
  generation_->EndWith(next);
  generation_ = std::move(next);
}

}  // namespace lienthong::store
