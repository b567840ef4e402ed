#include "services/base/authority/authority_errors.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

std::string Format(absl::Time time) { return absl::FormatTime(absl::RFC3339_sec, time, HanoiZone()); }

}  // namespace

absl::Status RequestIdMissing() {
  return Error(absl::StatusCode::kInvalidArgument, Reason::REQUEST_ID_MISSING)
      .Violation("request_id", "Send a unique id.");
}

absl::Status WorldUnknown(const std::string& world) {
  return Error(absl::StatusCode::kNotFound, Reason::WORLD_UNKNOWN).With("world", world);
}

absl::Status WorldLost(const std::string& world, const std::string& process) {
  return Error(absl::StatusCode::kDataLoss, Reason::WORLD_LOST).With("world", world).With("process", process);
}

absl::Status NothingIsKept() {
  return InvalidField("world.durable", "this server keeps nothing; start it with --store sqlite:PATH");
}

absl::Status WorldNameInvalid() {
  return Error(absl::StatusCode::kInvalidArgument, Reason::WORLD_NAME_INVALID)
      .Violation("world.name", "Use 1 to 63 characters of a-z, 0-9 and hyphen.");
}

absl::Status WorldQuotaReached(int64_t limit) {
  return Error(absl::StatusCode::kResourceExhausted, Reason::WORLD_QUOTA_REACHED).With("limit", absl::StrCat(limit));
}

absl::Status WorldExists(const std::string& world) {
  return Error(absl::StatusCode::kAlreadyExists, Reason::WORLD_EXISTS).With("world", world);
}

absl::Status WorldProtected(const std::string& world) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::WORLD_PROTECTED).With("world", world);
}

absl::Status ClockBackward(absl::Time now) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CLOCK_BACKWARD).With("now", Format(now));
}

absl::Status ClockNotManual() { return Error(absl::StatusCode::kFailedPrecondition, Reason::CLOCK_NOT_MANUAL); }

absl::Status TurnExpired() { return Error(absl::StatusCode::kAborted, Reason::TURN_EXPIRED); }

absl::Status AgencyUnknown(const std::string& agency) {
  return Error(absl::StatusCode::kNotFound, Reason::AGENCY_UNKNOWN).With("agency", agency);
}

absl::Status WithTimeReached(const absl::Status& status, const control::v1::Clock& clock) {
  return WithMetadata(status, "now", Format(FromProto(clock.now())));
}

}  // namespace lienthong::authority
