#include "seeds/nation/search/person_sample.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "seeds/names/ethnicities.h"
#include "seeds/nation/records.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kMostLookedAt = 2'000'000;
constexpr int kYoungestSpouse = 19, kYoungestParent = 18;

absl::Status Nobody(absl::string_view because) {
  return absl::FailedPreconditionError(absl::StrCat("Nobody can match, because ", because, "."));
}

// The ages at which a livelihood occurs.
struct Ages {
  int from;
  int to;
};
Ages AgesOf(Livelihood livelihood) {
  switch (livelihood) {
    case Livelihood::kUnderSix:
      return {0, 5};
    case Livelihood::kPupil:
      return {6, 17};
    case Livelihood::kStudent:
      return {18, 22};
    case Livelihood::kEmployee:
    case Livelihood::kSelfEmployed:
      return {18, 60};
    case Livelihood::kPensioner:
    case Livelihood::kElderly:
      return {56, 100};
    case Livelihood::kNone:
      break;
  }
  return {0, 100};
}

absl::Status CheckCodes(const PersonSample& sample) {
  if (!sample.residence_province_code.empty() && ProvincePlace(sample.residence_province_code) < 0) {
    return absl::InvalidArgumentError(absl::StrCat("There is no province \"", sample.residence_province_code, "\"."));
  }
  if (!sample.ethnicity_code.empty() && FindEthnicity(sample.ethnicity_code) == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("There is no ethnic group \"", sample.ethnicity_code, "\"."));
  }
  return absl::OkStatus();
}

absl::Status CheckSense(const PersonSample& sample) {
  const int from = sample.age_from.value_or(0), to = sample.age_to.value_or(100);
  if (from > to) return Nobody("the least age is above the greatest");
  if (from > 100 || to < 0) return Nobody("everybody's age is 0 to 100");
  const bool was_married =
      sample.marital_status != MaritalStatus::kUnspecified && sample.marital_status != MaritalStatus::kSingle;
  if (was_married && to < kYoungestSpouse) return Nobody("nobody of that age has been married");
  const Ages ages = AgesOf(sample.livelihood);
  if (to < ages.from || from > ages.to) return Nobody("nobody of that age lives on that");
  if (sample.children_under_six.value_or(0) > 0 && to < kYoungestParent)
    return Nobody("nobody of that age has children");
  if (sample.head.value_or(false) && to < kAdultAge) return Nobody("heads of households are grown up");
  if (sample.livelihood == Livelihood::kUnderSix && sample.insured == false) {
    return Nobody("every child under six is insured");
  }
  return absl::OkStatus();
}

template <typename Value>
bool Agree(const std::optional<Value>& wanted, const Value& is) {
  return !wanted || *wanted == is;
}

int ChildrenUnderSix(const Country& country, Position person) {
  int children = 0;
  for (const Position& child : country.kin.ChildrenOf(person)) {
    const bool here = country.census.HomeOf(child) == country.census.HomeOf(person);
    children += here && AgeOf(country.census.member(child).year) < 6 ? 1 : 0;
  }
  return children;
}

// From the cheap to the dear.
bool FitsRow(const PersonSample& sample, int ethnicity, Position person, const Member& member) {
  const int age = AgeOf(member.year);
  if (!member.alive() || age < sample.age_from.value_or(0) || age > sample.age_to.value_or(100)) return false;
  if (sample.sex != Sex::kUnspecified && (sample.sex == Sex::kFemale) != (member.sex == 1)) return false;
  if (ethnicity > 0 && member.ethnicity != ethnicity) return false;
  return Agree(sample.head, member.relation == 1) && Agree(sample.born_elsewhere, member.origin != person.province);
}

bool Fits(const Country& country, const PersonSample& sample, int ethnicity, Position person) {
  if (!FitsRow(sample, ethnicity, person, country.census.member(person))) return false;
  const Position home = country.census.HomeOf(person);
  if (!Agree(sample.poor, country.livelihoods.IsPoor(home))) return false;
  if (sample.livelihood != Livelihood::kNone && country.livelihoods.Of(person) != sample.livelihood) return false;
  if (!Agree(sample.insured, !country.livelihoods.InsuranceObjectOf(person).empty())) return false;
  if (!Agree(sample.owns_dwelling, country.homes.OwnerOf(home) == person)) return false;
  if (sample.marital_status != MaritalStatus::kUnspecified &&
      MaritalStatusOf(country, person) != sample.marital_status) {
    return false;
  }
  return !sample.children_under_six || ChildrenUnderSix(country, person) == *sample.children_under_six;
}

}  // namespace

absl::StatusOr<std::vector<Position>> SamplePeople(const Country& country, const PersonSample& sample, uint64_t draw,
                                                   int limit) {
  absl::Status status = CheckCodes(sample);
  status.Update(CheckSense(sample));
  if (!status.ok()) return status;
  int ethnicity = 0;
  if (!sample.ethnicity_code.empty() && !absl::SimpleAtoi(sample.ethnicity_code, &ethnicity)) ethnicity = 0;
  const int province = sample.residence_province_code.empty() ? -1 : ProvincePlace(sample.residence_province_code);
  const uint32_t first = province < 0 ? 0 : country.census.FirstOf(Tables::kPeople, province);
  const uint32_t end = province < 0 ? country.census.people() : country.census.FirstOf(Tables::kPeople, province + 1);
  const Permutation order(end - first, country.census.Hash(Draw::kSample, draw));
  std::vector<Position> found;
  for (uint64_t i = 0; i < std::min<uint64_t>(end - first, kMostLookedAt); ++i) {
    if (found.size() >= static_cast<size_t>(std::max(limit, 0))) return found;
    const Position person = country.census.At(first + static_cast<uint32_t>(order(i)));
    if (Fits(country, sample, ethnicity, person)) found.push_back(person);
  }
  if (found.empty() && limit > 0) return absl::NotFoundError("Nobody matched; ask for less.");
  return found;
}

}  // namespace lienthong::seeds
