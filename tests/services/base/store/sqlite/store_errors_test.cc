#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/sqlite/sqlite_database.h"
#include "services/base/store/sqlite/store_report.h"
#include "tests/services/base/store/spaces.h"
#include "tests/services/base/store/sqlite/open_when_free.h"
#include "tests/services/base/store/temporary_folder.h"

// What goes wrong with files, by the means by which it does.
namespace lienthong::store {
namespace {

namespace fs = std::filesystem;

using testing::IsEmpty;
using testing::Not;

WriteBatch Writing(const std::string& key, size_t bytes) {
  WriteBatch batch;
  batch.writes[key] = std::string(bytes, static_cast<char>('a' + key.size() % 26));
  return batch;
}

class StoreErrorsTest : public testing::Test {
 protected:
  static std::shared_ptr<Space> SpaceOf(Database& database) { return *database.StoreOf("tax")->Open("default"); }

  absl::Status OpenFails() const { return OpenSqliteDatabase(path_, {}).status(); }

  // A store of some hundred pages.
  void Fill() const {
    const auto database = OpenSqliteDatabase(path_, {});
    ASSERT_TRUE(database.ok()) << database.status();
    for (int i = 0; i < 50; ++i) {
      WriteBatch batch;
      for (int row = 0; row < 20; ++row) batch.writes[absl::StrCat("row ", 100 * i + row)] = std::string(300, 'v');
      ASSERT_TRUE(CommitForTest(*SpaceOf(**database), std::move(batch)).ok());
    }
  }

  void WriteFile(const std::string& text) const { std::ofstream(path_) << text; }
  void Sql(const std::string& sql) const {
    auto connection = SqliteConnection::Open(path_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    ASSERT_TRUE((*connection)->Execute(sql).ok());
  }

  const TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/store.db";
};

void ExpectNames(const absl::Status& status, Reason reason, const std::string& path) {
  EXPECT_EQ(ReasonOf(status), reason) << status;
  ASSERT_TRUE(ErrorInfoOf(status).has_value());
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("path"), path);
}

TEST_F(StoreErrorsTest, AFolderInTheFilesPlace) {
  fs::create_directory(path_);
  ExpectNames(OpenFails(), Reason::STORE_IS_FOLDER, path_);
}

TEST_F(StoreErrorsTest, NoFolder) {
  const std::string path = folder_.path() + "/nowhere/store.db";
  ExpectNames(OpenSqliteDatabase(path, {}).status(), Reason::STORE_FOLDER_MISSING, path);
}

TEST_F(StoreErrorsTest, AnotherProgramsFileIsLeftAsItIs) {
  const std::string letter(5000, 'x');
  WriteFile(letter);
  ExpectNames(OpenFails(), Reason::STORE_FOREIGN, path_);
  EXPECT_EQ(ReasonOf(ReportOn(path_).status()), Reason::STORE_FOREIGN);
  std::ifstream file(path_);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), letter);
}

TEST_F(StoreErrorsTest, AnotherProgramsDatabaseIsLeftAsItIs) {
  Sql("CREATE TABLE recipes(name TEXT); PRAGMA user_version = 1");
  ExpectNames(OpenFails(), Reason::STORE_FOREIGN, path_);
  Sql("INSERT INTO recipes VALUES('phở')");
}

TEST_F(StoreErrorsTest, AnEmptyFileBecomesAStore) {
  WriteFile("");
  EXPECT_TRUE(OpenSqliteDatabase(path_, {}).ok());
}

TEST_F(StoreErrorsTest, ALaterProgramsStore) {
  Fill();
  Sql("PRAGMA user_version = 1000");
  const absl::Status status = OpenFails();
  ExpectNames(status, Reason::STORE_SCHEMA_NEWER, path_);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("found"), "1000");
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("known"), "1");
}

TEST_F(StoreErrorsTest, ASecondTimeInOneProcess) {
  const auto database = *OpenSqliteDatabase(path_, {});
  const absl::Status status = OpenFails();
  ExpectNames(status, Reason::STORE_IN_USE, path_);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("pid"), absl::StrCat(getpid()));
  // By another name as well.
  fs::create_symlink(path_, folder_.path() + "/link.db");
  EXPECT_EQ(ReasonOf(OpenSqliteDatabase(folder_.path() + "/link.db", {}).status()), Reason::STORE_IN_USE);
}

