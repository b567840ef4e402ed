#include "services/population/identity_match.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/names/name_matching.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::population {
namespace {

const char* NameOf(v1::IdentityField field) {
  switch (field) {
    case v1::IDENTITY_FIELD_FULL_NAME:
      return "full_name";
    case v1::IDENTITY_FIELD_BIRTH_DATE:
      return "birth_date";
    case v1::IDENTITY_FIELD_SEX:
      return "sex";
    default:
      return "";
  }
}

}  // namespace

bool SameBirthDate(const common::v1::Date& a, const common::v1::Date& b) {
  return seeds::Agrees(FromProto(a), FromProto(b));
}

bool SameFullName(const std::string& a, const std::string& b) {
  const auto same = seeds::SameName(a, b);
  return same.ok() && *same;
}

std::vector<v1::IdentityField> Differences(const v1::Person& person, const IdentityClaim& claim) {
  std::vector<v1::IdentityField> fields;
  if (!SameFullName(person.full_name(), claim.full_name)) fields.push_back(v1::IDENTITY_FIELD_FULL_NAME);
  if (!SameBirthDate(person.birth_date(), claim.birth_date)) fields.push_back(v1::IDENTITY_FIELD_BIRTH_DATE);
  if (claim.sex != common::v1::SEX_UNSPECIFIED && claim.sex != person.sex()) fields.push_back(v1::IDENTITY_FIELD_SEX);
  return fields;
}

std::string FieldNames(const std::vector<v1::IdentityField>& fields) {
  return absl::StrJoin(fields, ", ", [](std::string* out, v1::IdentityField field) { out->append(NameOf(field)); });
}

MatchResult Match(std::vector<v1::Person> holders, const IdentityClaim& claim) {
  MatchResult result;
  for (v1::Person& holder : holders) {
    std::vector<v1::IdentityField> differences = Differences(holder, claim);
    if (differences.empty()) {
      result.persons.push_back(std::move(holder));
    } else if (result.differing_fields.empty() || differences.size() < result.differing_fields.size()) {
      result.differing_fields = std::move(differences);
    }
  }
  if (result.persons.empty()) {
    if (!holders.empty()) result.outcome = v1::MATCH_OUTCOME_PARTIAL_MATCH;
    return result;
  }
  result.outcome = result.persons.size() == 1 ? v1::MATCH_OUTCOME_MATCH : v1::MATCH_OUTCOME_MULTIPLE_MATCH;
  result.differing_fields.clear();
  return result;
}

}  // namespace lienthong::population
