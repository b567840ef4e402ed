#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/sqlite/sqlite_database.h"
#include "services/base/store/txn.h"
#include "tests/services/base/store/spaces.h"
#include "tests/services/base/store/temporary_folder.h"

// What every backend must do. A new backend adds a line to the instantiation at the end.
namespace lienthong::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

struct Backend {
  std::string name;
  // A new database, in `folder` if it keeps files; called once a test.
  std::function<std::shared_ptr<Database>(const std::string& folder)> open;
  // Both ways to commit must do the same, but for when it is durable.
  bool in_order = false;
};

class StoreConformanceTest : public testing::TestWithParam<Backend> {
 protected:
  std::shared_ptr<Space> Open(absl::string_view world) { return *store_->Open(world); }

  static void Commit(Space& space, WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) {
    if (GetParam().in_order) return space.CommitInOrder(std::move(batch), std::move(done));
    space.Commit(std::move(batch), std::move(done));
  }
  static absl::Status Commit(Space& space, WriteBatch batch) {
    return WaitForTest([&](auto done) { Commit(space, std::move(batch), std::move(done)); });
  }

  static absl::Status Put(Space& space, const std::string& key, const std::string& value) {
    WriteBatch batch;
    batch.writes[key] = value;
    return Commit(space, std::move(batch));
  }

  static Version VersionOf(const Space& space, const std::string& key) { return space.Read()->VersionOf(key); }

  const TemporaryFolder folder_;
  const std::shared_ptr<Database> database_ = GetParam().open(folder_.path());
  const std::unique_ptr<Store> store_ = database_->StoreOf("civil_registry");
};

TEST_P(StoreConformanceTest, ANewSpaceIsEmpty) {
  const auto space = Open("default");
  EXPECT_EQ(space->Read()->Get("a"), absl::nullopt);
  EXPECT_EQ(space->Read()->VersionOf("a"), 0u);
  EXPECT_THAT(RowsOf(*space->Read()), IsEmpty());
}

TEST_P(StoreConformanceTest, OpenGivesTheSameSpaceAgain) {
  ASSERT_TRUE(Put(*Open("default"), "a", "1").ok());
  EXPECT_EQ(Open("default")->Read()->Get("a")->value, "1");
}

TEST_P(StoreConformanceTest, WorldsAreApart) {
  const auto one = Open("one"), other = Open("other");
  ASSERT_TRUE(Put(*one, "a", "1").ok());
  EXPECT_THAT(RowsOf(*other->Read()), IsEmpty());
}

TEST_P(StoreConformanceTest, ADeletedWorldOpensEmpty) {
  ASSERT_TRUE(Put(*Open("gone"), "a", "1").ok());
  ASSERT_TRUE(store_->Delete("gone").ok());
  EXPECT_THAT(RowsOf(*Open("gone")->Read()), IsEmpty());
}

TEST_P(StoreConformanceTest, AHeldSpaceOutlivesTheDeletionOfItsWorld) {
  const auto held = Open("gone");
  ASSERT_TRUE(Put(*held, "a", "1").ok());
  ASSERT_TRUE(store_->Delete("gone").ok());
  const auto anew = Open("gone");
  ASSERT_TRUE(Put(*held, "b", "2").ok());
  ASSERT_TRUE(Put(*anew, "c", "3").ok());
  EXPECT_THAT(RowsOf(*held->Read()), ElementsAre(Pair("a", "1"), Pair("b", "2")));
  EXPECT_THAT(RowsOf(*anew->Read()), ElementsAre(Pair("c", "3")));
}

TEST_P(StoreConformanceTest, WorldsAreThoseOpenedAndNotDeleted) {
  EXPECT_THAT(store_->Worlds(), IsEmpty());
  for (const char* world : {"one", "gone", "another"}) ASSERT_TRUE(Put(*Open(world), "a", "1").ok());
  ASSERT_TRUE(store_->Delete("gone").ok());
  EXPECT_THAT(store_->Worlds(), ElementsAre("another", "one"));
}

TEST_P(StoreConformanceTest, AgenciesAreApartAndStoresOfOneAgencyAreOne) {
  ASSERT_TRUE(Put(*Open("default"), "a", "1").ok());
  EXPECT_THAT(RowsOf(*(*database_->StoreOf("tax")->Open("default"))->Read()), IsEmpty());
  EXPECT_EQ((*database_->StoreOf("civil_registry")->Open("default"))->Read()->Get("a")->value, "1");
}

