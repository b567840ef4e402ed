#include "services/base/host/fate.h"

#include "services/base/bytes.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

using control::v1::Fate;
using control::v1::Row;

// Of a call that names no deadline, as agenda::Call gives.
constexpr absl::Duration kUsualPatience = absl::Seconds(30);

absl::Duration PatienceOf(const Row& row) {
  return row.call().has_timeout() ? FromProto(row.call().timeout()) : kUsualPatience;
}

Row Answered(Row row, absl::Time due, const absl::Status& status, const std::string& body) {
  *row.mutable_due() = ToProto(due);
  *row.mutable_answer()->mutable_status() = ToRpcStatus(status);
  row.mutable_answer()->set_body(body);
  return row;
}

Row TimedOut(const Row& row, absl::Time now) {
  return Answered(row, now + PatienceOf(row), Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE_PASSED), "");
}

Row SentAgain(Row row, absl::Time due) {
  *row.mutable_due() = ToProto(due);
  row.set_sendings(row.sendings() + 1);
  return row;
}

}  // namespace

std::string EncodeFate(Fate fate, absl::Duration by) {
  *fate.mutable_by() = ToProto(by);
  return ToBytes(fate);
}

absl::optional<Fate> FateOf(const RawAnswer& answer) {
  const absl::string_view bytes = Find(answer.trailers, kFateTrailer);
  Fate fate;
  if (bytes.empty() || !fate.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return absl::nullopt;
  return fate;
}

absl::optional<Row> PostponedBy(const Fate& fate, const Row& row, const RawAnswer& answer, absl::Time now) {
  const absl::Duration by = FromProto(fate.by());
  // A stray call's answer concerns nobody.
  if (row.stray()) return absl::nullopt;
  switch (fate.trouble()) {
    case control::v1::TROUBLE_LOST:
      return TimedOut(row, now);
    case control::v1::TROUBLE_ANSWER_LATE:
      return by < PatienceOf(row) ? Answered(row, now + by, answer.status, answer.body) : TimedOut(row, now);
    case control::v1::TROUBLE_REQUEST_LATE:
      return by < PatienceOf(row) ? SentAgain(row, now + by) : TimedOut(row, now);
    default:
      return absl::nullopt;
  }
}

absl::optional<Row> StrayOf(const Fate& fate, const Row& row, absl::Time now) {
  const absl::Duration by = FromProto(fate.by());
  // A request later than its caller waits arrives all the same.
  const bool too_late = fate.trouble() == control::v1::TROUBLE_REQUEST_LATE && by >= PatienceOf(row);
  if (row.stray() || (fate.trouble() != control::v1::TROUBLE_REQUEST_REPEATED && !too_late)) return absl::nullopt;
  Row stray = SentAgain(row, now + by);
  stray.set_stray(true);
  return stray;
}

}  // namespace lienthong::host
