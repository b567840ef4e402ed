#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "services/base/store/key.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/persistent_map.h"
#include "services/base/store/sqlite/row_statements.h"
#include "services/base/store/sqlite/sqlite_schema.h"
#include "services/base/store/txn.h"

// What a row, a fork and a transaction cost in memory; the argument is the number of rows in the map or space. Then how
// many transactions a second a database answers, and what bare SQLite does with the very same batches.
namespace lienthong::store {
namespace {

// Spreads keys over the map in a fixed order, so that neither the cache nor the branch predictor is flattered.
constexpr uint64_t kStride = 7'919;
constexpr size_t kValueBytes = 200;

std::string RowKey(uint64_t row) { return Key("record", absl::StrCat("row ", row)); }

std::vector<std::string> RowKeys(uint64_t rows) {
  std::vector<std::string> keys;
  for (uint64_t row = 0; row < rows; ++row) keys.push_back(RowKey(row * kStride % rows));
  return keys;
}

PersistentMap FilledMap(const std::vector<std::string>& keys) {
  PersistentMap map;
  for (const std::string& key : keys) map.Put(key, Entry{std::string(kValueBytes, 'x'), 1});
  return map;
}

void BM_MapGet(benchmark::State& state) {
  const auto keys = RowKeys(state.range(0));
  const PersistentMap map = FilledMap(keys);
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(map.Get(keys[next]));
    if (++next == keys.size()) next = 0;
  }
}
BENCHMARK(BM_MapGet)->Arg(100)->Arg(10'000)->Arg(100'000);

void BM_MapPutInPlace(benchmark::State& state) {
  const auto keys = RowKeys(state.range(0));
  PersistentMap map = FilledMap(keys);
  size_t next = 0;
  for (auto _ : state) {
    map.Put(keys[next], Entry{std::string(kValueBytes, 'y'), 2});
    if (++next == keys.size()) next = 0;
  }
}
BENCHMARK(BM_MapPutInPlace)->Arg(100)->Arg(10'000)->Arg(100'000);

void BM_MapInsertAndErase(benchmark::State& state) {
  PersistentMap map = FilledMap(RowKeys(state.range(0)));
  uint64_t next = 0;
  for (auto _ : state) {
    const std::string key = RowKey(1'000'000 + ++next * kStride % 1000);
    map.Put(key, Entry{std::string(kValueBytes, 'y'), 2});
    map.Erase(key);
  }
}
BENCHMARK(BM_MapInsertAndErase)->Arg(100)->Arg(10'000)->Arg(100'000);

void BM_MapFork(benchmark::State& state) {
  const PersistentMap map = FilledMap(RowKeys(state.range(0)));
  for (auto _ : state) {
    PersistentMap fork = map;
    benchmark::DoNotOptimize(fork);
  }
}
BENCHMARK(BM_MapFork)->Arg(100)->Arg(100'000);

// A fork and one put into it: the put copies the path from the root.
void BM_MapFirstPutAfterFork(benchmark::State& state) {
  const auto keys = RowKeys(state.range(0));
  const PersistentMap map = FilledMap(keys);
  size_t next = 0;
  for (auto _ : state) {
    PersistentMap fork = map;
    fork.Put(keys[next], Entry{std::string(kValueBytes, 'y'), 2});
    benchmark::DoNotOptimize(fork);
    if (++next == keys.size()) next = 0;
  }
}
BENCHMARK(BM_MapFirstPutAfterFork)->Arg(100)->Arg(10'000)->Arg(100'000);

// What a typical handler does: reads three rows, writes five (two of them read before), commits.
void BM_TxnCommit(benchmark::State& state) {
  const auto keys = RowKeys(state.range(0));
  const std::unique_ptr<Space> space = NewMemorySpace();
  for (const std::string& key : keys) {
    Txn txn(space->Read());
    txn.Put(key, std::string(kValueBytes, 'x'));
    space->Commit(std::move(txn).Take(), [](const absl::Status&) {});
  }
  size_t next = 0;
  for (auto _ : state) {
    Txn txn(space->Read());
    for (size_t i = 0; i < 3; ++i) benchmark::DoNotOptimize(txn.Get(keys[(next + i) % keys.size()]));
    for (size_t i = 1; i < 6; ++i) txn.Put(keys[(next + i) % keys.size()], std::string(kValueBytes, 'y'));
    ++next;
    space->Commit(std::move(txn).Take(), [](const absl::Status& status) {
      if (!status.ok()) std::abort();
    });
  }
}
BENCHMARK(BM_TxnCommit)->Arg(100)->Arg(10'000)->Arg(100'000);

void BM_SpaceFork(benchmark::State& state) {
  const std::unique_ptr<Space> space = NewMemorySpace();
  WriteBatch batch;
  for (std::string& key : RowKeys(state.range(0))) batch.writes[std::move(key)] = std::string(kValueBytes, 'x');
  space->Commit(std::move(batch), [](const absl::Status&) {});
  for (auto _ : state) benchmark::DoNotOptimize(space->Fork());
}
BENCHMARK(BM_SpaceFork)->Arg(100)->Arg(100'000);

void BM_SpaceDigest(benchmark::State& state) {
  const std::unique_ptr<Space> space = NewMemorySpace();
  WriteBatch batch;
  for (std::string& key : RowKeys(state.range(0))) batch.writes[std::move(key)] = std::string(kValueBytes, 'x');
  space->Commit(std::move(batch), [](const absl::Status&) {});
  for (auto _ : state) benchmark::DoNotOptimize(space->Digest());
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_SpaceDigest)->Arg(100)->Arg(10'000);

// The batches of the benchmarks below: five rows of 200 bytes, of ten thousand rows a committer.
constexpr int kBatchRows = 5;
constexpr uint64_t kRowsEach = 10'000;

std::string CommitterKey(int committer, uint64_t row) {
  return Key("record", committer, absl::StrCat("row ", row % kRowsEach));
}

std::string CommitterValue(uint64_t number) { return std::string(kValueBytes, static_cast<char>('a' + number % 26)); }

// A file in a folder of its own.
class BenchFolder {
 public:
  BenchFolder() { (void)!mkdtemp(folder_.data()); }
  ~BenchFolder() { std::filesystem::remove_all(folder_); }
  std::string file() const { return folder_ + "/store.db"; }

 private:
  std::string folder_ = std::filesystem::temp_directory_path().string() + "/lienthong-bench-XXXXXX";
};

// How long each transaction waited, in microseconds.
class Latencies {
 public:
  void Begin() { begin_ = std::chrono::steady_clock::now(); }
  void End() {
    waits_.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin_).count());
  }
  void Report(benchmark::State& state) {
    if (waits_.empty()) return;
    std::sort(waits_.begin(), waits_.end());
    for (const auto& [name, share] : {std::pair("p50_us", 0.5), std::pair("p99_us", 0.99), std::pair("max_us", 1.0)}) {
      state.counters[name] =
          benchmark::Counter(waits_[static_cast<size_t>(share * (waits_.size() - 1))], benchmark::Counter::kAvgThreads);
    }
  }

 private:
  std::chrono::steady_clock::time_point begin_;
  std::vector<double> waits_;
};

enum class Kept { kMemory, kProcess, kPower };

// What the threads of one benchmark share.
struct Bench {
  BenchFolder folder;
  std::shared_ptr<Space> space;
};
Bench* bench = nullptr;

void OpenBench(Kept kept) {
  bench = new Bench;
  StoreOptions options;
  if (kept != Kept::kMemory) options.spec = "sqlite:" + bench->folder.file();
  if (kept == Kept::kPower) options.durability = Durability::kPower;
  bench->space = *(*OpenDatabase(options))->StoreOf("tax")->Open("default");
}

void CloseBench() {
  delete bench;
  bench = nullptr;
}

// Committers that each wait for their answer.
template <Kept kept>
void BM_Commits(benchmark::State& state) {
  if (state.thread_index() == 0) OpenBench(kept);
  Latencies latencies;
  uint64_t number = 0;
  for (auto _ : state) {
    latencies.Begin();
    Txn txn(bench->space->Read());
    for (int row = 0; row < kBatchRows; ++row, ++number) {
      txn.Put(CommitterKey(state.thread_index(), number), CommitterValue(number / kRowsEach + row));
    }
    absl::Notification answered;
    bench->space->Commit(std::move(txn).Take(), [&answered](const absl::Status& status) {
      if (!status.ok()) std::abort();
      answered.Notify();
    });
    answered.WaitForNotification();
    latencies.End();
  }
  latencies.Report(state);
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) CloseBench();
}
BENCHMARK(BM_Commits<Kept::kMemory>)->Threads(1)->Threads(8)->Threads(64)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(BM_Commits<Kept::kProcess>)->Threads(1)->Threads(8)->Threads(64)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(BM_Commits<Kept::kPower>)->Threads(1)->Threads(8)->Threads(64)->UseRealTime()->MeasureProcessCPUTime();

// The floor: the same batches of so many committers in turn, one prepared upsert, one transaction a batch, no thread
// between.
template <Kept kept>
void BM_BareSqlite(benchmark::State& state) {
  const BenchFolder folder;
  const auto connection = *SqliteConnection::Open(folder.file(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const std::string synchronous = kept == Kept::kPower ? "FULL" : "NORMAL";
  if (!connection->Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = " + synchronous).ok() ||
      !Migrate(*connection, StoreMigrations()).ok()) {
    std::abort();
  }
  RowWriter writer(connection.get());
  SqliteStatement begin(connection.get(), "BEGIN IMMEDIATE"), commit(connection.get(), "COMMIT");
  Latencies latencies;
  const int committers = static_cast<int>(state.range(0));
  uint64_t batch = 0;
  for (auto _ : state) {
    latencies.Begin();
    (void)begin.Run();
    const int committer = static_cast<int>(batch % committers);
    uint64_t number = batch++ / committers * kBatchRows;
    for (int row = 0; row < kBatchRows; ++row, ++number) {
      const std::string value = CommitterValue(number / kRowsEach + row);
      (void)writer.Write(1, CommitterKey(committer, number), &value, batch);
    }
    if (!commit.Run().ok()) std::abort();
    latencies.End();
  }
  latencies.Report(state);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_BareSqlite<Kept::kProcess>)->Arg(1)->Arg(8)->Arg(64)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(BM_BareSqlite<Kept::kPower>)->Arg(1)->Arg(8)->Arg(64)->UseRealTime()->MeasureProcessCPUTime();

// A row that was not touched since the process began: the first look, and the later ones.
void BM_ReadAfterRestart(benchmark::State& state) {
  const bool again = state.range(0) != 0;
  const BenchFolder folder;
  StoreOptions options;
  options.spec = "sqlite:" + folder.file();
  const auto open = [&] { return *(*OpenDatabase(options))->StoreOf("tax")->Open("default"); };
  {
    WriteBatch batch;
    for (uint64_t row = 0; row < kRowsEach; ++row) batch.writes[CommitterKey(0, row)] = CommitterValue(row);
    absl::Notification answered;
    const auto space = open();
    space->Commit(std::move(batch), [&answered](const absl::Status&) { answered.Notify(); });
    answered.WaitForNotification();
  }
  auto space = open();
  uint64_t row = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(space->Read()->Get(CommitterKey(0, again ? row % 100 : row)));
    if (++row % kRowsEach != 0 || again) continue;
    state.PauseTiming();
    space.reset();
    space = open();
    state.ResumeTiming();
  }
}
BENCHMARK(BM_ReadAfterRestart)->ArgName("again")->Arg(0)->Arg(1);

}  // namespace
}  // namespace lienthong::store