// Runs `body` in a process of its own, as somebody without rights; what it returns is the answer.
int InAnotherProcess(const std::function<bool()>& body) {
  const pid_t pid = fork();
  if (pid == 0) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(2);
    _exit(body() ? 0 : 1);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(StoreErrorsTest, ASecondProcessIsToldTheFirst) {
  ASSERT_EQ(chmod(folder_.path().c_str(), 0777), 0);
  const auto database = *OpenSqliteDatabase(path_, {});
  ASSERT_EQ(chmod((path_ + ".lock").c_str(), 0666), 0);
  EXPECT_EQ(InAnotherProcess([this] {
              const absl::Status status = OpenFails();
              return ReasonOf(status) == Reason::STORE_IN_USE &&
                     ErrorInfoOf(status)->metadata().at("pid") == absl::StrCat(getppid());
            }),
            0);
}

TEST_F(StoreErrorsTest, NoRightToTheFolder) {
  Fill();
  fs::remove(path_ + ".lock");
  ASSERT_EQ(chmod(folder_.path().c_str(), 0555), 0);
  EXPECT_EQ(InAnotherProcess([this] { return ReasonOf(OpenFails()) == Reason::STORE_NOT_WRITABLE; }), 0);
  // Looking needs none.
  ASSERT_EQ(chmod(path_.c_str(), 0444), 0);
  EXPECT_EQ(InAnotherProcess([this] { return ReportOn(path_).ok(); }), 0);
  ASSERT_EQ(chmod(folder_.path().c_str(), 0755), 0);
}

TEST_F(StoreErrorsTest, NoRightToTheFile) {
  Fill();
  fs::remove(path_ + ".lock");
  ASSERT_EQ(chmod(folder_.path().c_str(), 0777), 0);
  ASSERT_EQ(chmod(path_.c_str(), 0444), 0);
  EXPECT_EQ(InAnotherProcess([this] { return ReasonOf(OpenFails()) == Reason::STORE_NOT_WRITABLE; }), 0);
}

// Commits until one fails, makes room again, and commits: nothing of what failed may be there, and the store works on.
void ExpectRecovery(Database& database, absl::StatusCode code, Reason reason, const std::function<void()>& make_room) {
  const auto space = *database.StoreOf("tax")->Open("default");
  absl::Status status;
  int written = 0;
  for (; written < 1000 && status.ok(); written += status.ok()) {
    status = CommitForTest(*space, Writing(absl::StrCat("row ", written), 50'000));
  }
  ASSERT_EQ(status.code(), code) << status;
  EXPECT_EQ(ReasonOf(status), reason);
  EXPECT_EQ(ReasonOf(database.status()), reason);
  EXPECT_THAT(database.figures().last_error, Not(IsEmpty()));
  EXPECT_EQ(space->Read()->Get(absl::StrCat("row ", written)), absl::nullopt);
  // All that wait in a group get the reason.
  std::atomic<int> answers = 0;
  absl::Notification last;
  for (int i = 0; i < 20; ++i) {
    space->Commit(Writing(absl::StrCat("waiting ", i), 50'000), [&](const absl::Status& each) {
      EXPECT_EQ(ReasonOf(each), reason);
      if (++answers == 20) last.Notify();
    });
  }
  last.WaitForNotification();
  make_room();
  ASSERT_EQ(CommitForTest(*space, Writing("after", 10)), absl::OkStatus());
  EXPECT_EQ(database.status(), absl::OkStatus());
  EXPECT_EQ(RowsOf(*space->Read()).size(), static_cast<size_t>(written + 1));
}

// What was visible before the file failed stays, isn't told, and is written as soon as there is room.
void ExpectPatience(Database& database, Reason reason, const std::function<void()>& make_room) {
  const auto space = *database.StoreOf("tax")->Open("patience");
  int written = 0;
  while (CommitInOrderForTest(*space, Writing(absl::StrCat("row ", written), 50'000)).ok() && written < 1000) ++written;
  ASSERT_LT(written, 1000) << "a file that has failed takes nothing on credit";
  EXPECT_EQ(RowsOf(*space->Read()).size(), static_cast<size_t>(written));
  EXPECT_EQ(ReasonOf(SettleForTest(*space)), reason);
  make_room();
  EXPECT_TRUE(SettleForTest(*space).ok());
  EXPECT_EQ(RowsOf(*space->Read()).size(), static_cast<size_t>(written));
}

TEST_F(StoreErrorsTest, ALimitOnTheFilesSize) {
  signal(SIGXFSZ, SIG_IGN);
  rlimit former;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &former), 0);
  auto database = *OpenSqliteDatabase(path_, {});
  const rlimit narrow = {1 << 20, former.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &narrow), 0);
  ExpectRecovery(*database, absl::StatusCode::kResourceExhausted, Reason::STORE_FULL,
                 [&] { ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &former), 0); });
  setrlimit(RLIMIT_FSIZE, &former);
  database.reset();
  EXPECT_THAT(Verify(path_)->problems, IsEmpty());
}

TEST_F(StoreErrorsTest, ALimitMetByWhatIsUnsettled) {
  signal(SIGXFSZ, SIG_IGN);
  rlimit former;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &former), 0);
  auto database = *OpenSqliteDatabase(path_, {});
  const rlimit narrow = {1 << 20, former.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &narrow), 0);
  ExpectPatience(*database, Reason::STORE_FULL, [&] { ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &former), 0); });
  setrlimit(RLIMIT_FSIZE, &former);
  const size_t rows = RowsOf(*(*database->StoreOf("tax")->Open("patience"))->Read()).size();
  database.reset();
  database = OpenWhenFreeForTest(path_);
  EXPECT_EQ(RowsOf(*(*database->StoreOf("tax")->Open("patience"))->Read()).size(), rows);
}

