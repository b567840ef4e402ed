#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/base/store/store.h"

namespace lienthong::bench {

struct RecordedBatch {
  int64_t space = 0;
  absl::btree_map<std::string, absl::optional<std::string>> writes;
};

// RecordingDatabase passes everything on to another database, and keeps the batches committed while it records.
class RecordingDatabase : public store::Database {
 public:
  explicit RecordingDatabase(std::shared_ptr<store::Database> inner) : inner_(std::move(inner)) {}

  void Record(bool on);
  std::vector<RecordedBatch> Take();

  std::unique_ptr<store::Store> StoreOf(absl::string_view agency) override;
  bool durable() const override { return inner_->durable(); }
  std::string id() const override { return inner_->id(); }
  absl::Status status() const override { return inner_->status(); }
  store::DatabaseFigures figures() const override { return inner_->figures(); }
  void Close() override { inner_->Close(); }

 private:
  friend class RecordingSpace;
  friend class RecordingStore;

  int64_t NumberOf(const std::string& space);
  void Note(int64_t space, const store::WriteBatch& batch);

  const std::shared_ptr<store::Database> inner_;
  absl::Mutex mutex_;
  bool on_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<std::string, int64_t> spaces_ ABSL_GUARDED_BY(mutex_);
  std::vector<RecordedBatch> batches_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::bench
