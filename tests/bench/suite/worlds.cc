// Worlds: making, forking, keeping ten thousand, letting an idle year pass. In-process, direct.
#include "absl/strings/str_cat.h"
#include "deploy/lienthong/town.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"

namespace lienthong::bench {
namespace {

constexpr int kWorlds = 10000;

absl::Status Create(Town& town, const std::string& name) {
  control::v1::World world;
  world.set_name(name);
  return town.CreateWorld(std::move(world));
}

}  // namespace

Results Worlds() {
  TownOptions options;
  options.with_timer = false;
  ASSIGN_OR_RETURN(auto town, Town::Make(options));
  const double before = ResidentBytes();
  double begun = Seconds();
  for (int i = 0; i < kWorlds; ++i) RETURN_IF_ERROR(Create(*town, absl::StrCat("w-", i)));
  const double created = (Seconds() - begun) / kWorlds * 1e6;
  const double kept = (ResidentBytes() - before) / kWorlds;

  begun = Seconds();
  absl::Status forked;
  for (int i = 0; i < kWorlds; ++i) {
    town->authority().Fork("w-0", absl::StrCat("f-", i), absl::ZeroDuration(),
                           [&forked](const auto& world) { forked.Update(world.status()); });
  }
  RETURN_IF_ERROR(forked);
  const double fork = (Seconds() - begun) / kWorlds * 1e6;

  begun = Seconds();
  for (int i = 0; i < kWorlds; ++i) {
    town->authority().Advance(absl::StrCat("w-", i), [](absl::Time now) { return now + absl::Hours(24 * 365); }, false,
                              [&forked](const auto& advanced) { forked.Update(advanced.status()); });
  }
  RETURN_IF_ERROR(forked);
  const double idle = (Seconds() - begun) / kWorlds * 1e6;
  return std::vector<Result>{
      {"world.create", created, "us", std::nullopt, std::nullopt, "", "at the authority"},
      {"world.fork", fork, "us", std::nullopt, std::nullopt, "", "of an untouched world"},
      {"world.ten_thousand", kept, "bytes/world", std::nullopt, std::nullopt, "", "resident memory, untouched worlds"},
      {"world.idle_year", idle, "us", std::nullopt, std::nullopt, "10 us", "advance over a year without rows"}};
}

}  // namespace lienthong::bench
