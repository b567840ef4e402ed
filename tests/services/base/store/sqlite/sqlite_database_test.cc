#include "services/base/store/sqlite/sqlite_database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "services/base/error/error.h"
#include "services/base/store/sqlite/sqlite_schema.h"
#include "tests/services/base/store/spaces.h"
#include "tests/services/base/store/sqlite/open_when_free.h"
#include "tests/services/base/store/temporary_folder.h"

// What a durable database does beyond the conformance suite.
namespace lienthong::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

WriteBatch Writing(const std::string& key, absl::optional<std::string> value) {
  WriteBatch batch;
  batch.writes[key] = std::move(value);
  return batch;
}

class SqliteDatabaseTest : public testing::Test {
 protected:
  std::shared_ptr<Database> Open(MemoryLimits limits = {}, StoreOptions options = {}) const {
    auto database = OpenSqliteDatabase(path_, options, limits);
    EXPECT_TRUE(database.ok()) << database.status();
    return *std::move(database);
  }
  static std::shared_ptr<Space> SpaceOf(Database& database, const std::string& world = "default") {
    return *database.StoreOf("tax")->Open(world);
  }
  // Here callers never write themselves, so whoever holds an answer up makes all others wait.
  std::shared_ptr<Database> OpenWithOneThread() const {
    StoreOptions options;
    options.durability = Durability::kPower;
    return Open({}, options);
  }
  // As the file has it, by SQL.
  int64_t Count(const std::string& sql) const {
    return *(*SqliteConnection::Open(path_, /*SQLITE_OPEN_READWRITE*/ 2))->Integer(sql);
  }

  const TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/store.db";
};

TEST_F(SqliteDatabaseTest, WhatWasCommittedIsThereAgain) {
  Version version;
  {
    const auto database = Open();
    const auto space = SpaceOf(*database);
    ASSERT_TRUE(CommitForTest(*space, Writing("a", "1")).ok());
    ASSERT_TRUE(CommitForTest(*space, Writing("b", "2")).ok());
    ASSERT_TRUE(CommitForTest(*space, Writing("b", absl::nullopt)).ok());
    version = space->Read()->VersionOf("a");
  }
  const auto database = Open();
  EXPECT_THAT(database->StoreOf("tax")->Worlds(), ElementsAre("default"));
  const auto space = SpaceOf(*database);
  EXPECT_THAT(RowsOf(*space->Read()), ElementsAre(Pair("a", "1")));
  EXPECT_EQ(space->Read()->VersionOf("a"), version);
  WriteBatch batch = Writing("a", "2");
  batch.expected = {{"a", version}, {"b", 0}};
  EXPECT_TRUE(CommitForTest(*space, std::move(batch)).ok());
  EXPECT_GT(space->Read()->VersionOf("a"), version);
}

TEST_F(SqliteDatabaseTest, NoVersionComesBackAfterARestart) {
  std::vector<Version> seen;
  for (int round = 0; round < 3; ++round) {
    const auto database = Open();
    const auto space = SpaceOf(*database);
    for (int i = 0; i < 3; ++i) {
      ASSERT_TRUE(CommitForTest(*space, Writing("a", "same")).ok());
      EXPECT_THAT(seen, testing::Not(testing::Contains(space->Read()->VersionOf("a"))));
      seen.push_back(space->Read()->VersionOf("a"));
      ASSERT_TRUE(CommitForTest(*space, Writing("a", absl::nullopt)).ok());
    }
  }
}

TEST_F(SqliteDatabaseTest, ThePromiseOfPowerIsKeptToo) {
  StoreOptions options;
  options.durability = Durability::kPower;
  ASSERT_TRUE(CommitForTest(*SpaceOf(*Open({}, options)), Writing("a", "1")).ok());
  EXPECT_EQ(SpaceOf(*Open())->Read()->Get("a")->value, "1");
}

TEST_F(SqliteDatabaseTest, TheIdIsTheFilesOwn) {
  const std::string id = Open()->id();
  EXPECT_EQ(id.size(), 32u);
  EXPECT_EQ(Open()->id(), id);
  const TemporaryFolder other;
  EXPECT_NE((*OpenSqliteDatabase(other.path() + "/store.db", {}))->id(), id);
}

TEST_F(SqliteDatabaseTest, NotesWhoMadeTheFile) {
  StoreOptions options;
  options.made_by = "lienthong 1.2";
  Open({}, options);
  options.made_by = "lienthong 1.3";
  Open({}, options);
  EXPECT_EQ(Count("SELECT count(*) FROM meta WHERE key = 'made_by' AND value = 'lienthong 1.2'"), 1);
}

