#include "services/base/host/agency_meters.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/base/host/agency.h"
#include "services/base/world/agenda.h"

namespace lienthong::host {
namespace {

constexpr int64_t kBetweenRefusals = 1'000'000'000;

// The number as a place in an array, 0 when the array ends before it.
size_t PlaceOf(int number, size_t size) {
  return number >= 0 && static_cast<size_t>(number) < size ? static_cast<size_t>(number) : 0;
}

metrics::Labels With(metrics::Labels labels, const char* name, std::string value) {
  labels.emplace_back(name, std::move(value));
  return labels;
}

std::string KindName(int kind) {
  return absl::AsciiStrToLower(control::v1::RowKind_Name(kind).substr(sizeof("ROW_KIND_") - 1));
}

// Sums over the worlds of one agency, at one moment.
struct Totals {
  double worlds = 0;
  double lines = 0;
  double dropped = 0;
  double rows = 0;
  absl::Duration lag = absl::ZeroDuration();
};

// How late the least row of a REAL world is. In a MANUAL one time waits for its rows, so none is ever late.
absl::Duration LagOf(const WorldPart& part, absl::Time now) {
  const LeastRow least = part.Least();
  return part.manual() || least.key.empty() ? absl::ZeroDuration() : std::max(now - least.due, absl::ZeroDuration());
}

}  // namespace

void AgencyMeters::CountError(common::v1::Reason reason) {
  errors_[PlaceOf(reason, kReasons)].fetch_add(1, std::memory_order_relaxed);
}

void AgencyMeters::CountRow(control::v1::RowKind kind) { rows_[PlaceOf(kind, kKinds)].Add(); }

bool AgencyMeters::MaySayRefused(int64_t ticks) {
  int64_t last = said_refused_.load(std::memory_order_relaxed);
  const bool due = last == 0 || ticks - last >= kBetweenRefusals;
  return due && said_refused_.compare_exchange_strong(last, ticks, std::memory_order_relaxed);
}

void AgencyMeters::Measure(const metrics::Labels& agency, metrics::Sheet& sheet) const {
  for (size_t i = 0; i < kReasons; ++i) {
    const uint64_t count = errors_[i].load(std::memory_order_relaxed);
    if (count == 0) continue;
    const std::string reason = common::v1::Reason_Name(static_cast<common::v1::Reason>(i));
    sheet.Count("lienthong_errors_total", "Calls answered with a refusal, by its reason.",
                With(agency, "reason", reason), count);
  }
  for (size_t i = 0; i < kKinds; ++i) {
    const uint64_t count = rows_[i].Sum();
    if (count == 0) continue;
    sheet.Count("lienthong_agenda_rows_executed_total", "Agenda rows executed.",
                With(agency, "kind", KindName(static_cast<int>(i))), count);
  }
  sheet.Count("lienthong_agenda_rows_retried_total", "Attempts at an agenda row that the wire made fail.", agency,
              retries_.Sum());
}

void Agency::Measure(metrics::Sheet& sheet) const {
  const metrics::Labels agency = {{"agency", name_}};
  for (const std::string& method : handlers_->methods()) {
    const metrics::Latency* latency = handlers_->LatencyOf(method);
    if (latency == nullptr) continue;
    const auto reading = latency->Read();
    if (reading.total() == 0) continue;
    sheet.Time("lienthong_call_duration_seconds", "Calls answered: how many, and how long each took.",
               With(agency, "method", method), reading);
  }
  meters_.Measure(agency, sheet);
  Totals totals;
  for (const auto& part : Parts()) {
    totals.worlds += 1;
    totals.lines += static_cast<double>(part->journal().lines());
    totals.dropped += static_cast<double>(part->journal().dropped());
    totals.rows += static_cast<double>(agenda::Count(*part->space().Read()));
    totals.lag = std::max(totals.lag, LagOf(*part, RealNow(*part->record())));
  }
  sheet.Gauge("lienthong_agency_worlds", "Worlds that the agency holds a part of.", agency, totals.worlds);
  sheet.Gauge("lienthong_journal_lines", "Journal lines written in the worlds that exist.", agency, totals.lines);
  sheet.Gauge("lienthong_journal_dropped_lines", "Of these, the lines that had to make room.", agency, totals.dropped);
  sheet.Gauge("lienthong_agenda_rows", "Rows waiting in the agendas of all worlds.", agency, totals.rows);
  sheet.Gauge("lienthong_agenda_lag_seconds", "How late the oldest due row of a REAL world is.", agency,
              absl::ToDoubleSeconds(totals.lag));
}

}  // namespace lienthong::host