// Opening and deleting worlds, too, must work where answers are given.
TEST_P(StoreConformanceTest, AnAnswerMayCommitOpenAndDelete) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*Open("gone"), "a", "1").ok());
  absl::Notification second;
  WriteBatch first;
  first.writes["a"] = "1";
  Commit(*space, std::move(first), [&](const absl::Status& status) {
    ASSERT_TRUE(status.ok());
    ASSERT_TRUE(store_->Delete("gone").ok());
    WriteBatch batch;
    batch.writes["b"] = space->Read()->Get("a")->value;
    Commit(*Open("other"), std::move(batch), [&](const absl::Status& again) {
      EXPECT_TRUE(again.ok());
      second.Notify();
    });
  });
  second.WaitForNotification();
  EXPECT_EQ(Open("other")->Read()->Get("b")->value, "1");
  EXPECT_THAT(store_->Worlds(), ElementsAre("default", "other"));
}

TEST_P(StoreConformanceTest, WhatWasMadeFromAFailedReadIsRefused) {
  const auto space = Open("default");
  WriteBatch batch;
  batch.writes["a"] = "1";
  batch.reads = absl::UnavailableError("the disk is gone");
  EXPECT_EQ(Commit(*space, std::move(batch)).code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(RowsOf(*space->Read()), IsEmpty());
}

TEST_P(StoreConformanceTest, DeletingAnAbsentWorldIsNoError) { EXPECT_TRUE(store_->Delete("never").ok()); }

TEST_P(StoreConformanceTest, ASnapshotOutlivesTheDeletionOfItsWorld) {
  ASSERT_TRUE(Put(*Open("gone"), "a", "1").ok());
  const auto snapshot = Open("gone")->Read();
  ASSERT_TRUE(store_->Delete("gone").ok());
  EXPECT_EQ(snapshot->Get("a")->value, "1");
}

TEST_P(StoreConformanceTest, WritesAndDeletesTogether) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*space, "a", "1").ok());
  WriteBatch batch;
  batch.writes = {{"a", absl::nullopt}, {"b", "2"}, {"c", ""}, {"never", absl::nullopt}};
  ASSERT_TRUE(Commit(*space, std::move(batch)).ok());
  EXPECT_THAT(RowsOf(*space->Read()), ElementsAre(Pair("b", "2"), Pair("c", "")));
}

TEST_P(StoreConformanceTest, VersionsChangeWithEveryWriteAndNeverComeBack) {
  const auto space = Open("default");
  std::vector<Version> seen = {0};
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(Put(*space, "a", "same value").ok());
    EXPECT_THAT(seen, testing::Not(testing::Contains(VersionOf(*space, "a"))));
    seen.push_back(VersionOf(*space, "a"));
    if (i % 2 == 0) continue;
    WriteBatch batch;
    batch.writes["a"] = absl::nullopt;
    ASSERT_TRUE(Commit(*space, std::move(batch)).ok());
    EXPECT_EQ(VersionOf(*space, "a"), 0u);
  }
}

TEST_P(StoreConformanceTest, GetAndScanAgreeOnVersions) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*space, "a", "1").ok());
  const auto snapshot = space->Read();
  snapshot->Scan("", "", [&](absl::string_view key, const Entry& entry) {
    EXPECT_EQ(entry.version, snapshot->Get(key)->version);
    EXPECT_EQ(entry.version, snapshot->VersionOf(key));
    return true;
  });
}

TEST_P(StoreConformanceTest, AWrongVersionRefusesTheWholeBatch) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*space, "a", "1").ok());
  const Version version = VersionOf(*space, "a");
  for (const auto& [key, expected] :
       std::vector<std::pair<std::string, Version>>{{"a", 0}, {"a", version + 1}, {"absent", version}}) {
    WriteBatch batch;
    batch.writes["b"] = "2";
    batch.expected = {{"a", version}};
    batch.expected[key] = expected;
    const absl::Status status = Commit(*space, std::move(batch));
    EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
    EXPECT_EQ(ReasonOf(status), Reason::CONFLICT);
  }
  EXPECT_THAT(RowsOf(*space->Read()), ElementsAre(Pair("a", "1")));
}

TEST_P(StoreConformanceTest, ExpectedVersionsAreCheckedWithoutWritesToo) {
  const auto space = Open("default");
  WriteBatch holds, fails;
  holds.expected["a"] = 0;
  fails.expected["a"] = 1;
  EXPECT_TRUE(Commit(*space, std::move(holds)).ok());
  EXPECT_EQ(ReasonOf(Commit(*space, std::move(fails))), Reason::CONFLICT);
}

