#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "services/base/metrics/counters.h"
#include "services/base/metrics/sheet.h"

namespace lienthong::http {

// Meters counts what the HTTP side answers. Lock-free.
class Meters {
 public:
  // `nanos` from the request's last byte to the answer's first; of a stream, to its head.
  void Count(int status, int64_t nanos);
  void Measure(metrics::Sheet& sheet) const;

 private:
  static constexpr int kStatuses = 600;

  std::array<std::atomic<uint64_t>, kStatuses> answers_{};
  metrics::Latency latency_;
};

}  // namespace lienthong::http
