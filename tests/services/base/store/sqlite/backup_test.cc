#include "services/base/store/sqlite/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/sqlite/sqlite_database.h"
#include "services/base/store/sqlite/store_report.h"
#include "tests/services/base/store/files_table.h"
#include "tests/services/base/store/spaces.h"
#include "tests/services/base/store/temporary_folder.h"

// Backups, and looking at stores without changing them.
namespace lienthong::store {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

class BackupTest : public testing::Test {
 protected:
  std::shared_ptr<Database> Open(const std::string& path) const {
    StoreOptions options;
    options.made_by = "lienthong of a test";
    auto database = OpenSqliteDatabase(path, options);
    EXPECT_TRUE(database.ok()) << database.status();
    return *std::move(database);
  }

  // Two agencies with files in a table, indexes and all.
  void Fill(Database& database) const {
    for (const char* agency : {"tax", "health"}) {
      const auto space = *database.StoreOf(agency)->Open("default");
      for (int i = 0; i < 40; ++i) {
        Txn txn(space->Read());
        ASSERT_TRUE(
            table_.Insert(txn, MakeFile(absl::StrCat("file ", i), i % 2 == 0 ? "text" : "image", absl::StrCat(i))));
        ASSERT_TRUE(CommitForTest(*space, txn).ok());
      }
    }
  }

  absl::Status Copy(bool replace = false) const { return BackUp({path_, copy_, replace, nullptr}); }

  static void Sql(const std::string& path, const std::string& sql) {
    auto connection = *SqliteConnection::Open(path, SQLITE_OPEN_READWRITE);
    ASSERT_TRUE(connection->Execute(sql).ok()) << sql;
  }

  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path())) names.insert(entry.path().filename());
    return names;
  }

  const Table<File> table_ = FilesTable();
  const TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/store.db", copy_ = folder_.path() + "/copy.db";
};

TEST_F(BackupTest, ABackupIsAStoreItself) {
  std::string id, digest;
  {
    const auto database = Open(path_);
    Fill(*database);
    id = database->id();
    digest = (*database->StoreOf("tax")->Open("default"))->Digest();
    ASSERT_EQ(Copy(), absl::OkStatus());  // while it is open
  }
  EXPECT_THAT(Verify(copy_)->problems, IsEmpty());
  EXPECT_TRUE(ReportOn(copy_)->is_backup);
  {
    const auto database = Open(copy_);
    EXPECT_EQ(database->id(), id);
    EXPECT_EQ((*database->StoreOf("tax")->Open("default"))->Digest(), digest);
    WriteBatch batch;
    batch.writes["more"] = "x";
    ASSERT_TRUE(CommitForTest(**database->StoreOf("tax")->Open("default"), std::move(batch)).ok());
  }
  EXPECT_FALSE(ReportOn(copy_)->is_backup) << "it goes its own way now";
  EXPECT_THAT(Verify(copy_)->problems, IsEmpty());
}

TEST_F(BackupTest, ItIsOfOneMomentWhileOthersWrite) {
  const auto database = Open(path_);
  const auto space = *database->StoreOf("tax")->Open("default");
  std::atomic<bool> over = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    for (int number = 0; !over; ++number) {
      WriteBatch batch;
      for (int row = 0; row < 50; ++row)
        batch.writes[absl::StrCat("row ", row)] = absl::StrCat(number, std::string(500, 'x'));
      ASSERT_TRUE(CommitForTest(*space, std::move(batch)).ok());
      written = number;
    }
  });
  for (int round = 0; round < 10; ++round) {
    const int before = written;
    ASSERT_EQ(Copy(/*replace=*/true), absl::OkStatus());
    EXPECT_THAT(Verify(copy_)->problems, IsEmpty());
    const Rows rows = RowsOf(*(*Open(copy_)->StoreOf("tax")->Open("default"))->Read());
    for (const auto& [key, value] : rows) EXPECT_EQ(value, rows.begin()->second);
    EXPECT_TRUE(before == 0 || rows.size() == 50u);
  }
  over = true;
  writer.join();
}

TEST_F(BackupTest, NothingIsReplacedUnasked) {
  Fill(*Open(path_));
  std::ofstream(copy_) << "a letter";
  EXPECT_EQ(ReasonOf(Copy()), Reason::STORE_FILE_EXISTS);
  EXPECT_EQ(BytesOf(copy_), "a letter");
  EXPECT_EQ(Copy(/*replace=*/true), absl::OkStatus());
  EXPECT_THAT(Verify(copy_)->problems, IsEmpty());
}

TEST_F(BackupTest, NoLiveStoreIsReplaced) {
  Fill(*Open(path_));
  const auto live = Open(copy_);
  EXPECT_EQ(ReasonOf(Copy(/*replace=*/true)), Reason::STORE_IN_USE);
}

TEST_F(BackupTest, WhatCannotBeReadOrWrittenIsNamed) {
  EXPECT_EQ(ReasonOf(Copy()), Reason::STORE_MISSING);
  Fill(*Open(path_));
  EXPECT_EQ(ReasonOf(BackUp({path_, folder_.path(), true, nullptr})), Reason::STORE_IS_FOLDER);
  EXPECT_EQ(ReasonOf(BackUp({path_, folder_.path() + "/no/copy.db", false, nullptr})), Reason::STORE_FOLDER_MISSING);
}

