// `lienthong nation`: look at the synthetic nation without a server.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/nation_answer_key.h"
#include "deploy/lienthong/nation_export_command.h"
#include "deploy/lienthong/nation_find_command.h"
#include "deploy/lienthong/nation_kit_command.h"
#include "deploy/lienthong/nation_options.h"
#include "deploy/lienthong/nation_output.h"
#include "deploy/lienthong/nation_places_command.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/nation/stats/nation_stats.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

// --- show ---

bool AllDigits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

void AddOne(std::optional<seeds::Person> person, std::vector<seeds::Person>* persons) {
  if (person) persons->push_back(*std::move(person));
}

// What a key is follows from its shape; ten digits may be two kinds of number.
std::vector<seeds::Person> Holders(const seeds::Nation& nation, const std::string& key) {
  std::vector<seeds::Person> persons;
  if (AllDigits(key) && key.size() == 12) AddOne(nation.ByPin(key), &persons);
  if (AllDigits(key) && key.size() == 12) AddOne(nation.ByLicence(key), &persons);
  if (AllDigits(key) && key.size() == 9) persons = nation.ByLegacyId(key);
  if (AllDigits(key) && key.size() == 10) {
    AddOne(nation.BySiNumber(key), &persons);
    AddOne(nation.ByTaxCode(key), &persons);
    AddOne(nation.ByPhone(key), &persons);
  }
  if (key.size() == 15 && !AllDigits(key)) AddOne(nation.ByCardCode(key), &persons);
  if (auto household = nation.HouseholdById(key)) {
    for (const std::string& pin : household->member_pins) AddOne(nation.ByPin(pin), &persons);
  }
  if (key.find('.') != std::string::npos) {
    if (auto persona = nation.FindPersona(key); persona.ok()) persons.push_back(persona->person);
  }
  return persons;
}

absl::Status Show(const NationChoice& choice, const std::string& key) {
  ASSIGN_OR_RETURN(const auto nation, choice.Make());
  const std::vector<seeds::Person> persons = Holders(*nation, key);
  if (persons.empty()) {
    return absl::NotFoundError(absl::StrCat(
        "nobody holds ", key, "; give a personal number, an old 9-digit number, a social-insurance number, a card, a ",
        "tax code, a licence, a phone, a household or a persona such as binh-family.mother"));
  }
  for (const seeds::Person& person : persons) std::printf("%s\n", PersonJson(person, true).c_str());
  return absl::OkStatus();
}

void AddShow(CLI::App& nation, int& exit_code) {
  struct Options {
    NationChoice choice;
    std::string key;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* show = nation.add_subcommand("show", "Everything the registers know of whoever holds a number");
  show->add_option("KEY", options->key, "Any number of a person, a household, or a persona")->required();
  AddNationOptions(*show, options->choice);
  show->footer("Example:\n  lienthong nation show binh-family.mother");
  show->callback([options, &exit_code] { exit_code = Report(Show(options->choice, options->key)); });
}

// --- stats ---

// Filled up to a width in letters, not bytes.
std::string Column(std::string text, size_t width) {
  const auto letters = static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  return letters < width ? text.append(width - letters, ' ') : text;
}

absl::Status Stats(const NationChoice& choice, uint32_t sample) {
  ASSIGN_OR_RETURN(const auto nation, choice.Make());
  std::printf("%-22s %-28s %12s %12s %-8s %-10s %s\n", "group", "what", "value", "target", "unit", "target is",
              "counted");
  for (const seeds::NationStat& stat : seeds::NationStats(nation->country(), sample)) {
    const std::string target = stat.target ? absl::StrFormat("%.2f", *stat.target) : "-";
    std::printf("%s %s %12.2f %12s %-8s %-10s %s\n", Column(stat.group, 22).c_str(), Column(stat.name, 28).c_str(),
                stat.value, target.c_str(), stat.unit.c_str(),
                !stat.target   ? "-"
                : stat.sourced ? "sourced"
                               : "assumed",
                stat.exact ? "everybody" : "sample");
  }
  return absl::OkStatus();
}

void AddStats(CLI::App& nation, int& exit_code) {
  struct Options {
    NationChoice choice;
    uint32_t sample = 200'000;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* stats = nation.add_subcommand("stats", "Shares of the nation beside their targets");
  stats->add_option("--sample", options->sample, "People looked at where not everybody is counted")
      ->capture_default_str()
      ->check(CLI::Range(1000, 10'000'000));
  AddNationOptions(*stats, options->choice);
  stats->callback([options, &exit_code] { exit_code = Report(Stats(options->choice, options->sample)); });
}

}  // namespace

void AddNationCommand(CLI::App& app, int& exit_code) {
  CLI::App* nation =
      app.add_subcommand("nation", "The synthetic nation: show, find, export, places, stats, answer-key, kit");
  nation->require_subcommand(1);
  AddShow(*nation, exit_code);
  AddNationFind(*nation, exit_code);
  AddNationExport(*nation, exit_code);
  AddNationPlaces(*nation, exit_code);
  AddStats(*nation, exit_code);
  AddNationAnswerKey(*nation, exit_code);
  AddNationKit(*nation, exit_code);
}

}  // namespace lienthong
