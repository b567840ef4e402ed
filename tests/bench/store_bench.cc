#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/store/key.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/persistent_map.h"
#include "services/base/store/txn.h"

// What a row, a fork and a transaction cost in memory. The argument is the number of rows in the map or space.
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

}  // namespace
}  // namespace lienthong::store
