// What the computed nation costs, at census scale: making its tables, look-ups by every key, whole records, searches,
// scans. Everybody asked for is somebody else, so caches help no more than they would an agency.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "seeds/mix.h"
#include "seeds/nation/country.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/records.h"
#include "seeds/nation/search/person_search.h"
#include "seeds/nation/tables/scale.h"

namespace lienthong::seeds {
namespace {

constexpr size_t kSample = 20'000;

const Nation& TheNation() {
  static const auto* const nation = new std::shared_ptr<const Nation>(*Nation::Generate({}));
  return **nation;
}

const Country& TheCountry() {
  static const auto* const country = new Country(SharedTables({1, kCensusPopulation}), PinMode::kSafe);
  return *country;
}

Position Somebody(size_t i) {
  return TheCountry().census.At(static_cast<uint32_t>(Mix(i) % TheCountry().census.people()));
}

const std::vector<Person>& Sample() {
  static const auto* const people = [] {
    auto* sample = new std::vector<Person>();
    for (size_t i = 0; i < kSample; ++i) sample->push_back(PersonOf(TheCountry(), Somebody(i)));
    return sample;
  }();
  return *people;
}

// Times `ask(person)` over the sample.
template <typename Ask>
void OverSample(benchmark::State& state, Ask ask) {
  const std::vector<Person>& people = Sample();
  size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ask(people[i]));
    i = (i + 1) % people.size();
  }
}

// Times `ask(position)` over ever new people.
template <typename Ask>
void OverPositions(benchmark::State& state, Ask ask) {
  TheCountry();
  size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(ask(Somebody(i++)));
}

void MakeTables(benchmark::State& state) {
  for (auto _ : state) {
    const auto tables = Tables::Make({1, kCensusPopulation});
    state.counters["MB"] = static_cast<double>(tables->bytes()) / 1e6;
  }
}
BENCHMARK(MakeTables)->Unit(benchmark::kMillisecond);

void LoadTables(benchmark::State& state) {
  const TablesKey key{1, kCensusPopulation};
  const std::string path = (std::filesystem::temp_directory_path() / "nation_bench.tables").string();
  if (!TheCountry().census.tables().Save(path).ok()) state.SkipWithError("cannot write the tables");
  for (auto _ : state) benchmark::DoNotOptimize(Tables::Load(path, key));
  std::filesystem::remove(path);
}
BENCHMARK(LoadTables)->Unit(benchmark::kMillisecond);

void Generate(benchmark::State& state) {
  TheCountry();  // the tables are there
  for (auto _ : state) benchmark::DoNotOptimize(Nation::Generate({}));
}
BENCHMARK(Generate)->Unit(benchmark::kMillisecond);

void PositionOfSomebody(benchmark::State& state) {
  OverPositions(state, [](Position at) { return at.row; });
}
BENCHMARK(PositionOfSomebody);

void PinOf(benchmark::State& state) {
  OverPositions(state, [](Position at) { return TheCountry().numbers.PinOf(at); });
}
BENCHMARK(PinOf);

void PositionByPin(benchmark::State& state) {
  OverSample(state, [](const Person& p) { return TheCountry().numbers.ByPin(p.pin); });
}
BENCHMARK(PositionByPin);

void PositionBySiNumber(benchmark::State& state) {
  OverSample(state, [](const Person& p) { return TheCountry().insurance_numbers.By(p.si_number); });
}
BENCHMARK(PositionBySiNumber);

void PositionByTaxCode(benchmark::State& state) {
  OverSample(state, [](const Person& p) { return TheCountry().tax_codes.By(p.tax_code); });
}
BENCHMARK(PositionByTaxCode);

void PositionByLegacyId(benchmark::State& state) {
  OverSample(state, [](const Person& p) {
    return TheCountry().legacy_ids.By(p.legacy_ids.empty() ? "" : absl::string_view(p.legacy_ids.back()));
  });
}
BENCHMARK(PositionByLegacyId);

void BirthDate(benchmark::State& state) {
  OverPositions(state, [](Position at) { return TheCountry().numbers.BirthDateOf(at); });
}
BENCHMARK(BirthDate);

void FullName(benchmark::State& state) {
  OverPositions(state, [](Position at) { return TheCountry().naming.FullNameOf(at); });
}
BENCHMARK(FullName);

void ParentsOf(benchmark::State& state) {
  OverPositions(state, [](Position at) { return TheCountry().kin.ParentsOf(at); });
}
BENCHMARK(ParentsOf);

void ChildrenOf(benchmark::State& state) {
  OverPositions(state, [](Position at) { return TheCountry().kin.ChildrenOf(at).size(); });
}
BENCHMARK(ChildrenOf);

void FullRecord(benchmark::State& state) {
  OverPositions(state, [](Position at) { return PersonOf(TheCountry(), at).pin.size(); });
}
BENCHMARK(FullRecord);

void FullRecordByPin(benchmark::State& state) {
  OverSample(state, [](const Person& p) { return TheNation().ByPin(p.pin)->pin.size(); });
}
BENCHMARK(FullRecordByPin);

void FullHousehold(benchmark::State& state) {
  OverPositions(state, [](Position at) { return HouseholdOf(TheCountry(), TheCountry().census.HomeOf(at)).id.size(); });
}
BENCHMARK(FullHousehold);

void SearchNameAndDate(benchmark::State& state) {
  OverSample(state, [](const Person& p) { return TheNation().ByNameAndBirthDate(p.full_name, p.birth_date).size(); });
}
BENCHMARK(SearchNameAndDate)->Unit(benchmark::kMicrosecond);

void SearchNameAndDateInProvince(benchmark::State& state) {
  OverSample(state, [](const Person& p) {
    PersonSearch search{p.full_name, p.birth_date};
    search.birth_province_code = p.birth_province_code;
    return TheNation().Search(search)->size();
  });
}
BENCHMARK(SearchNameAndDateInProvince)->Unit(benchmark::kMicrosecond);

void SearchFuzzyNameAndDate(benchmark::State& state) {
  OverSample(state, [](const Person& p) {
    PersonSearch search{p.full_name, p.birth_date};
    search.fuzzy = true;
    return TheNation().Search(search)->size();
  });
}
BENCHMARK(SearchFuzzyNameAndDate)->Unit(benchmark::kMicrosecond);

void SearchNameYearAndSex(benchmark::State& state) {
  OverSample(state, [](const Person& p) {
    PersonSearch search{p.full_name, {p.birth_date.year, 0, 0}};
    search.sex = p.sex;
    search.limit = 1'000'000;
    return SearchPeople(TheCountry(), search)->size();
  });
}
BENCHMARK(SearchNameYearAndSex)->Unit(benchmark::kMillisecond);

void ScanPageOf50(benchmark::State& state) {
  OverSample(state, [](const Person& p) { return TheNation().Scan(p.pin, 50).size(); });
}
BENCHMARK(ScanPageOf50)->Unit(benchmark::kMicrosecond);

void SampleMarriedWithTwoUnderSix(benchmark::State& state) {
  PersonSample sample;
  sample.residence_province_code = "19";
  sample.marital_status = MaritalStatus::kMarried;
  sample.children_under_six = 2;
  uint64_t draw = 0;
  for (auto _ : state) benchmark::DoNotOptimize(TheNation().Sample(sample, ++draw, 1));
}
BENCHMARK(SampleMarriedWithTwoUnderSix)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace lienthong::seeds