TEST_F(SqliteDatabaseTest, WhatItGaveKeepsItOpen) {
  std::shared_ptr<Space> space = SpaceOf(*Open());
  EXPECT_TRUE(CommitForTest(*space, Writing("a", "1")).ok());
  std::shared_ptr<const Snapshot> snapshot = space->Read();
  space.reset();
  EXPECT_EQ(ReasonOf(OpenSqliteDatabase(path_, {}).status()), Reason::STORE_IN_USE);
  EXPECT_EQ(snapshot->Get("a")->value, "1");
  snapshot.reset();
  EXPECT_TRUE(OpenSqliteDatabase(path_, {}).ok());
}

// The last one to let go may be an answer, on the thread that would have to be waited for.
TEST_F(SqliteDatabaseTest, AnAnswerMayBeTheLastHolder) {
  absl::Notification answered;
  {
    auto space = SpaceOf(*OpenWithOneThread());
    Space& committer = *space;
    committer.Commit(Writing("a", "1"), [held = std::move(space), &answered](const absl::Status& status) mutable {
      EXPECT_TRUE(status.ok());
      held.reset();
      answered.Notify();
    });
  }
  answered.WaitForNotification();
  EXPECT_EQ(SpaceOf(*OpenWhenFreeForTest(path_))->Read()->Get("a")->value, "1");
}

TEST_F(SqliteDatabaseTest, TheLastHolderMayBeAnAnswerWithinItsOwnCommit) {
  auto space = SpaceOf(*Open());
  Space& committer = *space;
  bool answered = false;
  committer.Commit(Writing("a", "1"), [held = std::move(space), &answered](const absl::Status& status) mutable {
    answered = status.ok();
    held.reset();
  });
  EXPECT_TRUE(answered);
  EXPECT_EQ(SpaceOf(*Open())->Read()->Get("a")->value, "1");
}

TEST_F(SqliteDatabaseTest, WhatStillWaitsIsWrittenBeforeTheFileCloses) {
  constexpr int kCommits = 500;
  std::atomic<int> ok = 0;
  {
    const auto space = SpaceOf(*OpenWithOneThread());
    for (int i = 0; i < kCommits; ++i) {
      space->Commit(Writing(absl::StrCat(i), "x"), [&ok](const absl::Status& status) { ok += status.ok(); });
    }
  }
  const auto database = OpenWhenFreeForTest(path_);
  EXPECT_EQ(ok, kCommits);
  EXPECT_EQ(RowsOf(*SpaceOf(*database)->Read()).size(), size_t{kCommits});
}

TEST_F(SqliteDatabaseTest, ADeletedWorldStaysAwayAndItsRowsLeaveTheFile) {
  {
    const auto database = Open();
    WriteBatch many;
    for (int i = 0; i < 3000; ++i) many.writes[absl::StrCat("key ", i)] = "value";
    ASSERT_TRUE(CommitForTest(*SpaceOf(*database, "gone"), std::move(many)).ok());
    ASSERT_TRUE(CommitForTest(*SpaceOf(*database, "kept"), Writing("a", "1")).ok());
    const auto snapshot = SpaceOf(*database, "gone")->Read();
    ASSERT_TRUE(database->StoreOf("tax")->Delete("gone").ok());
    EXPECT_EQ(RowsOf(*snapshot).size(), 3000u);
    EXPECT_EQ(snapshot->Get("key 7")->value, "value");
  }
  const auto database = Open();
  EXPECT_THAT(database->StoreOf("tax")->Worlds(), ElementsAre("kept"));
  EXPECT_THAT(RowsOf(*SpaceOf(*database, "gone")->Read()), IsEmpty());
  // The rows go a few hundred at a time between the commits of others, and the world's mark with the last of them.
  const auto left = [this] {
    return Count("SELECT count(*) FROM rows") - 1 + Count("SELECT count(*) FROM spaces WHERE deleted");
  };
  for (int i = 0; left() > 0; ++i) {
    ASSERT_LT(i, 1000);
    ASSERT_TRUE(CommitForTest(*SpaceOf(*database, "kept"), Writing("a", "1")).ok());
  }
}

