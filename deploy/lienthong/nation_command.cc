// `lienthong nation`: look at the synthetic nation without a server.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/nation_answer_key.h"
#include "deploy/lienthong/nation_find_command.h"
#include "deploy/lienthong/nation_kit.h"
#include "deploy/lienthong/nation_options.h"
#include "deploy/lienthong/nation_output.h"
#include "deploy/lienthong/nation_places_command.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/json_util.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/nation/stats/nation_stats.h"
#include "services/base/status.h"
#include "services/nation/nation_record.h"
#include "services/nation/nation_views.h"

namespace lienthong {
namespace {

using control::v1::NationPerson;

constexpr int kBatch = 1000;
constexpr int64_t kProgressEvery = 100'000;

std::string Json(const NationPerson& person, bool pretty) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = pretty;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(person, &json, options);
  return json;
}

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

// --- export ---

struct ExportOptions {
  NationChoice choice;
  int64_t count = -1;
  std::string from, province, view;
  std::string format = "json";
};

absl::Status Export(const ExportOptions& options) {
  ASSIGN_OR_RETURN(const auto nation, options.choice.Make());
  ASSIGN_OR_RETURN(const google::protobuf::FieldMask mask, nation::ViewOf(options.view));
  const bool csv = options.format == "csv";
  const bool progress = isatty(STDERR_FILENO) != 0;
  if (csv) std::printf("%s\n", nation::CsvHeader(mask).c_str());
  int64_t written = 0;
  std::string from = options.from;
  while (options.count < 0 || written < options.count) {
    const std::vector<seeds::Person> batch = nation->Scan(from, kBatch);
    for (const seeds::Person& person : batch) {
      if (!options.province.empty() && person.residence.province_code != options.province) continue;
      if (written == options.count) break;
      NationPerson record = nation::PersonRecord(person);
      if (mask.paths_size() > 0) google::protobuf::util::FieldMaskUtil::TrimMessage(mask, &record);
      const std::string line = csv ? nation::CsvLine(record, mask) : Json(record, false);
      if (std::printf("%s\n", line.c_str()) < 0) return absl::UnavailableError("the output can't be written");
      if (++written % kProgressEvery == 0 && progress)
        std::fprintf(stderr, "%lld people\r", static_cast<long long>(written));
    }
    if (batch.size() < kBatch) break;
    from = batch.back().pin + '\0';
  }
  if (progress) std::fprintf(stderr, "%lld people\n", static_cast<long long>(written));
  return absl::OkStatus();
}

void AddExport(CLI::App& nation, int& exit_code) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* out = nation.add_subcommand("export", "People as JSON lines or CSV, in order of personal number");
  out->add_option("--count", options->count, "So many people; without it everybody");
  out->add_option("--from", options->from, "First personal number");
  out->add_option("--province", options->province, "Of residence, two digits");
  out->add_option("--view", options->view,
                  absl::StrCat("What one agency knows: ", absl::StrJoin(nation::ViewNames(), ", ")));
  out->add_option("--format", options->format, "json or csv")
      ->capture_default_str()
      ->check(CLI::IsMember({"json", "csv"}));
  AddNationOptions(*out, options->choice);
  out->footer("Example:\n  lienthong nation export --count 1000 --province 79 --view social_insurance --format csv");
  out->callback([options, &exit_code] { exit_code = Report(Export(*options)); });
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

// --- kit ---

void AddKit(CLI::App& nation, int& exit_code) {
  struct Options {
    NationChoice choice;
    KitOptions kit;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* kit =
      nation.add_subcommand("kit", "A tester's data kit: people as CSV, QR codes of their cards, a sheet to print");
  kit->add_option("--count", options->kit.count, "So many people")->capture_default_str()->check(CLI::Range(1, 1000));
  kit->add_option("--story", options->kit.story, absl::StrCat("Who they are: ", absl::StrJoin(StoryNames(), ", ")))
      ->capture_default_str();
  kit->add_option("--draw", options->kit.draw, "Another draw, other people")->capture_default_str();
  kit->add_option("--out", options->kit.folder, "Folder, made when it is not there")->capture_default_str();
  AddNationOptions(*kit, options->choice);
  kit->footer("Example:\n  lienthong nation kit --count 20 --story young-families --out kit");
  kit->callback([options, &exit_code] {
    const auto made = options->choice.Make();
    exit_code = Report(made.ok() ? WriteKit(**made, options->kit) : made.status());
  });
}

}  // namespace

void AddNationCommand(CLI::App& app, int& exit_code) {
  CLI::App* nation =
      app.add_subcommand("nation", "The synthetic nation: show, find, export, places, stats, answer-key, kit");
  nation->require_subcommand(1);
  AddShow(*nation, exit_code);
  AddNationFind(*nation, exit_code);
  AddExport(*nation, exit_code);
  AddNationPlaces(*nation, exit_code);
  AddStats(*nation, exit_code);
  AddNationAnswerKey(*nation, exit_code);
  AddKit(*nation, exit_code);
}

}  // namespace lienthong
