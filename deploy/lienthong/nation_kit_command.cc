#include "deploy/lienthong/nation_kit_command.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "deploy/lienthong/nation_options.h"
#include "deploy/lienthong/nation_output.h"
#include "services/base/status.h"
#include "services/nation/nation_kit.h"

namespace lienthong {
namespace {

struct KitOptions {
  NationChoice nation;
  nation::KitChoice kit;
  std::string folder = "kit";
};

// Written beside its place first, so that a reader never meets half a file.
absl::Status WriteFile(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path beside = path.string() + ".part";
  {
    std::ofstream file(beside, std::ios::binary);
    file << text;
    if (!file.flush()) return absl::UnavailableError(absl::StrCat(beside.string(), " can't be written"));
  }
  std::error_code error;
  std::filesystem::rename(beside, path, error);
  return error ? absl::UnavailableError(absl::StrCat(path.string(), ": ", error.message())) : absl::OkStatus();
}

absl::Status WriteKit(const KitOptions& options) {
  ASSIGN_OR_RETURN(const auto nation, options.nation.Make());
  ASSIGN_OR_RETURN(const auto files, nation::MakeKit(*nation, options.kit));
  const std::filesystem::path folder = options.folder;
  std::error_code error;
  std::filesystem::create_directories(folder / "cards", error);
  if (error) return absl::UnavailableError(absl::StrCat(options.folder, ": ", error.message()));
  for (const auto& file : files) RETURN_IF_ERROR(WriteFile(folder / file.name(), file.text()));
  std::printf("%d people in %s: people.csv, sheet.html, cards/\n", options.kit.count, options.folder.c_str());
  return absl::OkStatus();
}

}  // namespace

void AddNationKit(CLI::App& nation, int& exit_code) {
  const auto options = std::make_shared<KitOptions>();
  CLI::App* kit =
      nation.add_subcommand("kit", "A tester's data kit: people as CSV, QR codes of their cards, a sheet to print");
  kit->add_option("--count", options->kit.count, "So many people")->capture_default_str()->check(CLI::Range(1, 1000));
  kit->add_option("--story", options->kit.story,
                  absl::StrCat("Who they are: ", absl::StrJoin(nation::StoryNames(), ", ")))
      ->capture_default_str();
  kit->add_option("--draw", options->kit.draw, "Another draw, other people")->capture_default_str();
  kit->add_option("--out", options->folder, "Folder, made when it is not there")->capture_default_str();
  AddNationOptions(*kit, options->nation);
  kit->footer("Example:\n  lienthong nation kit --count 20 --story young-families --out kit");
  kit->callback([options, &exit_code] { exit_code = Report(WriteKit(*options)); });
}

}  // namespace lienthong
