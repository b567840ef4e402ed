// The records of the synthetic nation as of 2023-12-31: plain values, copied freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/identifiers/sex.h"

namespace lienthong::seeds {

// A place by its codes and free text below the commune.
struct Address {
  std::string province_code;  // two digits
  std::string district_code;  // three digits
  std::string commune_code;   // five digits
  std::string detail;         // hamlet, house number; may be empty

  bool operator==(const Address&) const = default;
};

enum class MaritalStatus { kUnspecified = 0, kSingle = 1, kMarried = 2, kWidowed = 3, kDivorced = 4 };

// A health-insurance card. Its 15-character code is object + level + province + the holder's social-insurance number.
struct InsuranceCard {
  std::string object;         // "TE", "DN", ...
  int level = 0;              // 1..5
  std::string province_code;  // of issue
  absl::CivilDay valid_from;
  absl::CivilDay valid_to;    // inclusive
  std::string facility_code;  // initial care facility
};

// What somebody lives on, or does, at the snapshot.
enum class Livelihood {
  kNone = 0,  // not said: a persona, or dead
  kUnderSix,
  kPupil,
  kStudent,
  kEmployee,      // compulsory social insurance
  kSelfEmployed,  // or at home
  kPensioner,
  kElderly,  // without a pension
};

struct DrivingLicence {
  std::string number;  // twelve digits
  std::string cls;     // "A1", "B2", ... by the law of 2008
  absl::CivilDay issued_on;
  std::optional<absl::CivilDay> valid_to;  // nothing: no term
};

struct BankAccount {
  std::string bank_bin;  // six digits
  std::string number;
};

struct Vaccination {
  int doses = 0;
  absl::CivilDay last_on;
};

// The entry in the civil-status book, kept electronically for births from 2016 on.
struct BirthEntry {
  uint32_t number = 0;  // within commune and year of registration
  absl::CivilDay registered_on;
  std::string commune_code;
};

// A person. In the population register exactly when `pin` is not empty: a foreign parent or a child not yet registered
// exists among the personas without one.
struct Person {
  std::string pin;                      // 12 digits
  std::vector<std::string> legacy_ids;  // old 9-digit numbers, the latest last
  std::string full_name;                // upper case, NFC
  Sex sex = Sex::kUnspecified;
  PartialDate birth_date;
  std::string birth_province_code;  // province of birth registration; empty when abroad
  std::string birth_commune_code;
  std::string native_province_code;  // quê quán: the father's line
  std::string ethnicity_code;        // census list
  std::string religion;              // empty: none
  std::string nationality = "VNM";   // ISO 3166-1 alpha-3
  Address residence;                 // permanent
  std::string household_id;
  std::string relation_to_head;  // CH01 head, CH02 spouse, CH03 child, CH04 father, CH05 mother, CH06 grandchild,
                                 // CH07 sibling, CH99 other
  std::string father_pin;        // empty: unknown or not in the register
  std::string mother_pin;
  std::string spouse_pin;
  MaritalStatus marital_status = MaritalStatus::kUnspecified;
  std::optional<absl::CivilDay> deceased_on;
  std::optional<BirthEntry> birth_entry;
  std::string si_number;  // ten digits; empty: never insured
  std::optional<InsuranceCard> insurance;
  std::string tax_code;  // ten digits; empty: none
  std::string phone;     // empty: none
  Livelihood livelihood = Livelihood::kNone;
  int eid_level = 0;  // electronic identity: 0 none, 1, 2
  std::optional<DrivingLicence> driving_licence;
  std::optional<BankAccount> bank_account;
  std::optional<Vaccination> vaccination;
  std::string passport_number;  // foreigners among the personas only
  std::string persona_key;      // "binh-family.mother"; empty for everybody else

  bool alive() const { return !deceased_on.has_value(); }
};

// Consent to registering a newcomer at the household's address.
enum class Consent {
  kNotOnFile,  // to be asked for
  kOnFile,     // given in advance
  kRefused,    // asked, and refused
};

// A registered household business.
struct HouseholdBusiness {
  std::string code;  // PP, a letter, "8", six digits
  std::string owner_pin;
  absl::CivilDay registered_on;
};

struct Household {
  std::string id;
  Address address;
  std::string head_pin;
  std::vector<std::string> member_pins;  // the living, head first
  std::string owner_pin;                 // lawful owner of the dwelling; often the head
  Consent head_consent = Consent::kNotOnFile;
  Consent owner_consent = Consent::kNotOnFile;
  std::string land_certificate;  // of the dwelling: two letters, a space, six digits; empty: none
  bool poor = false;
  std::optional<HouseholdBusiness> business;
};

struct Marriage {
  std::string id;  // "commune-year-number", unique nationwide
  std::string man_pin;
  std::string woman_pin;
  absl::CivilDay registered_on;
  std::string commune_code;
  uint32_t number = 0;  // within commune and year
  // End by divorce or a death; nothing while it lasts.
  std::optional<absl::CivilDay> ended_on;
};

}  // namespace lienthong::seeds
