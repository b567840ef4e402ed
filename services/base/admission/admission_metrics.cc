#include "services/base/admission/admission.h"

namespace lienthong::admission {

void Admission::Measure(metrics::Sheet& sheet) const {
  const auto gauge = [&sheet](const char* name, const char* help, int64_t value) {
    sheet.Gauge(name, help, {}, static_cast<double>(value));
  };
  gauge("lienthong_calls_in_flight", "Calls from outside at work.", calls());
  gauge("lienthong_request_bytes_in_flight", "Request bytes of the calls at work and of HTTP bodies being read.", bytes());
  gauge("lienthong_watches_open", "Streams open.", watches());
  gauge("lienthong_http_connections", "HTTP connections open.", connections());
  gauge("lienthong_agenda_rows_in_flight", "Agenda rows being executed.", rows());
  gauge("lienthong_stopping", "1 from the first stop signal on.", closed() ? 1 : 0);
  for (int i = 0; i < kLimitCount; ++i) {
    const auto limit = static_cast<Limit>(i);
    sheet.Count("lienthong_refused_total", "Calls, streams and connections turned away at a limit.",
                {{"limit", NameOf(limit)}}, static_cast<uint64_t>(refused(limit)));
    sheet.Gauge("lienthong_limit", "The value of a limit.", {{"limit", NameOf(limit)}},
                static_cast<double>(ValueOf(limits_, limit)));
  }
}

}  // namespace lienthong::admission