TEST_F(BackupTest, LookingChangesNothing) {
  Fill(*Open(path_));
  const std::string before = BytesOf(path_);
  const auto names = Names();
  ASSERT_TRUE(ReportOn(path_).ok());
  ASSERT_TRUE(Verify(path_).ok());
  ASSERT_TRUE(Copy().ok());
  fs::remove(copy_);
  EXPECT_EQ(Names(), names);
  EXPECT_EQ(BytesOf(path_), before);
}

// A dead process leaves a log, which is read and left.
TEST_F(BackupTest, LookingAtADeadProcessesStoreChangesNothing) {
  const std::string dead = folder_.path() + "/dead.db";
  {
    const auto database = Open(path_);
    Fill(*database);
    fs::copy(path_, dead);
    fs::copy(path_ + "-wal", dead + "-wal");
  }
  const std::string before = BytesOf(dead), log = BytesOf(dead + "-wal");
  const auto names = Names();
  const auto report = ReportOn(dead);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->worlds.size(), 2u);
  EXPECT_EQ(report->worlds[0].content.rows, 120);
  EXPECT_THAT(Verify(dead)->problems, IsEmpty());
  EXPECT_EQ(Names(), names);
  EXPECT_EQ(BytesOf(dead), before);
  EXPECT_EQ(BytesOf(dead + "-wal"), log);
}

TEST_F(BackupTest, TheReportSaysWhatIsThere) {
  const auto database = Open(path_);
  Fill(*database);
  const auto report = ReportOn(path_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->id, database->id());
  EXPECT_EQ(report->made_by, "lienthong of a test");
  EXPECT_EQ(report->schema, 1);
  EXPECT_TRUE(report->in_use);
  ASSERT_EQ(report->worlds.size(), 2u);
  EXPECT_EQ(report->worlds[0].space.agency, "health");
  EXPECT_EQ(report->worlds[1].content.digest, (*database->StoreOf("tax")->Open("default"))->Digest());
}

// Each kind of damage, done to a good file, and what must be said of it.
struct Damage {
  std::string name;
  std::string sql;
  std::string said;
};

// The keys of BackupTest's rows: Key("files", "", "file 7") and so on, in hexadecimal.
std::string Hex(const std::string& key) {
  std::string hex;
  for (const unsigned char byte : key) hex += absl::StrCat(absl::Hex(byte, absl::kZeroPad2));
  return absl::StrCat("X'", hex, "'");
}

const Damage kDamages[] = {
    {"AnIndexRowIsGone",
     absl::StrCat("DELETE FROM rows WHERE key = ", Hex(Key("files", "media_type", "image", "file 7"))),
     "not in its index media_type"},
    {"AUniqueIndexRowIsGone", absl::StrCat("DELETE FROM rows WHERE key = ", Hex(Key("files", "sha256", "7"))),
     "not in its index sha256"},
    {"ARowIsGone", absl::StrCat("DELETE FROM rows WHERE key = ", Hex(Key("files", "", "file 7"))), "without its row"},
    {"ARowIsNoRow", absl::StrCat("UPDATE rows SET value = X'0100' WHERE key = ", Hex(Key("files", "", "file 7"))),
     "no stored row"},
    {"AVersionOfTheFuture", "UPDATE rows SET version = 1000000", "version 1000000 of at most"},
    {"RowsOfNoWorld", "DELETE FROM spaces WHERE agency = 'tax'", "belong to no world"},
    {"NoId", "DELETE FROM meta WHERE key = 'id'", "lost its id"},
};

class DamageTest : public BackupTest, public testing::WithParamInterface<Damage> {};

TEST_P(DamageTest, IsFoundInAStore) {
  Fill(*Open(path_));
  ASSERT_THAT(Verify(path_)->problems, IsEmpty());
  Sql(path_, GetParam().sql);
  EXPECT_THAT(Verify(path_)->problems, Contains(HasSubstr(GetParam().said)));
}

INSTANTIATE_TEST_SUITE_P(Damages, DamageTest, testing::ValuesIn(kDamages),
                         [](const auto& damage) { return damage.param.name; });

TEST_F(BackupTest, AnEditedBackupIsFound) {
  Fill(*Open(path_));
  for (const char* sql : {"INSERT INTO rows SELECT id, X'ff', X'', 1 FROM spaces LIMIT 1",
                          "UPDATE spaces SET world = 'another' WHERE agency = 'tax'",
                          "UPDATE manifest SET digest = 'x'", "DELETE FROM manifest"}) {
    ASSERT_TRUE(Copy(/*replace=*/true).ok());
    ASSERT_THAT(Verify(copy_)->problems, IsEmpty());
    Sql(copy_, sql);
    EXPECT_THAT(Verify(copy_)->problems, testing::Not(IsEmpty())) << sql;
  }
}

TEST_F(BackupTest, ACutBackupIsFound) {
  Fill(*Open(path_));
  ASSERT_TRUE(Copy().ok());
  const auto size = fs::file_size(copy_);
  for (const auto rest : {size - 4096, size / 2, size - 100, size_t{4096}, size_t{50}}) {
    ASSERT_TRUE(Copy(/*replace=*/true).ok());
    fs::resize_file(copy_, rest);
    const auto verification = Verify(copy_);
    EXPECT_TRUE(!verification.ok() || !verification->problems.empty()) << rest << " of " << size;
  }
}

}  // namespace
}  // namespace lienthong::store
