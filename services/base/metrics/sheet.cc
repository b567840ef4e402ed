#include "services/base/metrics/sheet.h"

#include <limits>

namespace lienthong::metrics {

prometheus::ClientMetric& Sheet::Add(const char* name, const char* help, prometheus::MetricType type,
                                     const Labels& labels) {
  prometheus::MetricFamily& family = families_[name];
  family.name = name;
  family.help = help;
  family.type = type;
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  for (const auto& [label, value] : labels) metric.label.push_back({label, value});
  return metric;
}

void Sheet::Count(const char* name, const char* help, const Labels& labels, uint64_t value) {
  Add(name, help, prometheus::MetricType::Counter, labels).counter.value = static_cast<double>(value);
}

void Sheet::Gauge(const char* name, const char* help, const Labels& labels, double value) {
  Add(name, help, prometheus::MetricType::Gauge, labels).gauge.value = value;
}

void Sheet::Time(const char* name, const char* help, const Labels& labels, const Latency::Reading& reading) {
  auto& histogram = Add(name, help, prometheus::MetricType::Histogram, labels).histogram;
  uint64_t below = 0;
  for (size_t i = 0; i < reading.counts.size(); ++i) {
    below += reading.counts[i];
    const bool last = i == Latency::kBoundsNanos.size();
    const double bound =
        last ? std::numeric_limits<double>::infinity() : static_cast<double>(Latency::kBoundsNanos[i]) / 1e9;
    histogram.bucket.push_back({below, bound});
  }
  histogram.sample_count = below;
  histogram.sample_sum = static_cast<double>(reading.nanos) / 1e9;
}

std::vector<prometheus::MetricFamily> Sheet::Families() const {
  std::vector<prometheus::MetricFamily> families;
  for (const auto& [name, family] : families_) families.push_back(family);
  return families;
}

}  // namespace lienthong::metrics