TEST_F(SqliteDatabaseTest, AHolderOfADeletedWorldWritesForItselfOnly) {
  {
    const auto database = Open();
    const auto never = SpaceOf(*database, "never written");
    const auto held = SpaceOf(*database, "gone");
    ASSERT_TRUE(CommitForTest(*held, Writing("a", "1")).ok());
    for (const char* world : {"gone", "never written"}) ASSERT_TRUE(database->StoreOf("tax")->Delete(world).ok());
    for (int i = 0; i < 2000; ++i) held->Commit(Writing("b", "2"), [](const absl::Status&) {});
    ASSERT_TRUE(CommitForTest(*held, Writing("b", "2")).ok());
    ASSERT_TRUE(CommitForTest(*never, Writing("b", "2")).ok());
    EXPECT_EQ(never->Read()->Get("b")->value, "2");
  }
  EXPECT_THAT(Open()->StoreOf("tax")->Worlds(), IsEmpty());
}

TEST_F(SqliteDatabaseTest, CommitsThatWaitTogetherShareATransaction) {
  constexpr int kCommits = 200;
  const auto database = OpenWithOneThread();
  const auto space = SpaceOf(*database);
  absl::Notification go;
  absl::BlockingCounter answers(kCommits);
  // The first answer holds the thread, so that all others wait.
  space->Commit(Writing("first", "x"), [&go](const absl::Status&) { go.WaitForNotification(); });
  for (int i = 0; i < kCommits; ++i) {
    space->Commit(Writing(absl::StrCat(i), "x"), [&answers](const absl::Status& status) {
      EXPECT_TRUE(status.ok());
      answers.DecrementCount();
    });
  }
  go.Notify();
  answers.Wait();
  EXPECT_EQ(database->figures().commits, uint64_t{kCommits + 1});
  EXPECT_LE(database->figures().transactions, 3u);
  EXPECT_EQ(database->figures().rows, uint64_t{kCommits + 1});
}

TEST_F(SqliteDatabaseTest, WhatIsCommittedInOrderIsVisibleBeforeItIsWritten) {
  const auto database = OpenWithOneThread();
  const auto space = SpaceOf(*database), other = SpaceOf(*database, "other");
  absl::Notification held, go;
  // This answer holds the thread, so that nothing is written.
  space->Commit(Writing("first", "x"), [&](const absl::Status&) {
    held.Notify();
    go.WaitForNotification();
  });
  held.WaitForNotification();
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(CommitInOrderForTest(*space, Writing("a", absl::StrCat(i))).ok());
    ASSERT_TRUE(CommitInOrderForTest(*other, Writing(absl::StrCat(i), "x")).ok());
  }
  ASSERT_TRUE(CommitInOrderForTest(*space, Writing("first", absl::nullopt)).ok());
  EXPECT_THAT(RowsOf(*space->Read()), ElementsAre(Pair("a", "49")));
  EXPECT_EQ(RowsOf(*other->Read()).size(), 50u);
  EXPECT_EQ(RowsOf(*space->Fork()->Read()).size(), 1u);
  EXPECT_GT(database->figures().unsettled_bytes, 101u);
  EXPECT_EQ(Count("SELECT count(*) FROM rows"), 1);
  std::atomic<bool> settled = false;
  space->Settle([&](const absl::Status& status) { settled = status.ok(); });
  EXPECT_FALSE(settled);
  go.Notify();
  EXPECT_TRUE(SettleForTest(*other).ok());
  EXPECT_TRUE(SettleForTest(*space).ok());
  EXPECT_EQ(Count("SELECT count(*) FROM rows"), 51);
  EXPECT_EQ(database->figures().commits, 102u);
  EXPECT_EQ(database->figures().unsettled_bytes, 0u);
  EXPECT_LE(database->figures().rows, 53u) << "each row is written as it was last";
}

TEST_F(SqliteDatabaseTest, WhatNobodyAsksForIsWrittenAllTheSame) {
  const auto database = Open();
  const auto space = SpaceOf(*database);
  ASSERT_TRUE(CommitInOrderForTest(*space, Writing("a", "1")).ok());
  while (database->figures().transactions == 0) {
  }
  EXPECT_EQ(Count("SELECT count(*) FROM rows"), 1);
}

TEST_F(SqliteDatabaseTest, WhatIsUnsettledIsWrittenBeforeTheFileCloses) {
  {
    const auto database = Open();
    const auto space = SpaceOf(*database);
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(CommitInOrderForTest(*space, Writing(absl::StrCat(i), "x")).ok());
    database->Close();
    EXPECT_EQ(ReasonOf(CommitInOrderForTest(*space, Writing("late", "x"))), Reason::SERVER_STOPPING);
  }
  EXPECT_EQ(RowsOf(*SpaceOf(*OpenWhenFreeForTest(path_))->Read()).size(), 100u);
}

