#include "deploy/lienthong/unknown_word.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "seeds/text/nearest.h"

namespace lienthong {
namespace {

const CLI::App* Find(const CLI::App& app, const std::string& word) {
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    if (command->check_name(word)) return command;
  }
  return nullptr;
}

std::string NearestCommand(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  return seeds::Nearest(word, names);
}

}  // namespace

absl::optional<std::string> UnknownWord(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* place = &app;
  std::string path = "lienthong";
  for (const std::string& word : words) {
    if (place->get_require_subcommand_min() == 0 || absl::StartsWith(word, "-")) return absl::nullopt;
    const CLI::App* command = Find(*place, word);
    if (command == nullptr) {
      return absl::StrCat("There is no command \"", word, "\"; the nearest is \"", NearestCommand(*place, word),
                          "\". See `", path, " --help`.");
    }
    place = command;
    absl::StrAppend(&path, " ", word);
  }
  return absl::nullopt;
}

}  // namespace lienthong
