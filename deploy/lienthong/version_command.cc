#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "deploy/lienthong/commands.h"
#include "seeds/law/law.h"
#include "seeds/nation/nation.h"

namespace lienthong {
namespace {

std::string LawDates(const char* quote) {
  return absl::StrJoin(seeds::Law::Default().ChangeDays(), quote[0] == '\0' ? " " : ",",
                       [quote](std::string* out, absl::CivilDay day) {
                         absl::StrAppend(out, quote, absl::FormatCivilTime(day), quote);
                       });
}

}  // namespace

void AddVersionCommand(CLI::App& app, int& exit_code) {
  const auto json = std::make_shared<bool>(false);
  CLI::App* version = app.add_subcommand("version", "Version, commit, nation version, law dates covered");
  version->add_flag("--json", *json, "Print JSON");
  version->callback([json, &exit_code] {
    const std::string nation(seeds::Nation::version());
    if (*json) {
      std::printf("{\"version\":\"%s\",\"commit\":\"%s\",\"nation\":\"%s\",\"law_dates\":[%s]}\n", LIENTHONG_VERSION,
                  LIENTHONG_COMMIT, nation.c_str(), LawDates("\"").c_str());
    } else {
      std::printf("lienthong %s (commit %s)\nnation %s\nlaw dates %s\n", LIENTHONG_VERSION, LIENTHONG_COMMIT,
                  nation.c_str(), LawDates("").c_str());
    }
    exit_code = 0;
  });
}

}  // namespace lienthong
