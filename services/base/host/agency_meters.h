#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "lienthong/common/v1/reason.pb.h"
#include "lienthong/control/v1/row.pb.h"
#include "services/base/metrics/counters.h"
#include "services/base/metrics/sheet.h"

namespace lienthong::host {

// AgencyMeters counts what happens at one agency and leaves no other trace. Lock-free.
class AgencyMeters {
 public:
  // REASON_UNSPECIFIED counts refusals without a reason.
  void CountError(common::v1::Reason reason);
  // A row was executed and is gone.
  void CountRow(control::v1::RowKind kind);
  // A row stays because the wire failed; it will be tried again.
  void CountRetry() { retries_.Add(); }

  // True once a second: a flood is one line, not thousands.
  bool MaySayRefused(int64_t ticks);

  void Measure(const metrics::Labels& agency, metrics::Sheet& sheet) const;

 private:
  // Reasons and kinds have small numbers; a new one beyond the end counts as unspecified.
  static constexpr size_t kReasons = 1024;
  static constexpr size_t kKinds = 16;

  std::array<std::atomic<uint64_t>, kReasons> errors_{};
  std::array<metrics::Counter, kKinds> rows_;
  metrics::Counter retries_;
  std::atomic<int64_t> said_refused_{0};
};

}  // namespace lienthong::host
