#include "deploy/lienthong/nation_answer_key.h"

#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "deploy/lienthong/nation_options.h"
#include "deploy/lienthong/nation_output.h"
#include "seeds/nation/defects/register_view.h"
#include "services/base/status.h"
#include "services/nation/nation_defects.h"

namespace lienthong {
namespace {

constexpr int kBatch = 1000;

struct AnswerKeyOptions {
  NationChoice choice;
  std::string register_name = "social_insurance";
  std::string from;
  int64_t count = 100;
  uint64_t world_seed = 1;
};

std::string RegisterNames() {
  return absl::StrJoin(seeds::kDefectiveRegisters, ", ", [](std::string* out, const seeds::DefectiveRegister& known) {
    absl::StrAppend(out, known.name);
  });
}

// "accents-lost day-month-swapped"
std::string KindNames(const control::v1::PlantedDefect& defect) {
  return absl::StrJoin(defect.kinds(), " ", [](std::string* out, int kind) {
    std::string name = control::v1::DefectKind_Name(static_cast<control::v1::DefectKind>(kind));
    absl::AsciiStrToLower(&name);
    absl::StrAppend(out, absl::StrReplaceAll(name.substr(sizeof("defect_kind_") - 1), {{"_", "-"}}));
  });
}

bool Print(const control::v1::PlantedDefect& defect) {
  return std::printf("%s,%s,%s,%s,%s\n", defect.pin().c_str(), defect.record_key().c_str(), defect.held_pin().c_str(),
                     defect.second_record() ? "second" : "first", KindNames(defect).c_str()) >= 0;
}

absl::Status CheckRegister(const std::string& name) {
  for (const seeds::DefectiveRegister& known : seeds::kDefectiveRegisters) {
    if (known.name == absl::string_view(name)) return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--register ", name, ": no register of that name takes defects; name one of ", RegisterNames()));
}

absl::Status PrintAnswerKey(const AnswerKeyOptions& options) {
  RETURN_IF_ERROR(CheckRegister(options.register_name));
  ASSIGN_OR_RETURN(const auto nation, options.choice.Make());
  const seeds::RegisterView view(*nation, seeds::DefectPlan{options.register_name, options.world_seed, {}});
  std::printf("pin,record_key,held_pin,record,defects\n");
  int64_t written = 0;
  std::string from = options.from;
  while (true) {
    const std::vector<seeds::Person> people = view.PeopleFrom(from, kBatch);
    for (const seeds::Person& person : people) {
      for (const seeds::DefectAnswer& answer : view.AnswersFor(person)) {
        if (!Print(nation::DefectRecord(answer))) return absl::UnavailableError("the output can't be written");
        if (++written == options.count) return absl::OkStatus();
      }
    }
    if (people.size() < kBatch) return absl::OkStatus();
    from = view.RecordKey(people.back()) + '\0';
  }
}

}  // namespace

void AddNationAnswerKey(CLI::App& nation, int& exit_code) {
  const auto options = std::make_shared<AnswerKeyOptions>();
  CLI::App* key = nation.add_subcommand(
      "answer-key", "What is wrong in the registers of a world with the usual defects, and the truth, as CSV");
  key->add_option("--register", options->register_name, absl::StrCat("One of ", RegisterNames()))
      ->capture_default_str();
  key->add_option("--from", options->from, "First record, by its key in the register");
  key->add_option("--count", options->count, "So many lines; 0: the whole register, which takes minutes")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  key->add_option("--world-seed", options->world_seed, "Seed of the world; another seed, other faults")
      ->capture_default_str();
  AddNationOptions(*key, options->choice);
  key->footer(
      "For a world whose defects have rates of their own ask the running simulator: NationService.ListPlantedDefects.\n"
      "Example:\n  lienthong nation answer-key --register tax --count 1000");
  key->callback([options, &exit_code] { exit_code = Report(PrintAnswerKey(*options)); });
}

}  // namespace lienthong