TEST_P(StoreConformanceTest, ASnapshotDoesNotChange) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*space, "a", "1").ok());
  const auto before = space->Read();
  ASSERT_TRUE(Put(*space, "a", "2").ok());
  ASSERT_TRUE(Put(*space, "b", "2").ok());
  EXPECT_THAT(RowsOf(*before), ElementsAre(Pair("a", "1")));
}

TEST_P(StoreConformanceTest, ScanKeepsOrderAndBounds) {
  const auto space = Open("default");
  for (const char* key : {"b", "a", "d", "ab", "c"}) ASSERT_TRUE(Put(*space, key, "x").ok());
  const auto snapshot = space->Read();
  const auto keys = [&](absl::string_view from, absl::string_view to) {
    std::vector<std::string> seen;
    snapshot->Scan(from, to, [&seen](absl::string_view key, const Entry&) {
      seen.emplace_back(key);
      return true;
    });
    return seen;
  };
  EXPECT_THAT(keys("", ""), ElementsAre("a", "ab", "b", "c", "d"));
  EXPECT_THAT(keys("ab", "c"), ElementsAre("ab", "b"));
  EXPECT_THAT(keys("bb", ""), ElementsAre("c", "d"));
  EXPECT_THAT(keys("c", "c"), IsEmpty());
  EXPECT_THAT(keys("d", "a"), IsEmpty());
}

TEST_P(StoreConformanceTest, KeysAndValuesMayHoldAnyBytes) {
  const auto space = Open("default");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
  const std::vector<std::string> keys = {std::string(1, '\0'), std::string("a\0b", 3), "a\x01", "\x7f", "\x80", "\xff"};
  for (const std::string& key : keys) ASSERT_TRUE(Put(*space, key, all).ok());
  std::vector<std::string> seen;
  space->Read()->Scan("", "", [&](absl::string_view key, const Entry& entry) {
    seen.emplace_back(key);
    EXPECT_EQ(entry.value, all);
    return true;
  });
  EXPECT_EQ(seen, keys);
}

TEST_P(StoreConformanceTest, AForkSharesNothingFromThereOn) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*space, "a", "1").ok());
  const auto fork = space->Fork();
  ASSERT_TRUE(Put(*space, "a", "space").ok());
  ASSERT_TRUE(Put(*fork, "b", "fork").ok());
  EXPECT_THAT(RowsOf(*space->Read()), ElementsAre(Pair("a", "space")));
  EXPECT_THAT(RowsOf(*fork->Read()), ElementsAre(Pair("a", "1"), Pair("b", "fork")));
}

TEST_P(StoreConformanceTest, AForkIsEphemeral) {
  const auto fork = Open("default")->Fork();
  ASSERT_TRUE(Put(*fork, "a", "1").ok());
  EXPECT_THAT(RowsOf(*Open("default")->Read()), IsEmpty());
}

TEST_P(StoreConformanceTest, ATransactionBegunBeforeTheForkCommitsInTheFork) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*space, "a", "1").ok());
  Txn txn(space->Read());
  txn.Put("a", absl::StrCat(*txn.Get("a"), "2"));
  const auto fork = space->Fork();
  EXPECT_TRUE(Commit(*fork, std::move(txn).Take()).ok());
  EXPECT_THAT(RowsOf(*fork->Read()), ElementsAre(Pair("a", "12")));
}

TEST_P(StoreConformanceTest, AForkGivesNoVersionASecondTime) {
  const auto space = Open("default");
  ASSERT_TRUE(Put(*space, "a", "1").ok());
  const Version inherited = VersionOf(*space, "a");
  const auto fork = space->Fork();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(Put(*fork, "a", "2").ok());
    EXPECT_NE(VersionOf(*fork, "a"), inherited);
  }
}

TEST_P(StoreConformanceTest, DigestIsOfContentNotHistory) {
  const auto straight = Open("straight"), roundabout = Open("roundabout");
  std::vector<std::string> keys;
  for (int i = 0; i < 200; ++i) keys.push_back(absl::StrCat("key ", i));
  for (const std::string& key : keys) ASSERT_TRUE(Put(*straight, key, "value of " + key).ok());
  std::shuffle(keys.begin(), keys.end(), std::mt19937_64(5));
  for (const std::string& key : keys) {
    ASSERT_TRUE(Put(*roundabout, key, "first").ok());
    ASSERT_TRUE(Put(*roundabout, "passing " + key, "x").ok());
  }
  for (const std::string& key : keys) {
    WriteBatch batch;
    batch.writes = {{key, "value of " + key}, {"passing " + key, absl::nullopt}};
    ASSERT_TRUE(Commit(*roundabout, std::move(batch)).ok());
  }
  EXPECT_EQ(straight->Digest(), roundabout->Digest());
  EXPECT_EQ(straight->Digest(), straight->Fork()->Digest());
}

