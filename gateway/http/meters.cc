#include "gateway/http/meters.h"

#include "absl/strings/str_cat.h"

namespace lienthong::http {

void Meters::Count(int status, int64_t nanos) {
  if (status >= 0 && status < kStatuses) answers_[static_cast<size_t>(status)].fetch_add(1, std::memory_order_relaxed);
  latency_.Observe(nanos);
}

void Meters::Measure(metrics::Sheet& sheet) const {
  for (int status = 0; status < kStatuses; ++status) {
    const uint64_t count = answers_[static_cast<size_t>(status)].load(std::memory_order_relaxed);
    if (count == 0) continue;
    sheet.Count("lienthong_http_requests_total", "HTTP requests answered, by status.",
                {{"status", absl::StrCat(status)}}, count);
  }
  sheet.Time("lienthong_http_request_duration_seconds", "From the last byte of an HTTP request to its answer.", {},
             latency_.Read());
}

}  // namespace lienthong::http
