#include "services/base/host/row_quota.h"

#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"

namespace lienthong::host {
namespace {

absl::Status RowQuotaReached(const RowQuota& quota, int64_t rows) {
  return Error(absl::StatusCode::kResourceExhausted, Reason::ROW_QUOTA_REACHED)
      .With("world", quota.world)
      .With("agency", quota.agency)
      .With("rows", absl::StrCat(rows))
      .With("limit", absl::StrCat(quota.limit));
}

int64_t RowsIn(const store::Space& space) {
  int64_t rows = 0;
  space.Read()->Scan("", "", [&rows](absl::string_view, const store::Entry&) {
    ++rows;
    return true;
  });
  return rows;
}

// By how many rows a batch grows a space, if it commits.
int64_t Growth(const store::WriteBatch& batch) {
  int64_t growth = 0;
  for (const auto& [key, value] : batch.writes) {
    const auto seen = batch.expected.find(key);
    const bool was_there = seen != batch.expected.end() && seen->second != 0;
    growth += (value.has_value() ? 1 : 0) - (was_there ? 1 : 0);
  }
  return growth;
}

class QuotaSpace : public store::Space {
 public:
  QuotaSpace(std::shared_ptr<store::Space> space, RowQuota quota, int64_t rows)
      : space_(std::move(space)), quota_(std::move(quota)), rows_(std::make_shared<std::atomic<int64_t>>(rows)) {}

  // The same rows under another quota, without counting them.
  std::shared_ptr<store::Space> Under(RowQuota quota) const {
    return std::make_shared<QuotaSpace>(space_, std::move(quota), rows_->load());
  }

  std::shared_ptr<const store::Snapshot> Read() const override { return space_->Read(); }

  void Commit(store::WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    if (auto counted = Admit(batch, &done)) space_->Commit(std::move(batch), *std::move(counted));
  }
  void CommitInOrder(store::WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    if (auto counted = Admit(batch, &done)) space_->CommitInOrder(std::move(batch), *std::move(counted));
  }
  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override { space_->Settle(std::move(done)); }

  std::unique_ptr<store::Space> Fork() const override {
    return std::make_unique<QuotaSpace>(space_->Fork(), quota_, rows_->load());
  }
  std::string Digest() const override { return space_->Digest(); }

 private:
  using Done = absl::AnyInvocable<void(absl::Status)>;

  // `done`, which counts the batch first; nullopt: refused, and `done` was told.
  absl::optional<Done> Admit(const store::WriteBatch& batch, Done* done) {
    const int64_t growth = Growth(batch);
    const int64_t rows = rows_->load();
    if (growth > 0 && rows + growth > quota_.limit) {
      (*done)(RowQuotaReached(quota_, rows));
      return absl::nullopt;
    }
    return Done([counter = rows_, growth, done = std::move(*done)](absl::Status status) mutable {
      if (status.ok()) *counter += growth;
      done(std::move(status));
    });
  }

  const std::shared_ptr<store::Space> space_;
  const RowQuota quota_;
  const std::shared_ptr<std::atomic<int64_t>> rows_;
};

}  // namespace

std::shared_ptr<store::Space> WithQuota(std::shared_ptr<store::Space> space, RowQuota quota) {
  if (const auto* counted = dynamic_cast<const QuotaSpace*>(space.get())) return counted->Under(std::move(quota));
  const int64_t rows = RowsIn(*space);
  return std::make_shared<QuotaSpace>(std::move(space), std::move(quota), rows);
}

}  // namespace lienthong::host
