#include "services/base/store/memory_store.h"

#include <utility>

#include "services/base/error/error.h"
#include "services/base/store/digest.h"

namespace lienthong::store {
namespace {

class MemorySnapshot : public Snapshot {
 public:
  explicit MemorySnapshot(PersistentMap rows) : rows_(std::move(rows)) {}

  absl::optional<Entry> Get(absl::string_view key) const override {
    const Entry* entry = rows_.Get(key);
    return entry == nullptr ? absl::nullopt : absl::make_optional(*entry);
  }

  Version VersionOf(absl::string_view key) const override {
    const Entry* entry = rows_.Get(key);
    return entry == nullptr ? 0 : entry->version;
  }

  void Scan(absl::string_view from, absl::string_view to,
            absl::FunctionRef<bool(absl::string_view, const Entry&)> visit) const override {
    rows_.Scan(from, to, [visit](const PersistentMap::Row& row) { return visit(row.key, row.entry); });
  }

 private:
  const PersistentMap rows_;
};

class MemorySpace : public Space {
 public:
  MemorySpace() = default;
  MemorySpace(PersistentMap rows, Version last) : rows_(std::move(rows)), last_(last) {}

  std::shared_ptr<const Snapshot> Read() const override { return std::make_shared<MemorySnapshot>(Rows()); }

  void Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    if (!batch.reads.ok()) return done(std::move(batch.reads));
    if (TryCommit(batch)) return done(absl::OkStatus());
    done(Error(absl::StatusCode::kAborted, Reason::CONFLICT));
  }

  void CommitInOrder(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    Commit(std::move(batch), std::move(done));
  }

  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override { done(absl::OkStatus()); }

  std::unique_ptr<Space> Fork() const override {
    absl::ReaderMutexLock lock(&mutex_);
    return std::make_unique<MemorySpace>(rows_, last_);
  }

  std::string Digest() const override {
    Digester digester;
    Rows().Scan({}, {}, [&digester](const PersistentMap::Row& row) {
      digester.Add(row.key, row.entry.value);
      return true;
    });
    return std::move(digester).Hex();
  }

 private:
  PersistentMap Rows() const {
    absl::ReaderMutexLock lock(&mutex_);
    return rows_;
  }

  bool TryCommit(WriteBatch& batch) {
    absl::MutexLock lock(&mutex_);
    if (!StillHolds(batch)) return false;
    ++last_;
    for (auto& [key, value] : batch.writes) {
      if (value) {
        rows_.Put(key, Entry{*std::move(value), last_});
      } else {
        rows_.Erase(key);
      }
    }
    return true;
  }

  bool StillHolds(const WriteBatch& batch) const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    for (const auto& [key, version] : batch.expected) {
      const Entry* entry = rows_.Get(key);
      if ((entry == nullptr ? 0 : entry->version) != version) return false;
    }
    return true;
  }

  mutable absl::Mutex mutex_;
  PersistentMap rows_ ABSL_GUARDED_BY(mutex_);
  // The version of the last commit; a fork counts on from it, so no row's version comes back.
  Version last_ ABSL_GUARDED_BY(mutex_) = 0;
};

// The database keeps the stores; this lets several owners have one.
class SharedStore : public Store {
 public:
  explicit SharedStore(std::shared_ptr<Store> store) : store_(std::move(store)) {}

  absl::StatusOr<std::shared_ptr<Space>> Open(absl::string_view world) override { return store_->Open(world); }
  absl::Status Delete(absl::string_view world) override { return store_->Delete(world); }
  std::vector<std::string> Worlds() const override { return store_->Worlds(); }

 private:
  const std::shared_ptr<Store> store_;
};

class MemoryDatabase : public Database {
 public:
  std::unique_ptr<Store> StoreOf(absl::string_view agency) override {
    absl::MutexLock lock(&mutex_);
    auto& store = stores_[agency];
    if (store == nullptr) store = std::make_shared<MemoryStore>();
    return std::make_unique<SharedStore>(store);
  }
  bool durable() const override { return false; }
  std::string id() const override { return ""; }
  absl::Status status() const override { return absl::OkStatus(); }
  DatabaseFigures figures() const override { return {}; }
  void Close() override {}

 private:
  absl::Mutex mutex_;
  absl::btree_map<std::string, std::shared_ptr<Store>> stores_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<Space> NewMemorySpace() { return std::make_unique<MemorySpace>(); }

std::unique_ptr<Space> NewMemorySpace(PersistentMap rows, Version last) {
  return std::make_unique<MemorySpace>(std::move(rows), last);
}

std::shared_ptr<Database> NewMemoryDatabase() { return std::make_shared<MemoryDatabase>(); }

absl::StatusOr<std::shared_ptr<Space>> MemoryStore::Open(absl::string_view world) {
  absl::MutexLock lock(&mutex_);
  auto& space = spaces_[world];
  if (space == nullptr) space = NewMemorySpace();
  return space;
}

absl::Status MemoryStore::Delete(absl::string_view world) {
  std::shared_ptr<Space> last_holder;  // frees the rows after the lock
  absl::MutexLock lock(&mutex_);
  if (const auto found = spaces_.find(world); found != spaces_.end()) {
    last_holder = std::move(found->second);
    spaces_.erase(found);
  }
  return absl::OkStatus();
}

std::vector<std::string> MemoryStore::Worlds() const {
  absl::ReaderMutexLock lock(&mutex_);
  std::vector<std::string> worlds;
  for (const auto& [world, space] : spaces_) worlds.push_back(world);
  return worlds;
}

}  // namespace lienthong::store
