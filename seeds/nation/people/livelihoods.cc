#include "seeds/nation/people/livelihoods.h"

namespace lienthong::seeds {
namespace {

// Per mille. Sourced totals first, see the class; then assumptions.
constexpr uint32_t kInSocialInsurance = 335;  // of those of working age: 38 % of the workforce, which is 88 % of them
constexpr uint32_t kPensioners = 254;         // of those past working age
constexpr uint32_t kPoorHomes = 45;
constexpr uint32_t kUninsured = 177;  // of those who would insure themselves
constexpr uint32_t kHasLegacyId = 850;
constexpr uint32_t kStudents = 420, kPhones = 900, kBusinesses = 65, kEverInsured = 920;
// Employees all have a tax code and an account; of the others so many.
constexpr uint32_t kOtherTaxpayers = 400, kOtherAccounts = 680;
constexpr uint32_t kMinoritySupported = 300;  // of a minority's self-employed
constexpr uint32_t kOfficials = 160;          // of employees

constexpr int kPupilFrom = 6, kStudentFrom = 18, kWorkFrom = 23, kVeryOld = 80, kTaxUntil = 65;
// By year of birth, at the end of 2023.
constexpr int RetiresAt(int sex) { return sex == 1 ? 56 : 61; }

struct LicenceShare {
  uint32_t per_mille;
  absl::string_view cls;
};
constexpr LicenceShare kLicences[] = {{480, "A1"}, {60, "A2"}, {20, "B1"}, {90, "B2"}, {40, "C"}, {8, "D"}, {4, "E"}};
constexpr int kLicenceUntil = 75;

}  // namespace

Livelihood Livelihoods::Of(Position person) const {
  const Member& member = census_.member(person);
  if (!member.alive()) return Livelihood::kNone;
  const int age = AgeOf(member.year);
  if (age < kPupilFrom) return Livelihood::kUnderSix;
  if (age < kStudentFrom) return Livelihood::kPupil;
  const uint32_t draw = PerMille(Draw::kLivelihood, person);
  if (age < kWorkFrom && draw >= 1000 - kStudents) return Livelihood::kStudent;
  if (age < RetiresAt(member.sex)) return draw < kInSocialInsurance ? Livelihood::kEmployee : Livelihood::kSelfEmployed;
  return draw < kPensioners ? Livelihood::kPensioner : Livelihood::kElderly;
}

bool Livelihoods::IsPoor(Position home) const {
  return census_.Chance(Draw::kPoor, census_.HomeIndexOf(home), kPoorHomes);
}

absl::string_view Livelihoods::InsuranceObjectOf(Position person) const {
  const Member& member = census_.member(person);
  const Livelihood livelihood = Of(person);
  if (livelihood == Livelihood::kNone) return "";
  if (livelihood == Livelihood::kUnderSix) return "TE";
  const uint32_t draw = PerMille(Draw::kInsured, person);
  if (livelihood == Livelihood::kEmployee) return draw < kOfficials ? "HC" : "DN";
  if (livelihood == Livelihood::kPensioner) return "HT";
  if (IsPoor(census_.HomeOf(person))) return "HN";
  if (AgeOf(member.year) >= kVeryOld) return "BT";
  if (livelihood == Livelihood::kPupil) return "HS";
  if (member.ethnicity != 1 && draw >= 1000 - kMinoritySupported) return "DT";
  if (draw < kUninsured) return "";
  return livelihood == Livelihood::kStudent ? "SV" : "GD";
}

bool Livelihoods::HasSiNumber(Position person) const {
  if (!census_.member(person).alive()) return Chance(Draw::kInsured, person, kEverInsured);
  return !InsuranceObjectOf(person).empty();
}

bool Livelihoods::HasTaxCode(Position person) const {
  const Member& member = census_.member(person);
  if (!IsAdult(member) || AgeOf(member.year) >= kTaxUntil) return false;
  return Of(person) == Livelihood::kEmployee || Chance(Draw::kTax, person, kOtherTaxpayers);
}

bool Livelihoods::HasPhone(Position person) const {
  const Member& member = census_.member(person);
  return member.alive() && IsAdult(member) && Chance(Draw::kPhone, person, kPhones);
}

bool Livelihoods::HasBankAccount(Position person) const {
  const Member& member = census_.member(person);
  if (!member.alive() || !IsAdult(member)) return false;
  return Of(person) == Livelihood::kEmployee || Chance(Draw::kBank, person, kOtherAccounts);
}

int Livelihoods::LegacyIdsOf(Position person) const {
  const Member& member = census_.member(person);
  if (member.year >= kLegacyBefore || !Chance(Draw::kLegacy, person, kHasLegacyId)) return 0;
  return member.origin == person.province ? 1 : 2;
}

absl::string_view Livelihoods::LicenceClassOf(Position person) const {
  const Member& member = census_.member(person);
  const int age = AgeOf(member.year);
  if (!member.alive() || age <= kAdultAge || age > kLicenceUntil) return "";
  uint32_t draw = PerMille(Draw::kLicence, person);
  for (const LicenceShare& share : kLicences) {
    if (draw < share.per_mille) return age < 25 && share.cls[0] > 'B' ? "A1" : share.cls;
    draw -= share.per_mille;
  }
  return "";
}

int Livelihoods::EidLevelOf(Position person) const {
  const Member& member = census_.member(person);
  const int age = AgeOf(member.year);
  if (!member.alive() || age < 14) return 0;
  const uint32_t draw = PerMille(Draw::kIdentity, person);
  const uint32_t second = age < 60 ? 750 : 420;
  return draw < second ? 2 : draw < second + 100 ? 1 : 0;
}

int Livelihoods::DosesOf(Position person) const {
  const Member& member = census_.member(person);
  const int age = AgeOf(member.year);
  if (!member.alive() || age < 5) return 0;
  const uint32_t draw = PerMille(Draw::kVaccination, person);
  if (age < 12) return draw < 850 ? 2 : draw < 930 ? 1 : 0;
  if (age < 18) return draw < 690 ? 3 : draw < 980 ? 2 : 0;
  return draw < 180 ? 4 : draw < 800 ? 3 : draw < 985 ? 2 : 0;
}

bool Livelihoods::HasBusiness(Position home) const {
  return census_.Chance(Draw::kBusiness, census_.HomeIndexOf(home), kBusinesses);
}

}  // namespace lienthong::seeds