TEST_P(StoreConformanceTest, DigestDiffersAfterAnyChange) {
  const auto space = Open("default");
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(Put(*space, absl::StrCat("key ", i), "value").ok());
  const std::vector<std::pair<std::string, absl::optional<std::string>>> changes = {
      {"key 7", "Value"}, {"key 7", ""}, {"key 7", absl::nullopt}, {"key 7a", "value"}, {"key 7a", ""}};
  std::set<std::string> digests = {space->Digest()};
  for (const auto& [key, value] : changes) {
    const auto fork = space->Fork();
    WriteBatch batch;
    batch.writes[key] = value;
    ASSERT_TRUE(Commit(*fork, std::move(batch)).ok());
    EXPECT_TRUE(digests.insert(fork->Digest()).second) << key;
  }
}

// Each of many threads reads, adds one and commits, again after every conflict: no addition may be lost or doubled.
TEST_P(StoreConformanceTest, ConcurrentIncrementsAddUp) {
  constexpr int kThreads = 8, kEach = 200;
  const auto space = Open("default");
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&space] {
      for (int i = 0; i < kEach; ++i) {
        absl::Status status;
        do {
          Txn txn(space->Read());
          int64_t sum = 0;
          ASSERT_TRUE(absl::SimpleAtoi(txn.Get("sum").value_or("0"), &sum));
          txn.Put("sum", absl::StrCat(sum + 1));
          status = Commit(*space, std::move(txn).Take());
          ASSERT_TRUE(status.ok() || ReasonOf(status) == Reason::CONFLICT) << status;
        } while (!status.ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(space->Read()->Get("sum")->value, absl::StrCat(kThreads * kEach));
}

// Transfers between accounts, watched: every snapshot must show the same total.
TEST_P(StoreConformanceTest, SnapshotsNeverShowHalfACommit) {
  constexpr int kAccounts = 10, kTransfers = 300, kStart = 100;
  const auto space = Open("default");
  for (int i = 0; i < kAccounts; ++i) ASSERT_TRUE(Put(*space, absl::StrCat("account ", i), absl::StrCat(kStart)).ok());
  const auto transfer = [&space](uint64_t seed) {
    std::mt19937_64 random(seed);
    for (int i = 0; i < kTransfers; ++i) {
      Txn txn(space->Read());
      const std::string from = absl::StrCat("account ", random() % kAccounts);
      const std::string to = absl::StrCat("account ", random() % kAccounts);
      txn.Put(from, absl::StrCat(std::stoi(*txn.Get(from)) - 1));
      txn.Put(to, absl::StrCat(std::stoi(*txn.Get(to)) + 1));
      const absl::Status status = Commit(*space, std::move(txn).Take());
      ASSERT_TRUE(status.ok() || ReasonOf(status) == Reason::CONFLICT) << status;
    }
  };
  std::vector<std::thread> threads;
  for (uint64_t seed = 1; seed <= 4; ++seed) threads.emplace_back(transfer, seed);
  for (int look = 0; look < 200; ++look) {
    int total = 0;
    for (const auto& [account, balance] : RowsOf(*space->Fork()->Read())) total += std::stoi(balance);
    EXPECT_EQ(total, kAccounts * kStart);
  }
  for (std::thread& thread : threads) thread.join();
}

std::shared_ptr<Database> OpenSqlite(const std::string& folder, MemoryLimits limits) {
  return *OpenSqliteDatabase(folder + "/store.db", {}, limits);
}

const Backend kBackends[] = {
    {"Memory", [](const std::string&) { return NewMemoryDatabase(); }},
    {"Sqlite", [](const std::string& folder) { return OpenSqlite(folder, {}); }},
    // Hardly anything stays in memory.
    {"SqliteForgetful",
     [](const std::string& folder) {
       return OpenSqlite(folder, {0, 0});
     }},
    {"SqliteTidy",
     [](const std::string& folder) {
       return OpenSqlite(folder, {1500, 3});
     }},
};

std::vector<Backend> BothWays() {
  std::vector<Backend> both;
  for (Backend backend : kBackends) {
    both.push_back(backend);
    backend.name += "InOrder";
    backend.in_order = true;
    both.push_back(backend);
  }
  return both;
}

INSTANTIATE_TEST_SUITE_P(Backends, StoreConformanceTest, testing::ValuesIn(BothWays()),
                         [](const auto& backend) { return backend.param.name; });

}  // namespace
}  // namespace lienthong::store
