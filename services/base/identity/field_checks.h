#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "lienthong/common/v1/common.pb.h"
#include "lienthong/common/v1/reason.pb.h"
#include "lienthong/control/v1/world.pb.h"
#include "seeds/identifiers/personal_number.h"

// Checks of single request fields. Every refusal is INVALID_ARGUMENT, names the field's path and holds no value of it.
namespace lienthong {

// INVALID_FIELD when empty.
absl::Status CheckRequired(absl::string_view field, const std::string& value);
// INVALID_FIELD when empty, not UTF-8, or longer than 200 characters' worth of bytes.
absl::Status CheckName(absl::string_view field, const std::string& name);
// INVALID_FIELD when it is no date, or has not `full` precision though it must.
absl::Status CheckDate(absl::string_view field, const common::v1::Date& date);
absl::Status CheckFullDate(absl::string_view field, const common::v1::Date& date);
//   DATE_IN_FUTURE  the date can only mean a day after `today`
absl::Status CheckNotInFuture(absl::string_view field, const common::v1::Date& date, absl::CivilDay today);
// LEGACY_ID_MALFORMED
absl::Status CheckLegacyId(absl::string_view field, const std::string& number);

// Personal numbers. The stateless half takes numbers of either range; the range depends on the world.
//   PERSONAL_NUMBER_NOT_12_DIGITS (R1), PERSONAL_NUMBER_PROVINCE_UNKNOWN (R2)
absl::Status CheckPersonalNumberShape(absl::string_view field, const std::string& number);
// R3, R4, R5 of a number that has its shape.
absl::Status CheckPersonalNumberClaim(absl::string_view field, const std::string& number,
                                      const seeds::PersonalNumberClaim& claim);
// The half that needs the world.
//   PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE       a realistic number in a world of safe ones
//   PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE  the reverse
absl::Status CheckPersonalNumberRange(absl::string_view field, const std::string& number,
                                      const control::v1::World& world);
//   PERSONAL_NUMBER_IN_FUTURE (R6)
absl::Status CheckPersonalNumberYear(absl::string_view field, const std::string& number, absl::CivilDay today);

// The mode whose range a number of this first digit belongs to.
seeds::PinMode ModeOf(absl::string_view number);
common::v1::Reason ReasonOf(seeds::PersonalNumberRule rule);

}  // namespace lienthong
