#pragma once

#include <string>
#include <vector>

#include "lienthong/population/v1/population.pb.h"
#include "lienthong/population/v1/population_service.pb.h"

namespace lienthong::population {

// What somebody claims about the holder of a number.
struct IdentityClaim {
  std::string full_name;
  common::v1::Date birth_date;
  // UNSPECIFIED: not compared.
  common::v1::Sex sex = common::v1::SEX_UNSPECIFIED;
};

// The fields in which the claim differs from the entry, in the order of the enum.
// Names are compared after Unicode normalisation (case, spaces and tone placement don't count, accents do); birth dates
// as far as both sides know them, so that a full date agrees with an entry that has the year alone.
std::vector<v1::IdentityField> Differences(const v1::Person& person, const IdentityClaim& claim);

// Whether two birth dates may be the same day.
bool SameBirthDate(const common::v1::Date& a, const common::v1::Date& b);
// Whether two names are one after normalisation.
bool SameFullName(const std::string& a, const std::string& b);

// "full_name, birth_date" for error metadata.
std::string FieldNames(const std::vector<v1::IdentityField>& fields);

// What became of a claim about the holders of one number: all who agree in everything, or the nearest differences.
struct MatchResult {
  v1::MatchOutcome outcome = v1::MATCH_OUTCOME_NO_MATCH;
  // One on MATCH, several on MULTIPLE_MATCH, in order of number.
  std::vector<v1::Person> persons;
  // On PARTIAL_MATCH: of the holder that differs least, the first of equals.
  std::vector<v1::IdentityField> differing_fields;
};
MatchResult Match(std::vector<v1::Person> holders, const IdentityClaim& claim);

}  // namespace lienthong::population
