// What people can be searched and sampled by.
#pragma once

#include <optional>
#include <string>

#include "seeds/calendar/partial_date.h"
#include "seeds/identifiers/sex.h"
#include "seeds/nation/person.h"

namespace lienthong::seeds {

// By name and birth date. A birth date known by the year only agrees with any day of it.
struct PersonSearch {
  std::string full_name;                // compared without accents
  PartialDate birth_date;               // at least the year
  std::string birth_province_code;      // empty: any
  std::string residence_province_code;  // empty: any
  Sex sex = Sex::kUnspecified;          // any
  bool fuzzy = false;                   // names that differ by one letter are found too
  size_t limit = 1000;
};

// Living people with these properties; what is not set is not asked for. Units are those of the snapshot.
struct PersonSample {
  std::string residence_province_code;
  std::string residence_district_code;
  std::string residence_commune_code;
  std::string birth_province_code;
  std::string ethnicity_code;
  Sex sex = Sex::kUnspecified;
  std::optional<int> age_from;  // completed years at the snapshot
  std::optional<int> age_to;
  MaritalStatus marital_status = MaritalStatus::kUnspecified;
  Livelihood livelihood = Livelihood::kNone;
  std::optional<int> children_under_six;  // that many, living in the household
  std::optional<int> children;            // that many living ones, wherever they live
  std::optional<int> household_size;      // living members
  std::string relation_to_head;           // CH01 head, CH02 spouse, ...
  std::optional<bool> head;               // of the household
  std::optional<bool> owns_dwelling;      // the one lived in
  std::optional<bool> poor;
  std::optional<bool> born_elsewhere;  // in another province
  std::optional<bool> insured;
  std::string insurance_object;  // of the card: TE, DN, HN, ...
  std::optional<bool> has_legacy_id;
  std::optional<bool> has_tax_code;
  std::optional<bool> has_licence;
  std::string licence_class;  // A1, B2, ...
  std::optional<bool> has_phone;
  std::optional<bool> has_bank_account;
  std::optional<bool> household_business;  // of the household
  std::optional<bool> birth_year_only;     // of the birth date nothing but the year is known
  std::optional<int> eid_level;            // 0, 1, 2
};

}  // namespace lienthong::seeds
