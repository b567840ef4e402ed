#include "services/base/metrics/board.h"

#include "prometheus/text_serializer.h"

namespace lienthong::metrics {

void Board::Add(const MetricsSource* source) {
  absl::MutexLock lock(&mutex_);
  sources_.push_back(source);
}

std::vector<prometheus::MetricFamily> Board::Collect() const {
  std::vector<const MetricsSource*> sources;
  {
    absl::MutexLock lock(&mutex_);
    sources = sources_;
  }
  Sheet sheet;
  for (const MetricsSource* source : sources) source->Measure(sheet);
  return sheet.Families();
}

std::string Board::Text() const { return prometheus::TextSerializer().Serialize(Collect()); }

}  // namespace lienthong::metrics
