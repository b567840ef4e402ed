#include "seeds/nation/stats/nation_stats.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "seeds/names/ethnicities.h"
#include "seeds/nation/records.h"
#include "seeds/nation/tile/pyramid.h"

namespace lienthong::seeds {
namespace {

constexpr int kGroups = 17;  // five years each, the last 80 and over
constexpr size_t kKinds = 5, kSizes = 6;

// What the tables tell, weighted by how often each row occurs.
struct Counts {
  double living = 0, women = 0, dead = 0, adults = 0, moved = 0, homes = 0;
  std::array<double, kGroups> ages = {};
  std::array<double, kEthnicityCodes> ethnicities = {};
  std::array<double, kSizes> sizes = {};
  std::array<double, kKinds> kinds = {};
};

double Times(const Repetition& repetition, uint32_t row) { return repetition.times + (row < repetition.rest ? 1 : 0); }

void CountMember(const Member& member, int province, double times, Counts* counts) {
  if (!member.alive()) {
    counts->dead += times;
    return;
  }
  counts->living += times;
  counts->women += member.sex == 1 ? times : 0;
  counts->ages[static_cast<size_t>(std::min(AgeOf(member.year) / 5, kGroups - 1))] += times;
  counts->ethnicities[member.ethnicity] += times;
  if (!IsAdult(member)) return;
  counts->adults += times;
  counts->moved += member.origin == province ? 0 : times;
}

Counts CountAll(const Tables& tables) {
  Counts counts;
  for (int province = 0; province < kProvinces; ++province) {
    const Repetition& people = tables.repetition(Tables::kPeople, province);
    const Repetition& homes = tables.repetition(Tables::kHomes, province);
    for (uint32_t row = 0; row < people.rows; ++row) {
      CountMember(tables.members(province)[row], province, Times(people, row), &counts);
    }
    for (uint32_t row = 0; row < homes.rows; ++row) {
      const Home& home = tables.homes(province)[row];
      counts.homes += Times(homes, row);
      counts.sizes[std::min<size_t>(home.living, kSizes) - 1] += Times(homes, row);
      counts.kinds[static_cast<size_t>(home.kind)] += Times(homes, row);
    }
  }
  return counts;
}

class Report {
 public:
  void Exact(std::string group, std::string name, double value, std::optional<double> target, std::string unit,
             bool sourced) {
    stats_.push_back({std::move(group), std::move(name), value, target, std::move(unit), sourced, true});
  }
  void Sampled(std::string group, std::string name, double value, std::optional<double> target, bool sourced) {
    stats_.push_back({std::move(group), std::move(name), value, target, "%", sourced, false});
  }
  std::vector<NationStat> Take() { return std::move(stats_); }

