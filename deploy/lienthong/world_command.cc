#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/control_remote.h"
#include "deploy/lienthong/journal_output.h"
#include "deploy/lienthong/nation_output.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "lienthong/control/v1/snapshot_service.pb.h"
#include "scenarios/runner/day_arithmetic.h"
#include "services/base/status.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using namespace control::v1;  // NOLINT: eight message pairs follow

// As UploadSnapshot takes it.
constexpr size_t kPieceBytes = 2 << 20;

struct Arguments {
  std::string target = "127.0.0.1:7000";
  bool json = false;
  std::string name;   // of the world that is made, or left
  std::string other;  // source of a fork, the right one of a comparison
  std::string file;
  std::string start;
  std::string ttl;
  uint64_t seed = 0;
  bool real = false;
  bool durable = false;
  bool all_rows = false;
  std::string agency;
  int max_rows = 100;
};

std::string LineOf(const World& world) {
  const bool real = world.clock_mode() == CLOCK_MODE_REAL;
  return absl::StrCat(world.name(), "  ", real ? "REAL" : "MANUAL", "  ",
                      absl::FormatTime("%Y-%m-%d %H:%M", FromProto(world.now()), HanoiZone()), "  step ", world.step(),
                      world.durable() ? "  durable" : "", world.parent().empty() ? "" : "  of ", world.parent());
}

void Print(const Arguments& arguments, const World& world) {
  arguments.json ? PrintAsJson(world) : static_cast<void>(std::printf("%s\n", LineOf(world).c_str()));
}

absl::Status SetTtl(const std::string& text, google::protobuf::Duration* ttl) {
  const auto life = scenarios::ParseSpan(text);
  if (!life.ok()) return absl::InvalidArgumentError(absl::StrCat("--ttl ", text, ": write 30m, 2h or the like"));
  *ttl = ToProto(*life);
  return absl::OkStatus();
}

