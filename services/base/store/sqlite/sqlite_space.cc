#include "services/base/store/sqlite/sqlite_space.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/digest.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/sqlite/purge_job.h"
#include "services/base/store/sqlite/settle_job.h"
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

  size_t rows() const override { return batch_.writes.size(); }
  absl::Status Load(RowReader& reader) override { return space_->Load(batch_, reader); }
  void Check() override { holds_ = space_->Stage(batch_); }
  absl::Status Write(RowWriter& writer) override { return space_->WriteStaged(writer); }
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
      generation_(std::make_shared<Generation>(/*only=*/is_new)),
      last_(record.version) {}

SqliteSpace::~SqliteSpace() {
  if (durable_.forgotten && durable_.mark > 0) engine_->writer.Enqueue(std::make_unique<PurgeJob>(id_));
}

std::shared_ptr<const Snapshot> SqliteSpace::Read() const {
  absl::ReaderMutexLock lock(&mutex_);
  return std::make_shared<SqliteSnapshot>(shared_from_this(), unsettled_, recent_, generation_);
}

void SqliteSpace::Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) {
  if (!batch.reads.ok()) return done(std::move(batch.reads));
  engine_->writer.Enqueue(std::make_unique<CommitJob>(shared_from_this(), std::move(batch), std::move(done)));
}

void SqliteSpace::CommitInOrder(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) {
  if (!batch.reads.ok()) return done(std::move(batch.reads));
  for (;;) {
    Ahead ahead;
    const bool admitted = engine_->writer.CommitAhead(shared_from_this(), [&] {
      ahead = TryAhead(batch);
      return ahead.bytes;
    });
    if (!admitted || ahead.contested) return Commit(std::move(batch), std::move(done));
    if (ahead.unknown.empty()) {
      ++(ahead.holds ? engine_->commits : engine_->conflicts);
      return done(ahead.holds ? absl::OkStatus() : absl::Status(Error(absl::StatusCode::kAborted, Reason::CONFLICT)));
    }
    if (absl::Status loaded = LoadUnknown(ahead.unknown); !loaded.ok()) return done(std::move(loaded));
  }
}

void SqliteSpace::Settle(absl::AnyInvocable<void(absl::Status)> done) const {
  bool settled;
  {
    absl::ReaderMutexLock lock(&mutex_);
    settled = unsettled_.empty();
  }
  if (settled) return done(absl::OkStatus());
  engine_->writer.Enqueue(std::make_unique<SettleJob>(shared_from_this(), std::move(done)));
}