 private:
  std::vector<NationStat> stats_;
};

double PyramidPercent(int from, int to) {
  uint64_t share = 0;
  for (int age = from; age <= to; ++age) share += Pyramid::Share(0, age) + Pyramid::Share(1, age);
  return static_cast<double>(share) / 1e6;
}

void ReportAges(const Counts& counts, Report* report) {
  for (int group = 0; group < kGroups; ++group) {
    const bool last = group == kGroups - 1;
    const int from = 5 * group, to = last ? kBirthYears - 1 : from + 4;
    report->Exact("age", last ? "80+" : absl::StrCat(from, "-", to),
                  100 * counts.ages[static_cast<size_t>(group)] / counts.living, PyramidPercent(from, to), "%", false);
  }
}

void ReportHomes(const Counts& counts, Report* report) {
  static constexpr std::array<double, kSizes> kSizeTargets = {11, 17, 22, 26, 13, 11};
  static constexpr std::array<double, kKinds> kKindTargets = {11, 14, 7, 50, 18};
  static constexpr const char* kKindNames[] = {"single", "couple", "lone parent", "couple and children",
                                               "three generations"};
  for (size_t i = 0; i < kSizes; ++i) {
    report->Exact("household size", i + 1 == kSizes ? "6+" : absl::StrCat(i + 1), 100 * counts.sizes[i] / counts.homes,
                  kSizeTargets[i], "%", false);
  }
  for (size_t i = 0; i < kKinds; ++i) {
    report->Exact("household", kKindNames[i], 100 * counts.kinds[i] / counts.homes, kKindTargets[i], "%", false);
  }
  report->Exact("household", "people each", counts.living / counts.homes, 3.5, "people", true);
}

void ReportEthnicities(const Counts& counts, Report* report) {
  // General knowledge of the census.
  static constexpr std::pair<size_t, double> kTargets[] = {{1, 85.3}, {2, 1.92},  {3, 1.89},  {4, 1.51},
                                                           {8, 1.45}, {5, 1.37},  {7, 1.13},  {9, 0.93},
                                                           {6, 0.78}, {10, 0.53}, {11, 0.41}, {12, 0.30}};
  for (const Ethnicity& ethnicity : Ethnicities()) {
    const auto code = static_cast<size_t>(&ethnicity - Ethnicities().data()) + 1;
    if (counts.ethnicities[code] == 0) continue;
    const auto* const target =
        std::find_if(std::begin(kTargets), std::end(kTargets), [code](const auto& t) { return t.first == code; });
    report->Exact("ethnic group", std::string(ethnicity.name), 100 * counts.ethnicities[code] / counts.living,
                  target == std::end(kTargets) ? std::nullopt : std::optional(target->second), "%", false);
  }
}

// Shares counted over a sample of the living and of the dead.
struct SampleCounts {
  double living = 0, from_15 = 0, ever_married = 0, insured = 0, pensioners = 0, employed = 0, working = 0, poor = 0;
  double before_2000 = 0, legacy = 0, two = 0, born_1980 = 0, with_parents = 0, adults = 0, licence = 0, phone = 0,
         account = 0, eid = 0, vaccinated = 0, vague = 0, old = 0, everybody = 0, twins = 0, children = 0;
};

void AddToSample(const Country& country, Position person, SampleCounts* sample) {
  const Member& member = country.census.member(person);
  const Livelihoods& lives = country.livelihoods;
  const auto add = [](bool is, double* count) { *count += is ? 1 : 0; };
  ++sample->everybody;
  add(member.year < kLegacyBefore, &sample->before_2000);
  add(lives.LegacyIdsOf(person) > 0, &sample->legacy);
  add(lives.LegacyIdsOf(person) > 1, &sample->two);
  if (member.year < 65) {
    ++sample->old;
    add(!country.numbers.BirthDateOf(person).full(), &sample->vague);
  }
  if (!member.alive()) return;
  const Livelihood livelihood = lives.Of(person);
  ++sample->living;
  add(AgeOf(member.year) >= 15, &sample->from_15);
  add(AgeOf(member.year) >= 15 && MaritalStatusOf(country, person) != MaritalStatus::kSingle, &sample->ever_married);
  add(!lives.InsuranceObjectOf(person).empty(), &sample->insured);
  add(livelihood == Livelihood::kPensioner, &sample->pensioners);
  add(livelihood == Livelihood::kEmployee, &sample->employed);
  add(livelihood == Livelihood::kEmployee || livelihood == Livelihood::kSelfEmployed, &sample->working);
  add(lives.IsPoor(country.census.HomeOf(person)), &sample->poor);
  add(AgeOf(member.year) < 18, &sample->children);
  add(AgeOf(member.year) < 18 && (member.flags & (kFirstTwin | kSecondTwin)), &sample->twins);
  if (member.year >= 80) {
    ++sample->born_1980;
    add(country.kin.ParentsOf(person).mother.has_value(), &sample->with_parents);
  }
  add(!lives.LicenceClassOf(person).empty(), &sample->licence);
  add(lives.HasPhone(person), &sample->phone);
  add(lives.HasBankAccount(person), &sample->account);
  add(lives.EidLevelOf(person) == 2, &sample->eid);
  add(lives.DosesOf(person) >= 2, &sample->vaccinated);
  add(IsAdult(member), &sample->adults);
}

void ReportSample(const SampleCounts& s, Report* report) {
  report->Sampled("people", "ever married, from 15", 100 * s.ever_married / s.from_15, 77.5, true);
  report->Sampled("people", "mother known, born from 1980", 100 * s.with_parents / s.born_1980, std::nullopt, false);
  report->Sampled("people", "twins, under 18", 100 * s.twins / s.children, std::nullopt, false);
  report->Sampled("people", "birth day unknown, born before 1965", 100 * s.vague / s.old, std::nullopt, false);
  report->Sampled("register", "insured", 100 * s.insured / s.living, 92, true);
  report->Sampled("register", "pensioners", 100 * s.pensioners / s.living, 100 * 3.3 / 96.2, true);
  report->Sampled("register", "in social insurance, of those who work", 100 * s.employed / s.working, 38, true);
  report->Sampled("register", "in poor households", 100 * s.poor / s.living, 4.5, true);
  report->Sampled("register", "old identity number, born before 2000", 100 * s.legacy / s.before_2000, 85, false);
  report->Sampled("register", "two old numbers, of those with one", 100 * s.two / s.legacy, 12, false);
  report->Sampled("register", "driving licence, of adults", 100 * s.licence / s.adults, std::nullopt, false);
  report->Sampled("register", "phone, of adults", 100 * s.phone / s.adults, std::nullopt, false);
  report->Sampled("register", "bank account, of adults", 100 * s.account / s.adults, 77, false);
  report->Sampled("register", "electronic identity of level 2", 100 * s.eid / s.living, std::nullopt, false);
  report->Sampled("register", "vaccinated at least twice", 100 * s.vaccinated / s.living, std::nullopt, false);
}

}  // namespace

std::vector<NationStat> NationStats(const Country& country, uint32_t sample) {
  const Counts counts = CountAll(country.census.tables());
  Report report;
  const auto population = static_cast<double>(country.census.tables().key().population);
  report.Exact("people", "living", counts.living, population, "people", true);
  report.Exact("people", "dead, kept as records", counts.dead, std::nullopt, "people", false);
  report.Exact("people", "women", 100 * counts.women / counts.living, 50.2, "%", true);
  report.Exact("people", "adults born in another province", 100 * counts.moved / counts.adults, 12, "%", false);
  ReportAges(counts, &report);
  ReportHomes(counts, &report);
  ReportEthnicities(counts, &report);
  SampleCounts sampled;
  const uint32_t people = country.census.people();
  for (uint32_t i = 0; i < sample; ++i) {
    AddToSample(country, country.census.At(static_cast<uint32_t>(country.census.Hash(Draw::kSample, i) % people)),
                &sampled);
  }
  if (sample > 0) ReportSample(sampled, &report);
  return report.Take();
}

}  // namespace lienthong::seeds