TEST_F(StoreErrorsTest, AFullDisk) {
  const std::string disk = folder_.path() + "/disk";
  fs::create_directory(disk);
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m") != 0) GTEST_SKIP() << "only who may mount can try";
  auto database = *OpenSqliteDatabase(disk + "/store.db", {});
  ExpectRecovery(*database, absl::StatusCode::kResourceExhausted, Reason::STORE_FULL,
                 [&] { ASSERT_EQ(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=8m"), 0); });
  database.reset();
  EXPECT_THAT(Verify(disk + "/store.db")->problems, IsEmpty());
  EXPECT_EQ(umount(disk.c_str()), 0);
}

TEST_F(StoreErrorsTest, AFullDiskWhileClosingLosesNothing) {
  signal(SIGXFSZ, SIG_IGN);
  rlimit former;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &former), 0);
  auto database = *OpenSqliteDatabase(path_, {});
  ASSERT_TRUE(CommitForTest(*SpaceOf(*database), Writing("a", 100'000)).ok());
  const rlimit none = {4096, former.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &none), 0);
  database.reset();
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &former), 0);
  database = *OpenSqliteDatabase(path_, {});
  EXPECT_EQ(SpaceOf(*database)->Read()->Get("a")->value.size(), 100'000u);
}

TEST_F(StoreErrorsTest, ADamagedPageIsNamedAndNothingIsDecidedByIt) {
  Fill();
  const auto size = fs::file_size(path_);
  {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    for (auto page = size_t{4096} * 6; page < size; page += 4096) file.seekp(page) << std::string(200, '\xa5');
  }
  const auto verification = Verify(path_);
  EXPECT_TRUE(!verification.ok() || !verification->problems.empty());
  const auto database = *OpenSqliteDatabase(path_, {});
  const auto space = SpaceOf(*database);
  Txn txn(space->Read());
  for (int i = 0; i < 50 && txn.status().ok(); ++i) txn.Get(absl::StrCat("row ", 100 * i));
  EXPECT_EQ(txn.status().code(), absl::StatusCode::kDataLoss);
  ExpectNames(txn.status(), Reason::STORE_DAMAGED, path_);
  EXPECT_EQ(ReasonOf(database->status()), Reason::STORE_DAMAGED);
  txn.Put("decided", "wrongly");
  EXPECT_EQ(ReasonOf(CommitForTest(*space, txn)), Reason::STORE_DAMAGED);
  EXPECT_EQ(space->Digest(), "");
  const auto fork = space->Fork();
  EXPECT_EQ(ReasonOf(fork->Read()->status()), Reason::STORE_DAMAGED);
  EXPECT_EQ(ReasonOf(CommitForTest(*fork, Writing("a", 1))), Reason::STORE_DAMAGED);
}

TEST_F(StoreErrorsTest, ACopyWithoutItsLogIsRefusedUntilToldOtherwise) {
  const std::string copy = folder_.path() + "/copy.db";
  {
    const auto database = *OpenSqliteDatabase(path_, {});
    ASSERT_TRUE(CommitForTest(*SpaceOf(*database), Writing("a", 1)).ok());
    fs::copy(path_, copy);
  }
  ExpectNames(OpenSqliteDatabase(copy, {}).status(), Reason::STORE_INCOMPLETE, copy);
  EXPECT_THAT(Verify(copy)->problems, testing::SizeIs(1));
  std::ofstream(copy + "-wal").flush();
  EXPECT_TRUE(OpenSqliteDatabase(copy, {}).ok());
}

TEST_F(StoreErrorsTest, ACutLogGivesAnEarlierMoment) {
  const std::string copy = folder_.path() + "/copy.db";
  {
    const auto database = *OpenSqliteDatabase(path_, {});
    for (int i = 0; i < 30; ++i) {
      ASSERT_TRUE(CommitForTest(*SpaceOf(*database), Writing(absl::StrCat("row ", 10 + i), 3000)).ok());
    }
    fs::copy(path_, copy);
    fs::copy(path_ + "-wal", copy + "-wal");
  }
  fs::resize_file(copy + "-wal", fs::file_size(copy + "-wal") / 2);
  EXPECT_THAT(Verify(copy)->problems, IsEmpty());
  const Rows rows = RowsOf(*SpaceOf(**OpenSqliteDatabase(copy, {}))->Read());
  EXPECT_GT(rows.size(), 5u);
  EXPECT_LT(rows.size(), 30u);
  EXPECT_EQ(rows.rbegin()->first, absl::StrCat("row ", 9 + rows.size())) << "a gap";
}

}  // namespace
}  // namespace lienthong::store
