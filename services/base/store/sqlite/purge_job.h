#pragma once

#include <memory>

#include "services/base/store/sqlite/write_job.h"

namespace lienthong::store {

// Takes a forgotten space's rows out of the file, a bounded number at a time, others' commits between. What a closed
// file still has of it goes when the file is opened again.
class PurgeJob : public WriteJob {
 public:
  explicit PurgeJob(SpaceId space) : space_(space) {}

  absl::Status Write(RowWriter& writer) override;
  void Answer(const absl::Status& outcome) override { over_ |= !outcome.ok(); }
  std::unique_ptr<WriteJob> Rest() override;

 private:
  const SpaceId space_;
  bool over_ = false;
};

}  // namespace lienthong::store
