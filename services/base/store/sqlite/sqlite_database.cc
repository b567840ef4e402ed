#include "services/base/store/sqlite/sqlite_database.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/status.h"
#include "services/base/store/sqlite/purge_job.h"
#include "services/base/store/sqlite/settle_job.h"
#include "services/base/store/sqlite/sqlite_space.h"
#include "services/base/store/sqlite/store_file.h"

namespace lienthong::store {
namespace {

class SqliteDatabase : public Database, public std::enable_shared_from_this<SqliteDatabase> {
 public:
  SqliteDatabase(std::shared_ptr<SqliteEngine> engine, std::string id, std::vector<SpaceRecord> spaces)
      : engine_(std::move(engine)), id_(std::move(id)) {
    for (SpaceRecord& space : spaces) {
      last_space_ = std::max(last_space_, space.id);
      if (space.deleted) {
        engine_->writer.Enqueue(std::make_unique<PurgeJob>(space.id));
      } else {
        worlds_[space.agency][space.world].record = std::move(space);
      }
    }
  }

  std::unique_ptr<Store> StoreOf(absl::string_view agency) override;
  bool durable() const override { return true; }
  std::string id() const override { return id_; }

  absl::Status status() const override {
    absl::Status status = engine_->writer.status();
    status.Update(engine_->readers.status());
    return status;
  }

  DatabaseFigures figures() const override {
    DatabaseFigures figures;
    figures.commits = engine_->commits;
    figures.conflicts = engine_->conflicts;
    figures.file_reads = engine_->file_reads;
    engine_->writer.AddFigures(&figures);
    figures.last_error = std::string(status().message());
    return figures;
  }

  void Close() override { engine_->writer.Close(); }

  void Settle(absl::AnyInvocable<void(absl::Status)> done) {
    if (engine_->writer.AllSettled()) return done(absl::OkStatus());
    engine_->writer.Enqueue(std::make_unique<SettleJob>(shared_from_this(), std::move(done)));
  }

  // Never waits for the writer: worlds are opened in answers too.
  std::shared_ptr<SqliteSpace> Open(const std::string& agency, absl::string_view world) {
    absl::MutexLock lock(&mutex_);
    World& found = worlds_[agency][world];
    if (found.space != nullptr) return found.space;
    const bool is_new = found.record.id == 0;
    if (is_new) found.record = {++last_space_, agency, std::string(world)};
    found.space = std::make_shared<SqliteSpace>(engine_, found.record, is_new);
    return found.space;
  }

  absl::Status Delete(const std::string& agency, const std::string& world) {
    if (!Has(agency, world)) return absl::OkStatus();
    return Open(agency, world)->Forget([this, agency, world] {
      std::shared_ptr<SqliteSpace> last_holder;
      absl::MutexLock lock(&mutex_);
      last_holder = std::move(worlds_[agency][world].space);
      worlds_[agency].erase(world);
    });
  }

  std::vector<std::string> Worlds(const std::string& agency) const {
    absl::ReaderMutexLock lock(&mutex_);
    std::vector<std::string> names;
    const auto worlds = worlds_.find(agency);
    if (worlds == worlds_.end()) return names;
    for (const auto& [name, world] : worlds->second) names.push_back(name);
    return names;
  }

 private:
  // The space is made when it is first opened.
  struct World {
    SpaceRecord record;
    std::shared_ptr<SqliteSpace> space;
  };

  bool Has(const std::string& agency, const std::string& world) const {
    absl::ReaderMutexLock lock(&mutex_);
    const auto worlds = worlds_.find(agency);
    return worlds != worlds_.end() && worlds->second.contains(world);
  }

  const std::shared_ptr<SqliteEngine> engine_;
  const std::string id_;
  mutable absl::Mutex mutex_;
  // By agency and name.
  absl::btree_map<std::string, absl::btree_map<std::string, World>> worlds_ ABSL_GUARDED_BY(mutex_);
  SpaceId last_space_ ABSL_GUARDED_BY(mutex_) = 0;
};

class SqliteStore : public Store {
 public:
  SqliteStore(std::shared_ptr<SqliteDatabase> database, absl::string_view agency)
      : database_(std::move(database)), agency_(agency) {}

  absl::StatusOr<std::shared_ptr<Space>> Open(absl::string_view world) override {
    return database_->Open(agency_, world);
  }
  absl::Status Delete(absl::string_view world) override { return database_->Delete(agency_, std::string(world)); }
  std::vector<std::string> Worlds() const override { return database_->Worlds(agency_); }
  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override { database_->Settle(std::move(done)); }

 private:
  const std::shared_ptr<SqliteDatabase> database_;
  const std::string agency_;
};

std::unique_ptr<Store> SqliteDatabase::StoreOf(absl::string_view agency) {
  return std::make_unique<SqliteStore>(shared_from_this(), agency);
}

}  // namespace

absl::StatusOr<std::shared_ptr<Database>> OpenSqliteDatabase(const std::string& path, const StoreOptions& options,
                                                             MemoryLimits limits) {
  ASSIGN_OR_RETURN(WritableFile file, OpenForWriting(path, options));
  ASSIGN_OR_RETURN(std::string id, ReadMeta(*file.connection, "id"));
  ASSIGN_OR_RETURN(auto spaces, ReadSpaces(*file.connection));
  auto engine = std::make_shared<SqliteEngine>(file.path, limits, std::move(file.lock), std::move(file.connection),
                                               options.durability);
  return std::make_shared<SqliteDatabase>(std::move(engine), std::move(id), std::move(spaces));
}

}  // namespace lienthong::store
