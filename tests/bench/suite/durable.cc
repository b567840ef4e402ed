// Durable birth bundles per second, beside a replay of the very same write batches against bare SQLite in the same run.
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/town.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"
#include "tests/bench/suite/bundle_run.h"
#include "tests/bench/suite/folder.h"
#include "tests/bench/suite/recording_database.h"

namespace lienthong::bench {
namespace {

constexpr absl::CivilDay kBorn(2024, 8, 2);
// A MANUAL world serves one write after the other; enough of them keep a disk busy.
constexpr int kWorlds = 16;
constexpr int kBirthsInWorld = 40;

std::string WorldName(int world) { return absl::StrCat("durable-", world); }

// A town over one file, with its worlds opened by one birth each.
struct Durable {
  std::shared_ptr<RecordingDatabase> database;
  std::shared_ptr<Town> town;
  std::vector<std::vector<PersonaBirth>> births;  // by world
};

absl::StatusOr<Durable> MakeDurable(const std::string& file, store::Durability durability) {
  Durable durable;
  ASSIGN_OR_RETURN(auto database, store::OpenDatabase({absl::StrCat("sqlite:", file), durability, "bench"}));
  durable.database = std::make_shared<RecordingDatabase>(std::move(database));
  TownOptions options;
  options.with_timer = false;
  options.database = durable.database;
  ASSIGN_OR_RETURN(durable.town, Town::Make(options));
  for (int i = 0; i < kWorlds; ++i) {
    control::v1::World world;
    world.set_name(WorldName(i));
    world.set_durable(true);
    RETURN_IF_ERROR(durable.town->CreateWorld(std::move(world)));
    ASSIGN_OR_RETURN(auto births,
                     BirthsOn(kBorn, durable.town->nation(), static_cast<uint64_t>(i), 2 * kBirthsInWorld + 1));
    RETURN_IF_ERROR(RunBundle(durable.town->transport(), WorldName(i), births.front()));
    durable.births.push_back(std::move(births));
  }
  return durable;
}

// Takes `count` births of every world from the `first` on, a thread a world; births per second.
absl::StatusOr<double> Run(Durable& durable, size_t first, size_t count) {
  std::atomic<int> failed{0}, done{0};
  std::vector<std::thread> threads;
  const double begun = Seconds();
  for (int world = 0; world < kWorlds; ++world) {
    threads.emplace_back([&, world] {
      const auto& births = durable.births[static_cast<size_t>(world)];
      for (size_t i = first; i < std::min(first + count, births.size()); ++i) {
        RunBundle(durable.town->transport(), WorldName(world), births[i]).ok() ? ++done : ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = Seconds() - begun;
  if (failed > 0) return absl::InternalError(absl::StrCat(failed.load(), " bundles did not complete"));
  return done / seconds;
}

absl::Status Exec(sqlite3* file, const char* sql) {
  return sqlite3_exec(file, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? absl::OkStatus()
                                                                         : absl::UnavailableError(sqlite3_errmsg(file));
}

// Seconds for the batches alone: one prepared upsert, one transaction a batch, no checks.
absl::StatusOr<double> Replay(const std::string& path, store::Durability durability,
                              const std::vector<RecordedBatch>& batches) {
  sqlite3* file = nullptr;
  if (sqlite3_open(path.c_str(), &file) != SQLITE_OK) return absl::UnavailableError(path);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closed(file, sqlite3_close);
  RETURN_IF_ERROR(Exec(file, "PRAGMA journal_mode=WAL"));
  RETURN_IF_ERROR(
      Exec(file, durability == store::Durability::kPower ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"));
  RETURN_IF_ERROR(Exec(file,
                       "CREATE TABLE rows(space INTEGER, key BLOB, value BLOB, version INTEGER, "
                       "PRIMARY KEY(space, key)) WITHOUT ROWID"));
  sqlite3_stmt* put = nullptr;
  sqlite3_prepare_v2(
      file, "INSERT INTO rows VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET value=excluded.value, version=excluded.version",
      -1, &put, nullptr);
  sqlite3_stmt* erase = nullptr;
  sqlite3_prepare_v2(file, "DELETE FROM rows WHERE space=? AND key=?", -1, &erase, nullptr);
  const double begun = Seconds();
  int64_t version = 0;
  for (const RecordedBatch& batch : batches) {
    RETURN_IF_ERROR(Exec(file, "BEGIN IMMEDIATE"));
    ++version;
    for (const auto& [key, value] : batch.writes) {
      sqlite3_stmt* statement = value ? put : erase;
      sqlite3_bind_int64(statement, 1, batch.space);
      sqlite3_bind_blob(statement, 2, key.data(), static_cast<int>(key.size()), SQLITE_STATIC);
      if (value) sqlite3_bind_blob(statement, 3, value->data(), static_cast<int>(value->size()), SQLITE_STATIC);
      if (value) sqlite3_bind_int64(statement, 4, version);
      sqlite3_step(statement);
      sqlite3_reset(statement);
    }
    RETURN_IF_ERROR(Exec(file, "COMMIT"));
  }
  const double seconds = Seconds() - begun;
  sqlite3_finalize(put);
  sqlite3_finalize(erase);
  return seconds;
}

// The kinds of rows that most bytes are written to, by the first part of their keys.
std::string Heaviest(const std::vector<RecordedBatch>& batches, double births) {
  std::map<std::string, double> bytes;
  for (const RecordedBatch& batch : batches) {
    for (const auto& [key, value] : batch.writes) {
      bytes[key.substr(0, key.find('\0'))] += static_cast<double>(key.size() + (value ? value->size() : 0));
    }
  }
  std::vector<std::pair<double, std::string>> kinds;
  for (const auto& [kind, sum] : bytes) kinds.emplace_back(sum / births / 1000, kind);
  std::sort(kinds.rbegin(), kinds.rend());
  std::string text;
  for (size_t i = 0; i < std::min<size_t>(kinds.size(), 6); ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ", ", kinds[i].second, " ", kinds[i].first);
  }
  return text;
}

absl::StatusOr<std::vector<Result>> Measure(const char* name, store::Durability durability) {
  const Folder folder;
  ASSIGN_OR_RETURN(Durable durable, MakeDurable(folder.File("store.db"), durability));
  ASSIGN_OR_RETURN(const double rate, Run(durable, 1, kBirthsInWorld));
  const auto before = durable.database->figures();
  durable.database->Record(true);
  ASSIGN_OR_RETURN(const double recorded_rate, Run(durable, 1 + kBirthsInWorld, kBirthsInWorld));
  durable.database->Record(false);
  const auto after = durable.database->figures();
  const std::vector<RecordedBatch> batches = durable.database->Take();
  ASSIGN_OR_RETURN(const double replayed, Replay(folder.File("replay.db"), durability, batches));
  double births = 0, bytes = 0;
  for (const auto& world : durable.births) births += static_cast<double>(world.size() - 1 - kBirthsInWorld);
  for (const RecordedBatch& batch : batches) {
    for (const auto& [key, value] : batch.writes)
      bytes += static_cast<double>(key.size() + (value ? value->size() : 0));
  }
  const double floor = births / replayed;
  return std::vector<Result>{
      {absl::StrCat("durable.sqlite.", name), rate, "bundles/s", floor, rate / floor, "500/s; 0.5",
       absl::StrCat(static_cast<double>(batches.size()) / births, " commits and ", bytes / births / 1000,
                    " kB per bundle in ", static_cast<double>(after.transactions - before.transactions) / births,
                    " transactions; floor: the same batches one by one on bare SQLite; while recorded ", recorded_rate,
                    "; kB by kind of row: ", Heaviest(batches, births))}};
}

}  // namespace

Results DurableBundles() {
  ASSIGN_OR_RETURN(auto results, Measure("process", store::Durability::kProcess));
  ASSIGN_OR_RETURN(auto power, Measure("power", store::Durability::kPower));
  results.insert(results.end(), power.begin(), power.end());
  return results;
}

}  // namespace lienthong::bench
