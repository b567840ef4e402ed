#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "prometheus/metric_family.h"
#include "services/base/metrics/counters.h"

namespace lienthong::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

// Sheet is what one scrape is written on. Several sources may write under one name; they then give the same help.
class Sheet {
 public:
  void Count(const char* name, const char* help, const Labels& labels, uint64_t value);
  void Gauge(const char* name, const char* help, const Labels& labels, double value);
  // In seconds.
  void Time(const char* name, const char* help, const Labels& labels, const Latency::Reading& reading);

  std::vector<prometheus::MetricFamily> Families() const;

 private:
  prometheus::ClientMetric& Add(const char* name, const char* help, prometheus::MetricType type, const Labels& labels);

  std::map<std::string, prometheus::MetricFamily> families_;
};

// MetricsSource is a component that can be measured. A process's composition adds it to its Board; there is no list
// that sources join by themselves.
class MetricsSource {
 public:
  virtual ~MetricsSource() = default;
  // On any thread, also on several at once.
  virtual void Measure(Sheet& sheet) const = 0;
};

}  // namespace lienthong::metrics