absl::Status List(const Arguments& arguments) {
  ControlRemote remote(arguments.target);
  ListWorldsRequest request;
  request.set_page_size(1000);
  ListWorldsResponse all;
  do {
    ASSIGN_OR_RETURN(auto page, remote.Call<ListWorldsResponse>("ControlService/ListWorlds", request));
    for (World& world : *page.mutable_worlds()) *all.add_worlds() = std::move(world);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (arguments.json) {
    PrintAsJson(all);
    return absl::OkStatus();
  }
  for (const World& world : all.worlds()) std::printf("%s\n", LineOf(world).c_str());
  return absl::OkStatus();
}

absl::Status Create(const Arguments& arguments) {
  CreateWorldRequest request;
  request.set_request_id(NewRequestId());
  World& world = *request.mutable_world();
  world.set_name(arguments.name);
  world.set_clock_mode(arguments.real ? CLOCK_MODE_REAL : CLOCK_MODE_MANUAL);
  world.set_seed(arguments.seed);
  world.set_durable(arguments.durable);
  if (!arguments.ttl.empty()) RETURN_IF_ERROR(SetTtl(arguments.ttl, world.mutable_ttl()));
  if (!arguments.start.empty()) {
    const auto start = scenarios::ParseTime(arguments.start);
    if (!start.ok())
      return absl::InvalidArgumentError(absl::StrCat("--start ", arguments.start, ": write 2024-08-05 08:00"));
    *world.mutable_now() = ToProto(*start);
  }
  ASSIGN_OR_RETURN(const auto made,
                   ControlRemote(arguments.target).Call<CreateWorldResponse>("ControlService/CreateWorld", request));
  Print(arguments, made.world());
  return absl::OkStatus();
}

absl::Status Fork(const Arguments& arguments) {
  ForkWorldRequest request;
  request.set_request_id(NewRequestId());
  request.set_source(arguments.other);
  request.set_name(arguments.name);
  if (!arguments.ttl.empty()) RETURN_IF_ERROR(SetTtl(arguments.ttl, request.mutable_ttl()));
  ASSIGN_OR_RETURN(const auto made,
                   ControlRemote(arguments.target).Call<ForkWorldResponse>("ControlService/ForkWorld", request));
  Print(arguments, made.world());
  return absl::OkStatus();
}

absl::Status Delete(const Arguments& arguments) {
  DeleteWorldRequest request;
  request.set_request_id(NewRequestId());
  request.set_world(arguments.name);
  return ControlRemote(arguments.target).Call<DeleteWorldResponse>("ControlService/DeleteWorld", request).status();
}

absl::Status Snapshot(const Arguments& arguments) {
  ControlRemote remote(arguments.target);
  SnapshotWorldRequest request;
  request.set_world(arguments.name);
  const std::string part = arguments.file + ".part";
  std::ofstream file(part, std::ios::binary);
  int64_t size = 0, rows = 0;
  do {
    ASSIGN_OR_RETURN(const auto page, remote.Call<SnapshotWorldResponse>("SnapshotService/SnapshotWorld", request));
    file << page.text();
    if (request.page_token().empty()) rows = page.rows();
    size = page.size();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  file.close();
  // It takes its name when it is whole.
  if (!file || std::rename(part.c_str(), arguments.file.c_str()) != 0) {
    return absl::DataLossError(absl::StrCat(arguments.file, " can't be written"));
  }
  std::fprintf(stderr, "world %s: %lld rows, %lld bytes in %s\n", arguments.name.c_str(), static_cast<long long>(rows),
               static_cast<long long>(size), arguments.file.c_str());
  return absl::OkStatus();
}

absl::Status Restore(const Arguments& arguments) {
  std::ifstream file(arguments.file, std::ios::binary);
  if (!file) return absl::InvalidArgumentError(absl::StrCat(arguments.file, " can't be read"));
  ControlRemote remote(arguments.target);
  UploadSnapshotRequest upload;
  upload.set_request_id(NewRequestId());
  std::string piece(kPieceBytes, '\0');
  do {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    upload.set_text(piece.substr(0, static_cast<size_t>(file.gcount())));
    ASSIGN_OR_RETURN(const auto taken, remote.Call<UploadSnapshotResponse>("SnapshotService/UploadSnapshot", upload));
    upload.set_upload(taken.upload());
    upload.set_offset(taken.size());
  } while (file);
  RestoreWorldRequest request;
  request.set_request_id(NewRequestId());
  request.set_upload(upload.upload());
  request.set_name(arguments.name);
  request.set_durable(arguments.durable);
  if (!arguments.ttl.empty()) RETURN_IF_ERROR(SetTtl(arguments.ttl, request.mutable_ttl()));
  ASSIGN_OR_RETURN(const auto restored, remote.Call<RestoreWorldResponse>("SnapshotService/RestoreWorld", request));
  Print(arguments, restored.world());
  return absl::OkStatus();
}

void PrintChange(const RowChange& change) {
  const char* const sign = change.left_size() == 0 ? "+" : (change.right_size() == 0 ? "-" : "~");
  std::printf("%s %s %s %s", sign, change.agency().c_str(), change.table().c_str(), change.key().c_str());
  if (change.fields_size() > 0) {
    std::printf("  %s", absl::StrJoin(change.fields(), ", ").c_str());
  } else if (!change.has_left() && !change.has_right()) {
    std::printf("  %lld -> %lld bytes", static_cast<long long>(change.left_size()),
                static_cast<long long>(change.right_size()));
  }
  std::printf("\n");
}

absl::StatusOr<bool> Diff(const Arguments& arguments) {
  DiffWorldsRequest request;
  request.set_left(arguments.name);
  request.set_right(arguments.other);
  request.set_agency(arguments.agency);
  request.set_max_rows(arguments.max_rows);
  request.set_all_rows(arguments.all_rows);
  ASSIGN_OR_RETURN(const auto diff,
                   ControlRemote(arguments.target).Call<DiffWorldsResponse>("SnapshotService/DiffWorlds", request));
  const bool same = diff.tables().empty();
  if (arguments.json) {
    PrintAsJson(diff);
    return same;
  }
  int64_t changes = 0;
  for (const RowChange& change : diff.rows()) PrintChange(change);
  for (const TableDifference& table : diff.tables()) changes += table.added() + table.removed() + table.changed();
  if (changes > diff.rows_size()) {
    std::printf("and %lld more; raise --max-rows\n", static_cast<long long>(changes - diff.rows_size()));
  }
  for (const TableDifference& table : diff.tables()) {
    std::printf("%s %s: %lld added, %lld removed, %lld changed\n", table.agency().c_str(), table.table().c_str(),
                static_cast<long long>(table.added()), static_cast<long long>(table.removed()),
                static_cast<long long>(table.changed()));
  }
  if (same) std::printf(diff.equal() ? "equal\n" : "equal but for what every call leaves (--all-rows)\n");
  return same;
}

using Shared = std::shared_ptr<Arguments>;

CLI::App* Add(CLI::App* world, const char* name, const char* about, const Shared& arguments) {
  CLI::App* command = world->add_subcommand(name, about);
  command->add_option("--target", arguments->target, "HOST:PORT of the gateway")->capture_default_str();
  return command;
}

void AddJson(CLI::App* command, const Shared& arguments) { command->add_flag("--json", arguments->json, "Print JSON"); }

void AddTtl(CLI::App* command, const Shared& arguments) {
  command->add_option("--ttl", arguments->ttl, "Wall time after its last use when it goes, such as 30m");
}

void AddLives(CLI::App* world, int& exit_code) {
  const auto listed = std::make_shared<Arguments>();
  CLI::App* list = Add(world, "list", "All worlds", listed);
  AddJson(list, listed);
  list->footer("Example:\n  lienthong world list --json");
  list->callback([listed, &exit_code] { exit_code = Report(List(*listed)); });

  const auto made = std::make_shared<Arguments>();
  CLI::App* create = Add(world, "create", "A new world over the one nation", made);
  create->add_option("NAME", made->name, "a-z, 0-9 and hyphen")->required();
  create->add_option("--start", made->start, "World time; 2024-08-05 08:00 unless told");
  create->add_option("--seed", made->seed, "Of every id and draw; 1 unless told");
  create->add_flag("--real", made->real, "Its clock runs by itself");
  create->add_flag("--durable", made->durable, "Kept in the store");
  AddTtl(create, made);
  AddJson(create, made);
  create->footer(
      "Examples:\n  lienthong world create my-test --ttl 30m\n  lienthong world create tet --start \"2025-01-27 "
      "08:00\"");
  create->callback([made, &exit_code] { exit_code = Report(Create(*made)); });

  const auto forked = std::make_shared<Arguments>();
  CLI::App* fork = Add(world, "fork", "A copy: state, clock, agenda and journal", forked);
  fork->add_option("SOURCE", forked->other, "The world to copy")->required();
  fork->add_option("NAME", forked->name, "Of the copy")->required();
  AddTtl(fork, forked);
  AddJson(fork, forked);
  fork->footer("Example:\n  lienthong world fork my-test my-test-2");
  fork->callback([forked, &exit_code] { exit_code = Report(Fork(*forked)); });

  const auto deleted = std::make_shared<Arguments>();
  CLI::App* remove = Add(world, "delete", "Forgets a world", deleted);
  remove->add_option("NAME", deleted->name, "The world")->required();
  remove->footer("Example:\n  lienthong world delete my-test");
  remove->callback([deleted, &exit_code] { exit_code = Report(Delete(*deleted)); });
}

void AddFiles(CLI::App* world, int& exit_code) {
  const auto taken = std::make_shared<Arguments>();
  CLI::App* snapshot = Add(world, "snapshot", "Writes a MANUAL world to a file", taken);
  snapshot->add_option("NAME", taken->name, "The world")->required();
  snapshot->add_option("--to", taken->file, "The file; it takes its name when it is whole")->required();
  snapshot->footer(
      "Lines of JSON: record, clock, every row, digest. Journals and uploaded files are not in it.\n"
      "Example:\n  lienthong world snapshot my-test --to my-test.world");
  snapshot->callback([taken, &exit_code] { exit_code = Report(Snapshot(*taken)); });

  const auto restored = std::make_shared<Arguments>();
  CLI::App* restore = Add(world, "restore", "Makes a new world of a snapshot", restored);
  restore->add_option("FILE", restored->file, "The snapshot")->required();
  restore->add_option("--name", restored->name, "Of the new world; the one it had unless told");
  restore->add_flag("--durable", restored->durable, "Kept in the store");
  AddTtl(restore, restored);
  AddJson(restore, restored);
  restore->footer(
      "A file that is cut off, edited or of another nation is refused, and nothing is made.\n"
      "Example:\n  lienthong world restore my-test.world --name my-test-again");
  restore->callback([restored, &exit_code] { exit_code = Report(Restore(*restored)); });

  const auto compared = std::make_shared<Arguments>();
  CLI::App* diff =
      Add(world, "diff", "Rows that two worlds have differently; exit code 1 when there are some", compared);
  diff->add_option("LEFT", compared->name, "The one world")->required();
  diff->add_option("RIGHT", compared->other, "The other")->required();
  diff->add_option("--agency", compared->agency, "Only this agency");
  diff->add_option("--max-rows", compared->max_rows, "Rows told at most")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  diff->add_flag("--all-rows", compared->all_rows, "What every call leaves, too");
  AddJson(diff, compared);
  diff->footer(
      "+ only in RIGHT, - only in LEFT, ~ in both with the fields that differ.\n"
      "Example:\n  lienthong world diff my-test my-test-2");
  diff->callback([compared, &exit_code] {
    const auto same = Diff(*compared);
    exit_code = same.ok() ? (*same ? 0 : 1) : Report(same.status());
  });
}

}  // namespace

void AddWorldCommand(CLI::App& app, int& exit_code) {
  CLI::App* world = app.add_subcommand("world", "Worlds: list, create, fork, delete, snapshot, restore, diff");
  world->require_subcommand(1);
  world->footer("A world is a test's own state, clock and journal; calls name it in the header lienthong-world.");
  AddLives(world, exit_code);
  AddFiles(world, exit_code);
}

}  // namespace lienthong
