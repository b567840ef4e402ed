#include "services/population/number_answer.h"

#include <string>

#include "seeds/identifiers/personal_number.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"

namespace lienthong::population {
namespace {

using seeds::PersonalNumberRule;
using seeds::PinMode;

seeds::PersonalNumberClaim ClaimOf(const v1::CheckPersonalNumberRequest& request) {
  seeds::PersonalNumberClaim claim;
  if (request.sex() != common::v1::SEX_UNSPECIFIED) claim.sex = FromProto(request.sex());
  if (request.birth_year() != 0) claim.birth_year = request.birth_year();
  return claim;
}

// A number of the world's other kind is told so, instead of an unknown province.
Reason ReasonOfViolation(PersonalNumberRule rule, const std::string& pin, PinMode mode) {
  if (rule != PersonalNumberRule::kProvince) return ReasonOf(rule);
  if (mode == PinMode::kSafe) {
    return IsPersonalNumber(pin, PinMode::kRealistic) ? Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE : ReasonOf(rule);
  }
  return IsPersonalNumber(pin, PinMode::kSafe) ? Reason::PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE : ReasonOf(rule);
}

v1::PersonalNumberViolation ViolationOf(const seeds::PersonalNumberViolation& broken, Reason reason) {
  google::protobuf::Map<std::string, std::string> metadata;
  metadata["field"] = "pin";
  metadata["mode"] = "safe";
  v1::PersonalNumberViolation violation;
  violation.set_rule(std::string(RuleId(broken.rule)));
  violation.set_part(std::string(broken.part));
  violation.set_reason(reason);
  violation.mutable_text()->set_vi(ReasonText(reason, "vi", metadata));
  violation.mutable_text()->set_en(ReasonText(reason, "en", metadata));
  return violation;
}

// What the number says, whatever its first three digits: they are read as a safe province's when they are no other.
void Decode(const std::string& pin, PinMode mode, v1::CheckPersonalNumberResponse& response) {
  if (const auto parts = seeds::ParsePersonalNumber(pin, mode)) response.set_province_code(parts->cell.province_code);
  constexpr char kAnyProvince[] = "901";
  const auto parts = seeds::ParsePersonalNumber(kAnyProvince + pin.substr(3), PinMode::kSafe);
  if (!parts) return;
  response.set_sex(ToProto(parts->cell.sex));
  response.set_birth_year(parts->cell.birth_year);
}

}  // namespace

v1::CheckPersonalNumberResponse NumberAnswer(const v1::CheckPersonalNumberRequest& request,
                                             const control::v1::World& world, absl::CivilDay today) {
  const PinMode mode = PinModeOf(world);
  v1::CheckPersonalNumberResponse response;
  bool twelve_digits = true;
  for (const auto& broken : seeds::CheckPersonalNumber(request.pin(), ClaimOf(request), mode, today)) {
    twelve_digits = twelve_digits && broken.rule != PersonalNumberRule::kTwelveDigits;
    *response.add_violations() = ViolationOf(broken, ReasonOfViolation(broken.rule, request.pin(), mode));
  }
  if (twelve_digits) Decode(request.pin(), mode, response);
  return response;
}

}  // namespace lienthong::population
