#include "services/base/store/sqlite/purge_job.h"

#include "services/base/status.h"

namespace lienthong::store {
namespace {

constexpr int kRowsAtATime = 500;

}  // namespace

absl::Status PurgeJob::Write(RowWriter& writer) {
  ASSIGN_OR_RETURN(over_, writer.DeleteSome(space_, kRowsAtATime));
  return over_ ? writer.DeleteSpace(space_) : absl::OkStatus();
}

std::unique_ptr<WriteJob> PurgeJob::Rest() { return over_ ? nullptr : std::make_unique<PurgeJob>(space_); }

}  // namespace lienthong::store
