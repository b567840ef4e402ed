#pragma once

#include "services/base/metrics/sheet.h"
#include "services/base/store/store.h"

namespace lienthong {

// What Prometheus is told of a process's store; nothing of one in memory. The database outlives it.
class StoreMeters : public metrics::MetricsSource {
 public:
  explicit StoreMeters(const store::Database* database) : database_(*database) {}

  void Measure(metrics::Sheet& sheet) const override;

 private:
  const store::Database& database_;
};

}  // namespace lienthong
