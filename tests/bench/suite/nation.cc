// The procedural nation: whole records by number, searches, export, memory of its tables.
#include <string>

#include "seeds/nation/nation.h"
#include "services/base/status.h"
#include "services/nation/nation_export.h"
#include "tests/bench/suite/bench.h"

namespace lienthong::bench {
namespace {

using seeds::Nation;

template <class Act>
double MicrosecondsEach(int rounds, const std::vector<seeds::Person>& people, Act act) {
  const double begun = Seconds();
  for (int round = 0; round < rounds; ++round) {
    for (const seeds::Person& person : people) act(person);
  }
  return (Seconds() - begun) / (static_cast<double>(rounds) * static_cast<double>(people.size())) * 1e6;
}

Result Timed(std::string name, double each, std::string goal, std::string note) {
  return {std::move(name), each, "us", std::nullopt, std::nullopt, std::move(goal), std::move(note)};
}

// People per second as JSON lines on one core, the writing left out.
absl::StatusOr<double> ExportRate(const Nation& nation, const std::string& view) {
  constexpr int64_t kPeople = 500'000, kAtOnce = 10'000;
  const auto country = nation.IndexedCountry();
  nation::ExportChoice choice;
  choice.view = view;
  ASSIGN_OR_RETURN(const auto exported, nation::NationExport::Make(nation, *country, choice));
  std::string lines;
  const double begun = ProcessorSeconds();
  for (int64_t told = 0; told < kPeople; told += kAtOnce) {
    lines.clear();
    exported->Append(kAtOnce, &lines);
  }
  return kPeople / (ProcessorSeconds() - begun);
}

}  // namespace

Results NationFigures() {
  ASSIGN_OR_RETURN(const auto nation, Nation::Generate({}));
  // From all over the country.
  ASSIGN_OR_RETURN(const std::vector<seeds::Person> people, nation->Sample({}, 1, 1000));
  const std::vector<seeds::Person> few(people.begin(), people.begin() + 50);
  const double taken = MicrosecondsEach(100, people, [&](const auto& person) { (void)nation->Taken(person.pin); });
  const double record = MicrosecondsEach(20, people, [&](const auto& person) { (void)nation->ByPin(person.pin); });
  const auto search = [&](bool by_year) {
    return MicrosecondsEach(1, few, [&](const seeds::Person& person) {
      seeds::PersonSearch query;
      query.full_name = person.full_name;
      query.birth_date = person.birth_date;
      query.sex = person.sex;
      if (by_year) query.birth_date = {person.birth_date.year, 0, 0};
      (void)nation->Search(query);
    });
  };
  ASSIGN_OR_RETURN(const double export_rate, ExportRate(*nation, ""));
  ASSIGN_OR_RETURN(const double export_rate_of_view, ExportRate(*nation, "social_insurance"));
  return std::vector<Result>{
      Timed("nation.by_pin", taken, "0.5 us", "the place of a personal number"),
      Timed("nation.record", record, "5 us", "a whole record with both parents"),
      Timed("nation.search", search(false), "1000 us", "name and birth date, nationwide"),
      Timed("nation.search_year", search(true), "30000 us", "name, year and sex, nationwide"),
      {"nation.export", export_rate, "people/s", std::nullopt, std::nullopt, "1000000/s",
       "every field as JSON lines, 850 bytes a person, of one core's time"},
      {"nation.export_view", export_rate_of_view, "people/s", std::nullopt, std::nullopt, "1000000/s",
       "what social insurance knows, 400 bytes a person, of one core's time"},
      {"nation.memory", static_cast<double>(nation->table_bytes()) / 1e6, "MB", std::nullopt, std::nullopt, "35 MB",
       "tables, mapped; stored as rows of 250 bytes the same people would take 25 GB"}};
}

}  // namespace lienthong::bench
