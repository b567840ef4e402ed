#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/sqlite/sqlite_database.h"
#include "tests/services/base/store/spaces.h"
#include "tests/services/base/store/sqlite/open_when_free.h"
#include "tests/services/base/store/temporary_folder.h"

// Random use of a space in a file beside one in memory: every snapshot, however old, must show what its twin shows.
namespace lienthong::store {
namespace {

struct Limits {
  std::string name;
  MemoryLimits limits;
};

constexpr int kKeys = 60;

std::string RandomKey(std::mt19937_64& random) { return absl::StrCat("key ", random() % kKeys); }

// Two spaces that are told the same.
class Twins {
 public:
  Twins(const std::string& path, MemoryLimits limits) : path_(path), limits_(limits) { Reopen(); }

  void Reopen() {
    snapshots_.clear();
    file_.reset();
    file_ = *OpenWhenFreeForTest(path_, limits_)->StoreOf("tax")->Open("default");
  }

  void Commit(std::mt19937_64& random) {
    Txn in_file(file_->Read()), in_memory(memory_->Read());
    for (Txn* txn : {&in_file, &in_memory}) {
      std::mt19937_64 same = random;
      for (int i = 0; i < 4; ++i) {
        const std::string key = RandomKey(same);
        switch (same() % 4) {
          case 0:
            txn->Delete(key);
            break;
          case 1:
            txn->Insert(key, absl::StrCat("inserted ", same()));
            break;
          default:
            txn->Put(key, absl::StrCat("put ", same()));
        }
      }
    }
    random.discard(16);
    const bool in_order = random() % 3 > 0;
    ASSERT_TRUE(in_order ? CommitInOrderForTest(*file_, std::move(in_file).Take()).ok()
                         : CommitForTest(*file_, in_file).ok());
    ASSERT_TRUE(CommitForTest(*memory_, in_memory).ok());
  }

  void Settle() { ASSERT_TRUE(SettleForTest(*file_).ok()); }

  void Keep() { snapshots_.emplace_back(file_->Read(), memory_->Read()); }
  void Drop(std::mt19937_64& random) {
    if (!snapshots_.empty()) snapshots_.erase(snapshots_.begin() + random() % snapshots_.size());
  }

  void Compare(std::mt19937_64& random) const {
    for (const auto& [file, memory] : snapshots_) {
      for (int i = 0; i < 3; ++i) {
        const std::string key = RandomKey(random);
        const auto expected = memory->Get(key), found = file->Get(key);
        ASSERT_EQ(found.has_value(), expected.has_value()) << key;
        ASSERT_EQ(found.value_or(Entry()).value, expected.value_or(Entry()).value) << key;
        ASSERT_EQ(file->VersionOf(key) != 0, expected.has_value()) << key;
      }
      const std::string from = random() % 3 == 0 ? "" : RandomKey(random),
                        to = random() % 3 == 0 ? "" : RandomKey(random);
      ASSERT_EQ(RowsOf(*file, from, to), RowsOf(*memory, from, to)) << from << " to " << to;
      ASSERT_TRUE(file->status().ok());
    }
    ASSERT_EQ(file_->Digest(), memory_->Digest());
    ASSERT_EQ(file_->Fork()->Digest(), memory_->Digest());
  }

 private:
  const std::string path_;
  const MemoryLimits limits_;
  const std::unique_ptr<Space> memory_ = NewMemorySpace();
  std::shared_ptr<Space> file_;
  std::vector<std::pair<std::shared_ptr<const Snapshot>, std::shared_ptr<const Snapshot>>> snapshots_;
};

class SnapshotModelTest : public testing::TestWithParam<Limits> {};

TEST_P(SnapshotModelTest, OldSnapshotsStayWhatTheyWere) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    std::mt19937_64 random(seed);
    const TemporaryFolder folder;
    Twins twins(folder.path() + "/store.db", GetParam().limits);
    for (int step = 0; step < 400; ++step) {
      const int dice = random() % 100;
      if (dice < 60) {
        twins.Commit(random);
      } else if (dice < 80) {
        twins.Keep();
      } else if (dice < 92) {
        twins.Drop(random);
      } else if (dice < 93) {
        twins.Reopen();
      } else if (dice < 97) {
        twins.Settle();
      }
      if (dice % 4 == 0) twins.Compare(random);
      if (HasFatalFailure()) FAIL() << "seed " << seed << ", step " << step;
    }
  }
}

// Readers and forks beside committers: of rows that are only ever written together, every snapshot shows equal values,
// by key and by scan, and shows them again later.
TEST_P(SnapshotModelTest, SnapshotsHoldWhileOthersCommit) {
  constexpr int kRows = 20, kCommits = 600;
  const TemporaryFolder folder;
  const auto open = [&] {
    return *(*OpenSqliteDatabase(folder.path() + "/store.db", {}, GetParam().limits))->StoreOf("tax")->Open("default");
  };
  const auto all = [](int number) {
    WriteBatch batch;
    // Every third number is written by deleting.
    for (int row = 0; row < kRows; ++row) {
      batch.writes[absl::StrCat("row ", row)] =
          number % 3 == 2 ? absl::nullopt : absl::make_optional(absl::StrCat(number));
    }
    return batch;
  };
  ASSERT_TRUE(CommitForTest(*open(), all(0)).ok());
  const auto space = open();
  std::atomic<bool> over = false;
  const auto look = [&] {
    for (bool last = false; !last;) {
      last = over;
      const auto snapshot = space->Read();
      const auto first = snapshot->Get("row 0");
      for (int again = 0; again < 2; ++again) {
        const Rows rows = RowsOf(*snapshot);
        ASSERT_EQ(rows.size(), first ? size_t{kRows} : 0u);
        for (const auto& [key, value] : rows) ASSERT_EQ(value, first->value) << key;
        for (int row = 0; row < kRows; ++row) {
          const auto entry = snapshot->Get(absl::StrCat("row ", row));
          ASSERT_EQ(entry.has_value(), first.has_value());
          ASSERT_EQ(entry.value_or(Entry()).value, first.value_or(Entry()).value);
        }
      }
    }
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(look);
  for (int number = 1; number <= kCommits; ++number) {
    EXPECT_EQ(number % 5 == 0 ? CommitForTest(*space, all(number)) : CommitInOrderForTest(*space, all(number)),
              absl::OkStatus());
  }
  over = true;
  for (std::thread& reader : readers) reader.join();
}

INSTANTIATE_TEST_SUITE_P(Memory, SnapshotModelTest,
                         testing::Values(Limits{"Plenty", {}}, Limits{"None", {0, 0}}, Limits{"FewBytes", {6000, 1000}},
                                         Limits{"FewGone", {1 << 20, 3}}, Limits{"Mixed", {9000, 10}}),
                         [](const auto& limits) { return limits.param.name; });

}  // namespace
}  // namespace lienthong::store
