#include "services/base/identity/field_checks.h"

#include "absl/strings/match.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/names/name_matching.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

using seeds::PersonalNumberRule;
using seeds::PinMode;

constexpr size_t kLongestName = 600;  // bytes; 200 letters of three bytes
// R6 is asked for on its own, so the other rules are checked as of a day on which no number lies in the future.
constexpr absl::CivilDay kEndOfNumbers(2399, 12, 31);

absl::Status Wrong(absl::string_view field, Reason reason, absl::string_view description) {
  return Error(absl::StatusCode::kInvalidArgument, reason).With("field", field).Violation(field, description);
}

absl::Status Broken(absl::string_view field, PersonalNumberRule rule, PinMode mode) {
  return Wrong(field, ReasonOf(rule), Describe(rule, mode));
}

}  // namespace

absl::Status CheckRequired(absl::string_view field, const std::string& value) {
  return value.empty() ? InvalidField(field, "it is required") : absl::OkStatus();
}

absl::Status CheckName(absl::string_view field, const std::string& name) {
  RETURN_IF_ERROR(CheckRequired(field, name));
  if (name.size() > kLongestName) return InvalidField(field, "it is longer than 200 letters");
  const auto normalized = seeds::NormalizeName(name);
  if (!normalized.ok()) return InvalidField(field, "it is not valid UTF-8");
  return normalized->empty() ? InvalidField(field, "it holds no letters") : absl::OkStatus();
}

absl::Status CheckDate(absl::string_view field, const common::v1::Date& date) {
  if (FromProto(date).valid()) return absl::OkStatus();
  return InvalidField(field, "give a year, a month and year, or a full date that exists");
}

absl::Status CheckFullDate(absl::string_view field, const common::v1::Date& date) {
  if (FromProto(date).valid() && FromProto(date).full()) return absl::OkStatus();
  return InvalidField(field, "give a full date that exists");
}

absl::Status CheckNotInFuture(absl::string_view field, const common::v1::Date& date, absl::CivilDay today) {
  if (DayOf(date) <= today) return absl::OkStatus();
  return Wrong(field, Reason::DATE_IN_FUTURE, "Give a date up to the world's today.");
}

absl::Status CheckLegacyId(absl::string_view field, const std::string& number) {
  if (seeds::IsLegacyId(number)) return absl::OkStatus();
  return Wrong(field, Reason::LEGACY_ID_MALFORMED, "Give nine digits.");
}

absl::Status CheckPersonalNumberShape(absl::string_view field, const std::string& number) {
  const PinMode mode = ModeOf(number);
  for (const auto& violation : CheckPersonalNumber(number, {}, mode, kEndOfNumbers)) {
    return Broken(field, violation.rule, mode);
  }
  return absl::OkStatus();
}

absl::Status CheckPersonalNumberClaim(absl::string_view field, const std::string& number,
                                      const seeds::PersonalNumberClaim& claim) {
  const PinMode mode = ModeOf(number);
  for (const auto& violation : CheckPersonalNumber(number, claim, mode, kEndOfNumbers)) {
    return Broken(field, violation.rule, mode);
  }
  return absl::OkStatus();
}

absl::Status CheckPersonalNumberRange(absl::string_view field, const std::string& number,
                                      const control::v1::World& world) {
  const PinMode mode = PinModeOf(world);
  if (ModeOf(number) == mode) return absl::OkStatus();
  if (mode == PinMode::kRealistic) {
    return Wrong(field, Reason::PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE,
                 "Use a number of this world: the first digit is not 9.");
  }
  return Error(absl::StatusCode::kInvalidArgument, Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE)
      .With("field", field)
      .With("mode", "safe")
      .Violation(field, "Use a number that the simulator issued: the first digit is 9.");
}

absl::Status CheckPersonalNumberYear(absl::string_view field, const std::string& number, absl::CivilDay today) {
  const PinMode mode = ModeOf(number);
  for (const auto& violation : CheckPersonalNumber(number, {}, mode, today)) {
    return Broken(field, violation.rule, mode);
  }
  return absl::OkStatus();
}

PinMode ModeOf(absl::string_view number) {
  return absl::StartsWith(number, "9") ? PinMode::kSafe : PinMode::kRealistic;
}

Reason ReasonOf(PersonalNumberRule rule) {
  switch (rule) {
    case PersonalNumberRule::kTwelveDigits:
      return Reason::PERSONAL_NUMBER_NOT_12_DIGITS;
    case PersonalNumberRule::kProvince:
      return Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN;
    case PersonalNumberRule::kCentury:
      return Reason::PERSONAL_NUMBER_CENTURY_MISMATCH;
    case PersonalNumberRule::kSex:
      return Reason::PERSONAL_NUMBER_SEX_MISMATCH;
    case PersonalNumberRule::kBirthYear:
      return Reason::PERSONAL_NUMBER_YEAR_MISMATCH;
    case PersonalNumberRule::kNotInFuture:
      return Reason::PERSONAL_NUMBER_IN_FUTURE;
  }
  return Reason::REASON_UNSPECIFIED;
}

}  // namespace lienthong
