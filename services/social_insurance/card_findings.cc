#include "services/social_insurance/card_findings.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/names/name_matching.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/social_insurance/insurance_record.h"
#include "services/social_insurance/result_codes.h"

namespace lienthong::social_insurance {
namespace {

using seeds::CardCodeFault;

constexpr size_t kCardCodeLength = 15;
constexpr size_t kPersonalNumberLength = 12;
constexpr size_t kSiNumberLength = 10;
constexpr size_t kLegacyIdLength = 9;
constexpr size_t kFacilityCodeLength = 5;
constexpr char kArmyProvince[] = "97";

bool AreDigits(const std::string& text) { return std::all_of(text.begin(), text.end(), absl::ascii_isdigit); }

bool IsNumber(const std::string& number) {
  switch (number.size()) {
    case kCardCodeLength:
      return true;  // what is wrong with a code has codes of its own
    case kPersonalNumberLength:
      return seeds::IsPersonalNumber(number, ModeOf(number));
    case kSiNumberLength:
    case kLegacyIdLength:
      return AreDigits(number);
    default:
      return false;
  }
}

absl::string_view CodeOf(v1::CardChange change) {
  switch (change) {
    case v1::CARD_CHANGE_DECREASED:
      return result::kDecreased;
    case v1::CARD_CHANGE_MOVED_TO_OTHER_PROVINCE:
      return result::kMovedToOtherProvince;
    case v1::CARD_CHANGE_MOVED_WITHIN_PROVINCE:
      return result::kMovedWithinProvince;
    case v1::CARD_CHANGE_READDED_AT_SAME_UNIT:
      return result::kReaddedAtSameUnit;
    case v1::CARD_CHANGE_REVOKED:
      return result::kRevoked;
    default:
      return result::kStopped;
  }
}

// The card by itself, its successor left aside.
absl::string_view Standing(const v1::InsuranceCard& card, absl::CivilDay day) {
  if (card.state() == v1::CARD_STATE_REVOKED) return result::kRevoked;
  if (IsChanged(card, day)) return CodeOf(card.change());
  return IsWithinValidity(card, day) ? result::kCorrect : result::kExpired;
}

}  // namespace

bool IsWellFormed(const v1::CheckCardRequest& request) {
  const std::string& facility = request.primary_facility_code();
  const bool has_facility = facility.empty() || (facility.size() == kFacilityCodeLength && AreDigits(facility));
  return IsNumber(request.number()) && CheckName("full_name", request.full_name()).ok() &&
         CheckDate("birth_date", request.birth_date()).ok() && common::v1::Sex_IsValid(request.sex()) && has_facility &&
         (!request.has_visit_date() || CheckFullDate("visit_date", request.visit_date()).ok());
}

absl::string_view KeptElsewhere(absl::string_view object, absl::string_view province_code) {
  if (object == "QN" || object == "CY" || province_code == kArmyProvince) return result::kDefenceMinistry;
  return object == "CA" ? result::kPublicSecurity : "";
}

absl::string_view CodeOf(CardCodeFault fault) {
  switch (fault) {
    case CardCodeFault::kShape:
    case CardCodeFault::kObject:
      return result::kWrongCode;
    case CardCodeFault::kLevel:
      return result::kWrongLevel;
    case CardCodeFault::kProvince:
      return result::kWrongProvince;
    case CardCodeFault::kNone:
      break;
  }
  return "";
}

absl::string_view Difference(const seeds::InsuranceCardCode& code, const v1::InsuranceCard& card) {
  if (code.object != card.object_code()) return result::kWrongCode;
  return code.province_code != card.province_code() ? result::kWrongProvince : result::kWrongLevel;
}

absl::string_view Mismatch(const v1::InsuranceCard& card, const v1::CheckCardRequest& request) {
  if (!seeds::SameName(card.full_name(), request.full_name()).value_or(false)) {
    const bool initials = seeds::InitialsMatch(card.full_name(), request.full_name()).value_or(false);
    return initials ? result::kWrongNameSameInitials : result::kWrongName;
  }
  if (!seeds::Agrees(FromProto(card.birth_date()), FromProto(request.birth_date()))) return result::kWrongBirthDate;
  const bool sex_given = request.sex() != common::v1::SEX_UNSPECIFIED;
  if (sex_given && request.sex() != card.sex()) return result::kWrongSex;
  const std::string& facility = request.primary_facility_code();
  return facility.empty() || facility == card.primary_facility_code() ? "" : result::kWrongFacility;
}

absl::string_view Standing(const v1::InsuranceCard& card, const v1::InsuranceCard& newest, absl::CivilDay day) {
  const absl::string_view own = Standing(card, day);
  const bool use_new = card.state() == v1::CARD_STATE_REPLACED && Standing(newest, day) == result::kCorrect;
  if (!use_new) return own;
  return own == result::kCorrect ? result::kOldValidNewIssued : result::kOldExpiredNewIssued;
}

}  // namespace lienthong::social_insurance
