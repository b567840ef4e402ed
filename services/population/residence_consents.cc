#include "services/population/residence_consents.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "seeds/calendar/partial_date.h"
#include "seeds/law/law_rules.h"
#include "services/base/identity/proto_values.h"
#include "services/population/population_errors.h"

namespace lienthong::population {
namespace {

using applications::Verdict;

constexpr int kAgeOfTheRule = 6;

struct Missing {
  absl::Status why;
  std::string item;
};

bool IsParent(const Newcomer& newcomer, const std::string& pin) {
  return !pin.empty() && (pin == newcomer.child.father().pin() || pin == newcomer.child.mother().pin());
}

bool Implied(const Newcomer& newcomer, const std::string& pin) {
  return !pin.empty() && (IsParent(newcomer, pin) || pin == newcomer.applicant_pin);
}

bool OwnerIsHead(const v1::Household& household) { return household.owner_pin() == household.head_pin(); }

bool Refused(v1::Consent on_file, v1::Consent on_form) {
  return on_file == v1::CONSENT_REFUSED || (on_file == v1::CONSENT_UNSPECIFIED && on_form == v1::CONSENT_REFUSED);
}

bool Given(v1::Consent on_file, v1::Consent on_form) {
  return on_file == v1::CONSENT_GIVEN || on_form == v1::CONSENT_GIVEN;
}

bool HeadGives(const Newcomer& newcomer) {
  return Given(newcomer.household.head_consent(), newcomer.form.head_consent()) ||
         Implied(newcomer, newcomer.household.head_pin());
}

bool OwnerGives(const Newcomer& newcomer) {
  return Given(newcomer.household.owner_consent(), newcomer.form.owner_consent()) ||
         Implied(newcomer, newcomer.household.owner_pin());
}

bool RuleHolds(const seeds::Law& law, const char* rule, const Newcomer& newcomer) {
  const bool older = seeds::AgeOn(FromProto(newcomer.child.birth_date()), newcomer.day) >= kAgeOfTheRule;
  return older || law.Bool(rule, newcomer.day);
}

bool LivesWithParent(const Newcomer& newcomer) {
  const auto& members = newcomer.household.members();
  return std::any_of(members.begin(), members.end(),
                     [&newcomer](const v1::HouseholdMember& member) { return IsParent(newcomer, member.pin()); });
}

// What was refused, OK when nothing was.
absl::Status CheckRefused(const Newcomer& newcomer, bool head_asked, bool owner_asked) {
  const v1::Household& household = newcomer.household;
  if (head_asked && Refused(household.head_consent(), newcomer.form.head_consent())) return HeadConsentRefused();
  if (owner_asked && Refused(household.owner_consent(), newcomer.form.owner_consent())) return OwnerConsentRefused();
  return absl::OkStatus();
}

std::vector<Missing> MissingConsents(const Newcomer& newcomer, bool head_asked, bool owner_asked) {
  const bool one_person = OwnerIsHead(newcomer.household);
  const bool head = HeadGives(newcomer);
  const bool owner = OwnerGives(newcomer);
  std::vector<Missing> missing;
  if (head_asked && !head && !(one_person && owner)) missing.push_back({HeadConsentMissing(), "head_consent"});
  if (owner_asked && !owner && !(one_person && head)) missing.push_back({OwnerConsentMissing(), "owner_consent"});
  const bool parents_asked = newcomer.has_living_parent && !LivesWithParent(newcomer);
  if (parents_asked && newcomer.form.parents_consent() != v1::CONSENT_GIVEN) {
    missing.push_back({ParentsConsentMissing(), "parents_consent"});
  }
  return missing;
}

}  // namespace

Verdict CheckConsents(const Newcomer& newcomer, const seeds::Law& law) {
  const bool head_asked = RuleHolds(law, seeds::law::kHeadConsent, newcomer);
  const bool owner_asked = RuleHolds(law, seeds::law::kOwnerConsent, newcomer);
  if (const absl::Status refused = CheckRefused(newcomer, head_asked, owner_asked); !refused.ok()) {
    return Verdict::Refuse(refused);
  }
  const std::vector<Missing> missing = MissingConsents(newcomer, head_asked, owner_asked);
  if (missing.empty()) return Verdict::Approve();
  if (newcomer.asked_before) return Verdict::Refuse(missing.front().why);
  std::vector<std::string> items;
  for (const Missing& one : missing) items.push_back(one.item);
  return Verdict::Supplement(missing.front().why, std::move(items));
}

}  // namespace lienthong::population
