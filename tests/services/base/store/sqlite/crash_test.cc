#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/store/sqlite/sqlite_database.h"
#include "services/base/store/sqlite/store_report.h"
#include "tests/services/base/store/spaces.h"
#include "tests/services/base/store/temporary_folder.h"

// A process is killed in the middle of its commits, again and again: what it was told is done must be there, and of no
// commit a part.
namespace lienthong::store {
namespace {

constexpr char kPathVariable[] = "LIENTHONG_CRASH_TEST_STORE";
constexpr char kRoundVariable[] = "LIENTHONG_CRASH_TEST_ROUND";
constexpr char kInOrderVariable[] = "LIENTHONG_CRASH_TEST_IN_ORDER";
constexpr int kToParent = 3;  // the descriptor
constexpr int kRowsEach = 3;

std::string RowOf(int round, int commit, int row) { return absl::StrCat(round, "/", commit, "/", row); }

// What the killed process does: many commits in flight, each of which is told to the parent once it is answered.
TEST(CrashChild, DISABLED_CommitsUntilItIsKilled) {
  const char* path = std::getenv(kPathVariable);
  if (path == nullptr) GTEST_SKIP() << "run by CrashTest only";
  const int round = std::atoi(std::getenv(kRoundVariable));
  const auto database = *OpenSqliteDatabase(path, {}, {20'000, 50});
  const auto store = database->StoreOf("tax");
  const auto space = *store->Open("default"), other = *store->Open(absl::StrCat("of round ", round));
  const bool in_order = std::string(std::getenv(kInOrderVariable)) == "1";
  for (int commit = 0;; ++commit) {
    WriteBatch batch;
    for (int row = 0; row < kRowsEach; ++row) batch.writes[RowOf(round, commit, row)] = std::string(commit % 900, 'x');
    const auto tell = [commit](const absl::Status& status) {
      if (status.ok()) (void)!write(kToParent, &commit, sizeof(commit));
    };
    Space& where = commit % 5 == 0 ? *other : *space;
    if (in_order) {
      (void)CommitInOrderForTest(where, std::move(batch));
      if (commit % 16 == 0) tell(SettleForTest(where));
    } else if (commit % 16 != 0) {
      where.Commit(std::move(batch), tell);
    } else {
      tell(CommitForTest(where, std::move(batch)));
    }
  }
}

class Child {
 public:
  Child(const std::string& path, int round, bool in_order) {
    std::array<int, 2> pipe_ends;
    EXPECT_EQ(pipe(pipe_ends.data()), 0);
    from_ = pipe_ends[0];
    setenv(kPathVariable, path.c_str(), 1);
    setenv(kRoundVariable, absl::StrCat(round).c_str(), 1);
    setenv(kInOrderVariable, in_order ? "1" : "0", 1);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], kToParent);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::string program = "/proc/self/exe", all = "--gtest_also_run_disabled_tests",
                filter = "--gtest_filter=CrashChild.*";
    std::array<char*, 4> arguments = {program.data(), all.data(), filter.data(), nullptr};
    EXPECT_EQ(posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[1]);
  }

  // The commits it tells of, until it has told of `count` or has ended.
  std::set<int> Hear(size_t count) {
    std::set<int> told;
    int commit;
    while (told.size() < count && read(from_, &commit, sizeof(commit)) == sizeof(commit)) told.insert(commit);
    return told;
  }

  void Kill() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  ~Child() { close(from_); }

 private:
  pid_t pid_ = 0;
  int from_ = -1;
};

// The numbers of a round's commits of which a row is there; each must have all rows.
std::set<int> CommitsFound(const Rows& rows) {
  std::map<int, int> count;
  for (const auto& [key, value] : rows) {
    int commit = 0;
    const size_t begin = key.find('/') + 1;
    EXPECT_TRUE(absl::SimpleAtoi(key.substr(begin, key.find('/', begin) - begin), &commit)) << key;
    ++count[commit];
    EXPECT_EQ(value.size(), static_cast<size_t>(commit % 900));
  }
  std::set<int> found;
  for (const auto& [commit, parts] : count) {
    EXPECT_EQ(parts, kRowsEach) << "half of commit " << commit;
    found.insert(commit);
  }
  return found;
}

class CrashTest : public testing::TestWithParam<bool> {};

TEST_P(CrashTest, WhatWasAnsweredSurvivesTheProcess) {
  constexpr int kRounds = 30;
  const bool in_order = GetParam();
  std::mt19937_64 random(11);
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/store.db";
  for (int round = 1; round <= kRounds; ++round) {
    std::set<int> told;
    {
      Child child(path, round, in_order);
      told = child.Hear(1 + random() % (in_order ? 40 : 400));
      child.Kill();
      told.merge(child.Hear(~size_t{0}));
    }
    ASSERT_FALSE(told.empty()) << "round " << round;
    const auto verification = Verify(path);
    ASSERT_TRUE(verification.ok()) << verification.status();
    ASSERT_THAT(verification->problems, testing::IsEmpty()) << "round " << round;
    // Every third round the next process is the one that finds the log.
    if (round % 3 == 0) continue;
    const auto database = OpenSqliteDatabase(path, {});
    ASSERT_TRUE(database.ok()) << database.status();
    const auto store = (*database)->StoreOf("tax");
    Rows rows = RowsOf(*(*store->Open(absl::StrCat("of round ", round)))->Read());
    rows.merge(RowsOf(*(*store->Open("default"))->Read(), absl::StrCat(round, "/"), absl::StrCat(round, "0")));
    const std::set<int> found = CommitsFound(rows);
    for (const int commit : told) ASSERT_TRUE(found.contains(commit)) << "round " << round << ", commit " << commit;
    // What may be lost is what came last, over both spaces.
    if (in_order) {
      ASSERT_EQ(found.size(), static_cast<size_t>(*found.rbegin()) + 1) << "a gap in round " << round;
    }
    ASSERT_TRUE(store->Delete(absl::StrCat("of round ", round)).ok());
  }
}

INSTANTIATE_TEST_SUITE_P(Ways, CrashTest, testing::Bool(),
                         [](const auto& in_order) { return in_order.param ? "InOrder" : "EachAnswered"; });

}  // namespace
}  // namespace lienthong::store
