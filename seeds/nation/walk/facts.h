// What a walk tells of people and households: the same as Person and Household, as plain values without texts of their
// own, so that a hundred million of them can be told one after another.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/identifiers/digit_text.h"
#include "seeds/nation/people/book_place.h"
#include "seeds/nation/people/homes.h"
#include "seeds/nation/people/naming.h"
#include "seeds/nation/person.h"
#include "seeds/places/facilities.h"

namespace lienthong::seeds {

// What is to be told, as bits; the rest stays as it is and must not be read. Personal number, sex, ethnic group and
// relation come free.
enum Fact : uint32_t {
  kBirthDateFact = 1 << 0,
  kLegacyIdsFact = 1 << 1,
  kDescentFact = 1 << 2,  // family name, native province
  kNameFact = 1 << 3,     // the other names
  kBirthCommuneFact = 1 << 4,
  kAddressFact = 1 << 5,
  kHouseholdIdFact = 1 << 6,
  kReligionFact = 1 << 7,
  kParentsFact = 1 << 8,
  kMarriageFact = 1 << 9,  // spouse, marital status
  kDeathFact = 1 << 10,
  kBirthEntryFact = 1 << 11,
  kInsuranceFact = 1 << 12,  // number and card
  kTaxCodeFact = 1 << 13,
  kPhoneFact = 1 << 14,
  kLivelihoodFact = 1 << 15,
  kEidFact = 1 << 16,
  kLicenceFact = 1 << 17,
  kBankAccountFact = 1 << 18,
  kVaccinationFact = 1 << 19,
};

struct HomeFacts {
  uint8_t province = 0;
  uint32_t commune = 0;  // in Places::communes()
  Door door;
  DigitText<9> id;
  absl::string_view religion;
};

struct CardFacts {
  absl::string_view object;
  absl::CivilDay valid_from;
  absl::CivilDay valid_to;
  FacilityKind facility = FacilityKind::kHospital;  // of the province of residence
};

struct PersonFacts {
  const Member* member = nullptr;
  DigitText<12> pin;
  PartialDate birth_date;
  absl::InlinedVector<DigitText<9>, 2> legacy_ids;
  Descent descent;
  NameTail tail;
  uint32_t birth_commune = 0;  // in Places::communes()
  std::optional<DigitText<12>> father, mother, spouse;
  MaritalStatus marital_status = MaritalStatus::kUnspecified;
  std::optional<absl::CivilDay> deceased_on;
  std::optional<BookPlace> birth_entry;
  std::optional<DigitText<10>> si_number, tax_code, phone, bank_account;
  std::optional<CardFacts> insurance;
  Livelihood livelihood = Livelihood::kNone;
  int eid_level = 0;
  std::optional<DrivingLicence> licence;
  int vaccination_doses = 0;

  bool woman() const { return member->sex == 1; }
};

}  // namespace lienthong::seeds
