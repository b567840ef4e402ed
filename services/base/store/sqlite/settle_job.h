#pragma once

#include <memory>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "services/base/store/sqlite/write_job.h"

namespace lienthong::store {

// Answers once what was unsettled is written: every group does that, so there is nothing else to do.
class SettleJob : public WriteJob {
 public:
  // `holder` keeps the file open.
  SettleJob(std::shared_ptr<const void> holder, absl::AnyInvocable<void(absl::Status)> done)
      : holder_(std::move(holder)), done_(std::move(done)) {}

  absl::Status Write(RowWriter&) override { return absl::OkStatus(); }
  void Answer(const absl::Status& outcome) override {
    holder_.reset();
    std::move(done_)(outcome);
  }

 private:
  std::shared_ptr<const void> holder_;
  absl::AnyInvocable<void(absl::Status)> done_;
};

}  // namespace lienthong::store
