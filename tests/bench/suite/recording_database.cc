#include "tests/bench/suite/recording_database.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace lienthong::bench {

class RecordingSpace : public store::Space {
 public:
  RecordingSpace(RecordingDatabase* database, int64_t number, std::shared_ptr<store::Space> inner)
      : database_(database), number_(number), inner_(std::move(inner)) {}

  std::shared_ptr<const store::Snapshot> Read() const override { return inner_->Read(); }
  void Commit(store::WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    database_->Note(number_, batch);
    inner_->Commit(std::move(batch), std::move(done));
  }
  void CommitInOrder(store::WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    database_->Note(number_, batch);
    inner_->CommitInOrder(std::move(batch), std::move(done));
  }
  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override { inner_->Settle(std::move(done)); }
  std::unique_ptr<store::Space> Fork() const override { return inner_->Fork(); }
  std::string Digest() const override { return inner_->Digest(); }

 private:
  RecordingDatabase* const database_;
  const int64_t number_;
  const std::shared_ptr<store::Space> inner_;
};

class RecordingStore : public store::Store {
 public:
  RecordingStore(RecordingDatabase* database, std::string agency, std::unique_ptr<store::Store> inner)
      : database_(database), agency_(std::move(agency)), inner_(std::move(inner)) {}

  absl::StatusOr<std::shared_ptr<store::Space>> Open(absl::string_view world) override {
    auto space = inner_->Open(world);
    if (!space.ok()) return space.status();
    const int64_t number = database_->NumberOf(absl::StrCat(agency_, "/", world));
    return std::make_shared<RecordingSpace>(database_, number, *std::move(space));
  }
  absl::Status Delete(absl::string_view world) override { return inner_->Delete(world); }
  std::vector<std::string> Worlds() const override { return inner_->Worlds(); }
  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override { inner_->Settle(std::move(done)); }

 private:
  RecordingDatabase* const database_;
  const std::string agency_;
  const std::unique_ptr<store::Store> inner_;
};

void RecordingDatabase::Record(bool on) {
  absl::MutexLock lock(&mutex_);
  on_ = on;
}

std::vector<RecordedBatch> RecordingDatabase::Take() {
  absl::MutexLock lock(&mutex_);
  return std::exchange(batches_, {});
}

std::unique_ptr<store::Store> RecordingDatabase::StoreOf(absl::string_view agency) {
  return std::make_unique<RecordingStore>(this, std::string(agency), inner_->StoreOf(agency));
}

int64_t RecordingDatabase::NumberOf(const std::string& space) {
  absl::MutexLock lock(&mutex_);
  return spaces_.emplace(space, static_cast<int64_t>(spaces_.size()) + 1).first->second;
}

void RecordingDatabase::Note(int64_t space, const store::WriteBatch& batch) {
  absl::MutexLock lock(&mutex_);
  if (on_) batches_.push_back({space, batch.writes});
}

}  // namespace lienthong::bench
