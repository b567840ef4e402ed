#include "services/base/host/work_log.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"

namespace lienthong::host {
namespace {

using log::Level;

constexpr int64_t kSlowNanos = 1'000'000'000;

std::string ReasonName(const absl::Status& status) {
  if (status.ok()) return "";
  const Reason reason = ReasonOf(status);
  return reason == Reason::REASON_UNSPECIFIED ? absl::StatusCodeToString(status.code()) : common::v1::Reason_Name(reason);
}

struct Judgement {
  Level level;
  const char* event;
};

Judgement Judge(const absl::Status& status, int64_t nanos) {
  const Reason reason = status.ok() ? Reason::REASON_UNSPECIFIED : ReasonOf(status);
  if (reason == Reason::INTERNAL_ERROR) return {Level::kError, "defect"};
  if (reason == Reason::WORLD_LOST) return {Level::kInfo, "world_lost"};
  if (nanos >= kSlowNanos) return {Level::kInfo, "slow_call"};
  return {Level::kDebug, "call"};
}

std::string LimitOf(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  if (!info) return "";
  const auto limit = info->metadata().find("limit");
  return limit == info->metadata().end() ? "" : limit->second;
}

std::string Milliseconds(int64_t nanos) { return absl::StrCat(nanos / 1'000'000); }

// Most calls are neither slow nor refused, and then only a talkative log wants them.
bool IsOfInterest(const log::Log* log, const absl::Status& status, int64_t nanos) {
  return log != nullptr && (!status.ok() || nanos >= kSlowNanos || log->Takes(Level::kDebug));
}

}  // namespace

void LogCall(const Agency& agency, const CallContext& context, const absl::Status& status, int64_t nanos) {
  const log::Log* log = agency.environment().log;
  if (!IsOfInterest(log, status, nanos)) return;
  const Judgement judgement = Judge(status, nanos);
  if (!log->Takes(judgement.level)) return;
  log->Write(judgement.level, judgement.event,
             {{"agency", agency.name()},
              {"method", context.method},
              {"world", context.world},
              {"request_id", context.request_id},
              {"run", context.run},
              {"reason", ReasonName(status)},
              {"milliseconds", Milliseconds(nanos)}});
}

void LogSystemCall(const Agency& agency, const std::string& method, const absl::Status& status, int64_t nanos) {
  const log::Log* log = agency.environment().log;
  if (!IsOfInterest(log, status, nanos)) return;
  const Judgement judgement = Judge(status, nanos);
  log->Write(judgement.level, judgement.event,
             {{"agency", agency.name()},
              {"method", method},
              {"reason", ReasonName(status)},
              {"milliseconds", Milliseconds(nanos)}});
}

void LogTurnedAway(Agency& agency, const std::string& method, const absl::Status& status) {
  const log::Log* log = agency.environment().log;
  if (log == nullptr || !agency.meters().MaySayRefused(agency.environment().clock->Ticks())) return;
  log->Warn("turned_away", {{"agency", agency.name()},
                            {"method", method},
                            {"reason", ReasonName(status)},
                            {"limit", LimitOf(status)}});
}

void LogRetry(const Agency& agency, const CallContext& context, const control::v1::Row& row, const absl::Status& why) {
  const log::Log* log = agency.environment().log;
  if (log == nullptr) return;
  log->Info("row_retried", {{"agency", agency.name()},
                            {"method", row.call().method()},
                            {"peer", row.call().to()},
                            {"world", context.world},
                            {"request_id", row.call().request_id()},
                            {"run", row.run()},
                            {"reason", ReasonName(why)}});
}

void LogRowDropped(const Agency& agency, const CallContext& context, const absl::Status& why) {
  const log::Log* log = agency.environment().log;
  if (log == nullptr) return;
  log->Error("row_dropped", {{"agency", agency.name()},
                             {"method", context.method},
                             {"world", context.world},
                             {"run", context.run},
                             {"reason", ReasonName(why)}});
}

}  // namespace lienthong::host