TEST_F(SqliteDatabaseTest, AConflictInAGroupLeavesTheOthersAlone) {
  const auto database = OpenWithOneThread();
  const auto space = SpaceOf(*database), other = SpaceOf(*database, "other");
  ASSERT_TRUE(CommitForTest(*space, Writing("a", "1")).ok());
  const Version version = space->Read()->VersionOf("a");
  absl::Notification go;
  absl::BlockingCounter answers(4);
  std::vector<absl::StatusCode> codes(4, absl::StatusCode::kUnknown);
  const auto commit = [&](int i, Space& where, const std::string& key, absl::optional<std::string> value) {
    WriteBatch batch = Writing(key, std::move(value));
    batch.writes[absl::StrCat("by ", i)] = "x";
    batch.expected["a"] = &where == other.get() ? 0 : version;
    where.Commit(std::move(batch), [&, i](const absl::Status& status) {
      codes[i] = status.code();
      answers.DecrementCount();
    });
  };
  space->Commit(Writing("first", "x"), [&go](const absl::Status&) { go.WaitForNotification(); });
  commit(0, *space, "a", absl::nullopt);
  commit(1, *space, "a", "late");  // what it expects was true until the commit before, in the same group
  commit(2, *other, "a", "elsewhere");
  commit(3, *space, "a", "later still");
  go.Notify();
  answers.Wait();
  using absl::StatusCode;
  EXPECT_THAT(codes, ElementsAre(StatusCode::kOk, StatusCode::kAborted, StatusCode::kOk, StatusCode::kAborted));
  EXPECT_THAT(RowsOf(*space->Read()), ElementsAre(Pair("by 0", "x"), Pair("first", "x")));
  EXPECT_THAT(RowsOf(*other->Read()), ElementsAre(Pair("a", "elsewhere"), Pair("by 2", "x")));
  EXPECT_EQ(database->figures().conflicts, 2u);
}

TEST_F(SqliteDatabaseTest, HotRowsAndNewWorldsNeedNoFile) {
  const auto database = Open();
  const auto space = SpaceOf(*database);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(CommitForTest(*space, Writing(absl::StrCat(i), "x")).ok());
    EXPECT_EQ(space->Read()->Get(absl::StrCat("absent ", i)), absl::nullopt);
    EXPECT_EQ(RowsOf(*space->Read()).size(), static_cast<size_t>(i + 1));
  }
  EXPECT_EQ(database->figures().file_reads, 0u);
}

TEST_F(SqliteDatabaseTest, ARowOfTheFileIsReadOnce) {
  ASSERT_TRUE(CommitForTest(*SpaceOf(*Open()), Writing("a", "1")).ok());
  const auto database = Open();
  const auto space = SpaceOf(*database);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(space->Read()->Get("a")->value, "1");
    EXPECT_EQ(space->Read()->Get("absent"), absl::nullopt);
  }
  EXPECT_EQ(database->figures().file_reads, 2u);
}

TEST_F(SqliteDatabaseTest, TheLogDoesNotGrowWithoutEnd) {
  const auto database = Open();
  const auto space = SpaceOf(*database);
  // Pages that don't change aren't written.
  const auto value = [](int i) { return std::string(100'000, static_cast<char>('a' + i % 26)); };
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(CommitForTest(*space, Writing(absl::StrCat(i % 7), value(i))).ok());
  EXPECT_GT(database->figures().checkpoints, 5u);
  EXPECT_LT(std::filesystem::file_size(path_ + "-wal"), 20u << 20);
}

TEST_F(SqliteDatabaseTest, ClosedItHasAnsweredEverybodyAndRefusesTheRest) {
  const auto database = Open();
  const auto space = SpaceOf(*database);
  std::atomic<int> answered{0}, kept{0};
  constexpr int kCommits = 500;
  for (int i = 0; i < kCommits; ++i) {
    space->Commit(Writing(absl::StrCat("k", i), "v"), [&](const absl::Status& status) {
      ++answered;
      kept += status.ok();
    });
  }
  database->Close();
  EXPECT_EQ(answered, kCommits);
  EXPECT_EQ(kept, kCommits);
  EXPECT_EQ(ReasonOf(CommitForTest(*space, Writing("late", "v"))), Reason::SERVER_STOPPING);
  EXPECT_EQ(space->Read()->VersionOf("late"), 0u);
  database->Close();
}

}  // namespace
}  // namespace lienthong::store
