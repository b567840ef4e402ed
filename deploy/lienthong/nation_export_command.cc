#include "deploy/lienthong/nation_export_command.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "deploy/lienthong/nation_options.h"
#include "deploy/lienthong/nation_output.h"
#include "services/base/status.h"
#include "services/nation/nation_export.h"
#include "services/nation/nation_views.h"

namespace lienthong {
namespace {

struct ExportOptions {
  NationChoice choice;
  int64_t count = -1;
  std::string from, province, view;
  std::string format = "json";
};

// Lines of so many people are written at once.
constexpr int64_t kAtOnce = 10'000;

absl::Status Export(const ExportOptions& options) {
  ASSIGN_OR_RETURN(const auto nation, options.choice.Make());
  const auto country = nation->IndexedCountry();
  nation::ExportChoice choice{options.view, options.province, options.from,
                              options.format == "csv" ? nation::LineFormat::kCsv : nation::LineFormat::kJson};
  ASSIGN_OR_RETURN(const auto exported, nation::NationExport::Make(*nation, *country, choice));
  const bool progress = isatty(STDERR_FILENO) != 0;
  std::string lines = exported->Header();
  int64_t written = 0;
  for (bool more = true; more;) {
    const int64_t limit = options.count < 0 ? kAtOnce : std::min(kAtOnce, options.count - written);
    const int64_t told = exported->Append(limit, &lines);
    if (std::fwrite(lines.data(), 1, lines.size(), stdout) < lines.size() || std::fflush(stdout) != 0) {
      return absl::UnavailableError(
          absl::StrCat("the output can't be written after ", written, " people: ", std::strerror(errno)));
    }
    lines.clear();
    written += told;
    more = told > 0;
    if (progress) std::fprintf(stderr, more ? "%lld people\r" : "%lld people\n", static_cast<long long>(written));
  }
  return absl::OkStatus();
}

}  // namespace

void AddNationExport(CLI::App& nation, int& exit_code) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* out = nation.add_subcommand("export", "People as JSON lines or CSV, household after household");
  out->add_option("--count", options->count, "So many people; without it everybody");
  out->add_option("--from", options->from, "Number of the first person");
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

}  // namespace lienthong
