#include "services/population/purposes.h"

#include <algorithm>

#include "services/population/population_errors.h"

namespace lienthong::population {
namespace {

constexpr unsigned kEverything = kIdentity | kOrigin | kFamily | kResidence | kDifferences;
constexpr char kLookUp[] = "037";

constexpr Purpose kPurposes[] = {
    {"", kIdentity, "Không nêu mục đích", "No purpose named", "assumption: what stands on the identity card's front"},
    {"003", 0, "Xác thực thông tin công dân", "Verification: whether a claim is true, and nothing else",
     "code seen in public clients; its extent is an assumption"},
    {kLookUp, kEverything, "Tra cứu thông tin công dân để giải quyết thủ tục", "Look-up to settle a procedure",
     "code seen in public clients; its extent is an assumption"},
};

const Purpose* FindPurpose(absl::string_view code) {
  const auto found = std::find_if(std::begin(kPurposes), std::end(kPurposes),
                                  [code](const Purpose& purpose) { return purpose.code == code; });
  return found == std::end(kPurposes) ? nullptr : found;
}

const Purpose* PurposeOf(const CallContext& context) {
  const bool agency_without_purpose = !context.outside && context.purpose.empty();
  return FindPurpose(agency_without_purpose ? kLookUp : context.purpose);
}

void ClearIdentity(v1::Person& person) {
  person.clear_legacy_ids();
  person.clear_full_name();
  person.clear_sex();
  person.clear_birth_date();
  person.clear_state();
  person.clear_deceased_on();
}

void ClearOrigin(v1::Person& person) {
  person.clear_birth_registration_place();
  person.clear_native_place();
  person.clear_ethnicity_code();
  person.clear_religion();
  person.clear_nationality();
  person.clear_birth_record_id();
}

void ClearFamily(v1::Person& person) {
  person.clear_marital_status();
  person.clear_father();
  person.clear_mother();
  person.clear_spouse();
}

void ClearResidence(v1::Person& person) {
  person.clear_permanent_residence();
  person.clear_current_residence();
  person.clear_household_id();
  person.clear_relation_to_head();
}

}  // namespace

absl::Span<const Purpose> Purposes() { return kPurposes; }

unsigned GroupsOf(const CallContext& context) {
  const Purpose* purpose = PurposeOf(context);
  return purpose == nullptr ? 0 : purpose->groups;
}

absl::Status CheckMayRead(const CallContext& context) {
  return GroupsOf(context) == 0 ? PurposeInsufficient(context.purpose) : absl::OkStatus();
}

absl::Status CheckMayVerify(const CallContext& context) {
  return PurposeOf(context) == nullptr ? PurposeInsufficient(context.purpose) : absl::OkStatus();
}

void Prune(unsigned groups, v1::Person& person) {
  if (!(groups & kIdentity)) ClearIdentity(person);
  if (!(groups & kOrigin)) ClearOrigin(person);
  if (!(groups & kFamily)) ClearFamily(person);
  if (!(groups & kResidence)) ClearResidence(person);
}

void Prune(unsigned groups, v1::Household& household) {
  if (groups & kResidence) return;
  household.clear_address();
  household.clear_owner_pin();
  household.clear_head_consent();
  household.clear_owner_consent();
}

}  // namespace lienthong::population