std::unique_ptr<Space> SqliteSpace::Fork() const {
  PersistentMap rows;
  UnsettledRows unsettled;
  Version last;
  std::shared_ptr<Generation> generation;
  {
    absl::ReaderMutexLock lock(&mutex_);
    rows = recent_;
    unsettled = unsettled_;
    last = last_;
    generation = generation_;
  }
  if (generation->only()) {
    unsettled.ForEach([&rows](absl::string_view key, const std::string* value, Version version) {
      value == nullptr ? (void)rows.Erase(key) : rows.Put(key, Entry{*value, version});
    });
    return NewMemorySpace(std::move(rows), last);
  }
  const SqliteSnapshot snapshot(shared_from_this(), std::move(unsettled), std::move(rows), std::move(generation));
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

SqliteSpace::Ahead SqliteSpace::TryAhead(WriteBatch& batch) {
  Ahead ahead;
  absl::MutexLock lock(&mutex_);
  ahead.contested = Contested(batch);
  if (ahead.contested) return ahead;
  for (const auto& [key, version] : batch.expected) {
    const auto now = VersionNow(key);
    if (!now) ahead.unknown.push_back(key);
    if (now && *now != version) return Ahead();
  }
  for (const auto& [key, value] : batch.writes) {
    if (!batch.expected.contains(key) && !VersionNow(key)) ahead.unknown.push_back(key);
  }
  ahead.holds = ahead.unknown.empty();
  if (!ahead.holds || batch.writes.empty()) return ahead;
  const Version version = ++last_;
  for (auto& [key, value] : batch.writes) {
    ahead.bytes += FootprintOf(key, value ? value->size() : 0);
    unsettled_.Put(key, std::move(value), version);
  }
  return ahead;
}

// The writer may overwrite a row between the look at the file and the note of it; whoever overwrites it has noted what
// it was, and that counts.
absl::Status SqliteSpace::LoadUnknown(const std::vector<std::string>& keys) {
  std::shared_ptr<Generation> generation;
  {
    absl::ReaderMutexLock lock(&mutex_);
    generation = generation_;
  }
  return engine_->readers.With([&](RowReader& reader) -> absl::Status {
    for (const std::string& key : keys) {
      ++engine_->file_reads;
      ASSIGN_OR_RETURN(const FileRow row, reader.Get(id_, key));
      generation->KeepFrom(key, row, std::numeric_limits<size_t>::max());
    }
    return absl::OkStatus();
  });
}

bool SqliteSpace::Contested(const WriteBatch& batch) const {
  if (staged_.empty()) return false;
  for (const auto& [key, version] : batch.expected) {
    if (staged_.contains(key)) return true;
  }
  for (const auto& [key, value] : batch.writes) {
    if (staged_.contains(key) || relied_on_.contains(key)) return true;
  }
  return false;
}

absl::optional<Version> SqliteSpace::VersionNow(absl::string_view key) const {
  if (const auto staged = staged_.find(key); staged != staged_.end()) {
    return staged->second ? staged->second->version : 0;
  }
  if (const auto unsettled = unsettled_.VersionOf(key)) return *unsettled;
  if (const Entry* recent = recent_.Get(key); recent != nullptr) return recent->version;
  if (generation_->only()) return 0;
  const auto remembered = generation_->Find(key);
  if (!remembered) return absl::nullopt;
  return *remembered ? (*remembered)->version : 0;
}

bool SqliteSpace::InFile(absl::string_view key) const {
  if (const Entry* recent = recent_.Get(key); recent != nullptr) return recent->version != 0;
  if (generation_->only()) return false;
  const auto remembered = generation_->Find(key);
  return !remembered || remembered->has_value();
}

void SqliteSpace::Cut() {
  absl::ReaderMutexLock lock(&mutex_);
  cut_ = unsettled_;
}

absl::Status SqliteSpace::WriteCut(RowWriter& writer) {
  absl::Status status;
  Version last = 0;
  cut_.ForEach([&](absl::string_view key, const std::string* value, Version version) {
    last = std::max(last, version);
    if (!status.ok()) return;
    if (value == nullptr) {
      absl::ReaderMutexLock lock(&mutex_);
      if (!InFile(key)) return;
    }
    status = writer.Write(id_, key, value, version);
  });
  RETURN_IF_ERROR(status);
  return MoveMark(last, writer);
}

void SqliteSpace::PublishCut() {
  durable_ = staged_standing_;
  PersistentMap former;
  absl::MutexLock lock(&mutex_);
  cut_.ForEach([this](absl::string_view key, const std::string* value, Version version) {
    mutex_.AssertHeld();
    PublishRow(key, value == nullptr ? FileRow() : FileRow(Entry{*value, version}));
  });
  unsettled_.Drop(cut_);
  cut_ = UnsettledRows();
  // What is staged is in the file as well, and not visible yet: no generation begins between the two.
  if (staged_.empty()) BeginGeneration(&former);
}

void SqliteSpace::DiscardCut() {
  cut_ = UnsettledRows();
  staged_standing_ = durable_;
}

absl::Status SqliteSpace::Load(const WriteBatch& batch, RowReader& reader) {
  const auto load = [&](absl::string_view key) -> absl::Status {
    std::shared_ptr<Generation> generation;
    {
      absl::ReaderMutexLock lock(&mutex_);
      if (VersionNow(key)) return absl::OkStatus();
      generation = generation_;
    }
    ++engine_->file_reads;
    ASSIGN_OR_RETURN(const FileRow row, reader.Get(id_, key));
    generation->Keep(key, row);
    return absl::OkStatus();
  };
  for (const auto& [key, version] : batch.expected) RETURN_IF_ERROR(load(key));
  for (const auto& [key, value] : batch.writes) {
    if (!batch.expected.contains(key)) RETURN_IF_ERROR(load(key));
  }
  return absl::OkStatus();
}

bool SqliteSpace::Stage(WriteBatch& batch) {
  absl::MutexLock lock(&mutex_);
  for (const auto& [key, version] : batch.expected) {
    // What memory didn't know was loaded, and a generation ends only with a transaction.
    if (VersionNow(key).value_or(0) != version) return false;
  }
  if (batch.writes.empty()) return true;
  const Version version = ++last_;
  for (auto& [key, value] : batch.writes) {
    staged_[key] = value ? FileRow(Entry{*std::move(value), version}) : absl::nullopt;
  }
  for (const auto& [key, relied] : batch.expected) relied_on_.insert(key);
  return true;
}

absl::Status SqliteSpace::WriteStaged(RowWriter& writer) {
  if (std::exchange(staged_is_written_, true)) return absl::OkStatus();
  Version last = 0;
  for (const auto& [key, row] : staged_) {
    const Version version = row ? row->version : 0;
    last = std::max(last, version);
    RETURN_IF_ERROR(writer.Write(id_, key, row ? &row->value : nullptr, version));
  }
  return MoveMark(last, writer);
}

absl::Status SqliteSpace::MoveMark(Version version, RowWriter& writer) {
  if (version <= staged_standing_.mark) return absl::OkStatus();
  staged_standing_.mark = version + kVersionsAhead;
  return WriteRecord(writer);
}

absl::Status SqliteSpace::WriteRecord(RowWriter& writer) const {
  return writer.WriteSpace({id_, agency_, world_, staged_standing_.mark, staged_standing_.forgotten});
}

void SqliteSpace::PublishStaged() {
  durable_ = staged_standing_;
  staged_is_written_ = false;
  if (staged_.empty()) return;
  PersistentMap former;
  absl::MutexLock lock(&mutex_);
  for (auto& [key, row] : staged_) PublishRow(key, std::move(row));
  staged_.clear();
  relied_on_.clear();
  BeginGeneration(&former);
}

void SqliteSpace::DropStaged() {
  staged_is_written_ = false;
  staged_standing_ = durable_;
  absl::MutexLock lock(&mutex_);
  staged_.clear();
  relied_on_.clear();
}

void SqliteSpace::PublishRow(absl::string_view key, absl::optional<Entry> row) {
  if (const Entry* former = recent_.Get(key)) recent_bytes_ -= FootprintOf(key, former->value.size());
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
  recent_bytes_ += FootprintOf(key, row->value.size());
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
      recent_bytes_ -= FootprintOf(key, entry->value.size());
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
