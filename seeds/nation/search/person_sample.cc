#include "seeds/nation/search/person_sample.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "seeds/nation/records.h"
#include "seeds/nation/search/home_runs.h"
#include "seeds/nation/search/sample_sense.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kMostLookedAt = 2'000'000;

template <typename Value>
bool Agree(const std::optional<Value>& wanted, const Value& is) {
  return !wanted || *wanted == is;
}

bool Agree(const std::string& wanted, absl::string_view is) { return wanted.empty() || wanted == is; }

// Sieve says who matches; its questions go from the cheap to the dear.
class Sieve {
 public:
  Sieve(const Country& country, const PersonSample& sample)
      : country_(country),
        sample_(sample),
        birth_province_(sample.birth_province_code.empty() ? -1 : ProvincePlace(sample.birth_province_code)) {
    if (!absl::SimpleAtoi(sample.ethnicity_code, &ethnicity_)) ethnicity_ = 0;
    if (!sample.relation_to_head.empty() && !absl::SimpleAtoi(sample.relation_to_head.substr(2), &relation_)) {
      relation_ = 0;
    }
  }

  bool Passes(Position person) const {
    return InRow(person, country_.census.member(person)) && AtHome(person) && InRegisters(person) && InFamily(person);
  }

 private:
  // By the tile's row alone.
  bool InRow(Position person, const Member& member) const {
    const int age = AgeOf(member.year);
    if (!member.alive() || age < sample_.age_from.value_or(0) || age > sample_.age_to.value_or(age)) return false;
    if (sample_.sex != Sex::kUnspecified && (sample_.sex == Sex::kFemale) != (member.sex == 1)) return false;
    if (ethnicity_ > 0 && member.ethnicity != ethnicity_) return false;
    if (relation_ > 0 && member.relation != relation_) return false;
    if (birth_province_ >= 0 && member.origin != birth_province_) return false;
    return Agree(sample_.head, member.relation == 1) && Agree(sample_.born_elsewhere, member.origin != person.province);
  }

  bool AtHome(Position person) const {
    const Position home = country_.census.HomeOf(person);
    return Agree(sample_.household_size, static_cast<int>(country_.census.home(home).living)) &&
           (!sample_.poor || *sample_.poor == country_.livelihoods.IsPoor(home)) &&
           (!sample_.household_business || *sample_.household_business == country_.livelihoods.HasBusiness(home)) &&
           (!sample_.owns_dwelling || *sample_.owns_dwelling == (country_.homes.OwnerOf(home) == person));
  }

  bool InRegisters(Position person) const {
    const Livelihoods& lives = country_.livelihoods;
    if (sample_.livelihood != Livelihood::kNone && lives.Of(person) != sample_.livelihood) return false;
    const absl::string_view object = lives.InsuranceObjectOf(person);
    if (!Agree(sample_.insured, !object.empty()) || !Agree(sample_.insurance_object, object)) return false;
    if (!Agree(sample_.has_legacy_id, lives.LegacyIdsOf(person) > 0)) return false;
    if (!Agree(sample_.has_tax_code, lives.HasTaxCode(person))) return false;
    const absl::string_view licence = lives.LicenceClassOf(person);
    if (!Agree(sample_.has_licence, !licence.empty()) || !Agree(sample_.licence_class, licence)) return false;
    if (!Agree(sample_.has_phone, lives.HasPhone(person))) return false;
    if (!Agree(sample_.has_bank_account, lives.HasBankAccount(person))) return false;
    return Agree(sample_.eid_level, lives.EidLevelOf(person));
  }

  bool InFamily(Position person) const {
    if (sample_.birth_year_only && *sample_.birth_year_only != (country_.numbers.BirthDateOf(person).month == 0)) {
      return false;
    }
    if (sample_.marital_status != MaritalStatus::kUnspecified &&
        MaritalStatusOf(country_, person) != sample_.marital_status) {
      return false;
    }
    if (!sample_.children && !sample_.children_under_six) return true;
    const std::vector<Position> children = country_.kin.ChildrenOf(person);
    return Agree(sample_.children, Alive(children)) && Agree(sample_.children_under_six, SmallAtHome(person, children));
  }

  int Alive(const std::vector<Position>& children) const {
    return static_cast<int>(
        absl::c_count_if(children, [this](Position child) { return country_.census.member(child).alive(); }));
  }

  int SmallAtHome(Position person, const std::vector<Position>& children) const {
    const Position home = country_.census.HomeOf(person);
    return static_cast<int>(absl::c_count_if(children, [&](Position child) {
      const Member& member = country_.census.member(child);
      return member.alive() && AgeOf(member.year) < 6 && country_.census.HomeOf(child) == home;
    }));
  }

  const Country& country_;
  const PersonSample& sample_;
  int ethnicity_ = 0;  // 0: any
  int relation_ = 0;   // 0: any
  int birth_province_;
};

}  // namespace

absl::StatusOr<std::vector<Position>> SamplePeople(const Country& country, const PersonSample& sample, uint64_t draw,
                                                   int limit) {
  if (const absl::Status status = CheckSample(sample); !status.ok()) return status;
  const HomeRuns runs(country, sample);
  const Sieve sieve(country, sample);
  const Permutation order(runs.people(), country.census.Hash(Draw::kSample, draw));
  std::vector<Position> found;
  const uint64_t most = std::min(runs.people(), kMostLookedAt);
  for (uint64_t i = 0; i < most && found.size() < static_cast<size_t>(std::max(limit, 0)); ++i) {
    const Position person = runs.At(order(i));
    if (sieve.Passes(person)) found.push_back(person);
  }
  if (!found.empty() || limit <= 0) return found;
  return absl::NotFoundError(absl::StrCat("Nobody matched among the ", most, " looked at; ask for less."));
}

}  // namespace lienthong::seeds
