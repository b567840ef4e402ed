#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/nation_output.h"
#include "deploy/lienthong/store_place.h"
#include "nlohmann/json.hpp"
#include "services/base/status.h"
#include "services/base/store/sqlite/backup.h"
#include "services/base/store/sqlite/store_report.h"

namespace lienthong {
namespace {

struct StoreCommandOptions {
  std::string path = DefaultStorePath();
  bool json = false;
  store::BackupOptions backup;
};

std::string ToJson(const store::StoreReport& report) {
  nlohmann::ordered_json json = {{"path", report.path},
                                 {"id", report.id},
                                 {"made_by", report.made_by},
                                 {"schema", report.schema},
                                 {"in_use", report.in_use},
                                 {"backup", report.is_backup},
                                 {"file_bytes", report.file_bytes},
                                 {"log_bytes", report.log_bytes}};
  json["worlds"] = nlohmann::ordered_json::array();
  for (const store::WorldReport& world : report.worlds) {
    json["worlds"].push_back({{"agency", world.space.agency},
                              {"world", world.space.world},
                              {"rows", world.content.rows},
                              {"bytes", world.content.bytes},
                              {"version", world.space.version},
                              {"digest", world.content.digest}});
  }
  // A damaged file may hold any bytes.
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void PrintWorlds(const std::vector<store::WorldReport>& worlds) {
  std::printf("agency\tworld\trows\tbytes\tversion\tdigest\n");
  for (const store::WorldReport& world : worlds) {
    std::printf("%s\t%s\t%lld\t%lld\t%llu\t%s\n", world.space.agency.c_str(), world.space.world.c_str(),
                static_cast<long long>(world.content.rows), static_cast<long long>(world.content.bytes),
                static_cast<unsigned long long>(world.space.version), world.content.digest.c_str());
  }
}

absl::Status PrintInfo(const StoreCommandOptions& options) {
  ASSIGN_OR_RETURN(const store::StoreReport report, store::ReportOn(options.path));
  if (options.json) {
    std::printf("%s\n", ToJson(report).c_str());
    return absl::OkStatus();
  }
  std::fprintf(stderr, "%s%s\nid %s, schema %d, made by %s\n%lld bytes, log %lld bytes%s\n", report.path.c_str(),
               report.is_backup ? " (a backup)" : "", report.id.c_str(), report.schema,
               report.made_by.empty() ? "?" : report.made_by.c_str(), static_cast<long long>(report.file_bytes),
               static_cast<long long>(report.log_bytes), report.in_use ? ", in use" : "");
  PrintWorlds(report.worlds);
  return absl::OkStatus();
}

absl::Status MakeBackup(StoreCommandOptions options) {
  options.backup.from = options.path;
  const bool to_a_person = isatty(STDERR_FILENO) != 0;
  if (to_a_person) {
    options.backup.progress = [](int done, int total) {
      std::fprintf(stderr, "\r%d of %d pages", done, total);
      if (done == total) std::fprintf(stderr, "\n");
    };
  }
  RETURN_IF_ERROR(store::BackUp(options.backup));
  std::fprintf(stderr, "%s is backed up to %s\n", options.path.c_str(), options.backup.to.c_str());
  return absl::OkStatus();
}

absl::Status PrintVerification(const StoreCommandOptions& options) {
  ASSIGN_OR_RETURN(const store::Verification verification, store::Verify(options.path));
  PrintWorlds(verification.worlds);
  for (const std::string& problem : verification.problems) std::fprintf(stderr, "%s\n", problem.c_str());
  if (verification.problems.empty()) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(options.path, " has ", verification.problems.size(),
                                          verification.problems.size() == 1 ? " problem" : " problems"));
}

void AddPath(CLI::App* command, StoreCommandOptions* options) {
  command->add_option("PATH", options->path, "The file")->capture_default_str();
}

}  // namespace

void AddStoreCommand(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<StoreCommandOptions>();
  CLI::App* store = app.add_subcommand("store", "The file that keeps worlds: look at it, back it up, verify it");
  store->require_subcommand(1);
  store->footer("None of these changes the file, and all may be used while a process writes it.");

  CLI::App* info = store->add_subcommand("info", "What is in it: agencies, worlds, rows");
  AddPath(info, options.get());
  info->add_flag("--json", options->json, "Print JSON");
  info->footer("Examples:\n  lienthong store info\n  lienthong store info worlds.db --json");
  info->callback([options, &exit_code] { exit_code = Report(PrintInfo(*options)); });

  CLI::App* backup = store->add_subcommand("backup", "Copies it as it is at one moment; the copy is a store itself");
  backup->add_option("--from", options->path, "The file")->capture_default_str();
  backup->add_option("--to", options->backup.to, "The copy; it takes its name when it is whole")->required();
  backup->add_flag("--force", options->backup.replace, "Replace what is there");
  backup->footer(
      "To go back to a backup, stop the process and copy the backup to the store's place, without -wal and -shm "
      "files.\n"
      "Examples:\n  lienthong store backup --to monday.db\n"
      "  lienthong store backup --from worlds.db --to monday.db --force");
  backup->callback([options, &exit_code] { exit_code = Report(MakeBackup(*options)); });

  CLI::App* verify = store->add_subcommand("verify", "Checks all of it; prints a digest per agency and world");
  AddPath(verify, options.get());
  verify->footer(
      "Exit code 1 and a line each on standard error when something is wrong.\n"
      "Examples:\n  lienthong store verify\n  lienthong store verify monday.db");
  verify->callback([options, &exit_code] { exit_code = Report(PrintVerification(*options)); });
}

}  // namespace lienthong
