#pragma once

#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "prometheus/collectable.h"
#include "services/base/metrics/sheet.h"

namespace lienthong::metrics {

// Board is all that is measured in one process, sources in the order they were added. Thread-safe.
class Board : public prometheus::Collectable {
 public:
  // `source` is not owned and must outlive the board's last scrape.
  void Add(const MetricsSource* source);

  std::vector<prometheus::MetricFamily> Collect() const override;
  // Prometheus text format 0.0.4.
  std::string Text() const;

 private:
  mutable absl::Mutex mutex_;
  std::vector<const MetricsSource*> sources_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::metrics
