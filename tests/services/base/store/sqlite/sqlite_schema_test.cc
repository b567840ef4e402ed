#include "services/base/store/sqlite/sqlite_schema.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "services/base/error/error.h"
#include "services/base/store/sqlite/sqlite_connection.h"
#include "tests/services/base/store/temporary_folder.h"

namespace lienthong::store {
namespace {

constexpr const char* kFirst = "CREATE TABLE letters(text TEXT); INSERT INTO letters VALUES('a')";
constexpr const char* kSecond = "ALTER TABLE letters ADD COLUMN stamp TEXT DEFAULT 'red'";
constexpr const char* kThird = "INSERT INTO letters VALUES('b', 'blue')";
constexpr const char* kBroken = "INSERT INTO nowhere VALUES(1)";

class SqliteSchemaTest : public testing::Test {
 protected:
  static int64_t Letters(SqliteConnection& connection) { return *connection.Integer("SELECT count(*) FROM letters"); }

  const TemporaryFolder folder_;
  const std::unique_ptr<SqliteConnection> connection_ =
      *SqliteConnection::Open(folder_.path() + "/store.db", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
};

TEST_F(SqliteSchemaTest, ANewFileGetsAllSteps) {
  const char* const steps[] = {kFirst, kSecond, kThird};
  EXPECT_EQ(*SchemaOf(*connection_, steps), 0);
  ASSERT_TRUE(Migrate(*connection_, steps).ok());
  EXPECT_EQ(*SchemaOf(*connection_, steps), 3);
  EXPECT_EQ(Letters(*connection_), 2);
}

TEST_F(SqliteSchemaTest, AnOlderFileGetsTheStepsItLacks) {
  const char* const old[] = {kFirst};
  ASSERT_TRUE(Migrate(*connection_, old).ok());
  const char* const now[] = {kFirst, kSecond, kThird};
  ASSERT_TRUE(Migrate(*connection_, now).ok());
  ASSERT_TRUE(Migrate(*connection_, now).ok()) << "a second time changes nothing";
  EXPECT_EQ(Letters(*connection_), 2);
  EXPECT_EQ(*connection_->Text("SELECT stamp FROM letters WHERE text = 'a'"), "red");
}

TEST_F(SqliteSchemaTest, AFailedStepLeavesTheFileAsItWas) {
  const char* const old[] = {kFirst};
  ASSERT_TRUE(Migrate(*connection_, old).ok());
  const char* const now[] = {kFirst, kSecond, kBroken};
  EXPECT_EQ(ReasonOf(Migrate(*connection_, now)), Reason::STORE_FAILED);
  EXPECT_EQ(*SchemaOf(*connection_, now), 1);
  EXPECT_EQ(*connection_->Integer("SELECT count(*) FROM pragma_table_info('letters')"), 1);
}

TEST_F(SqliteSchemaTest, ANewerFileIsRefusedWithBothNumbers) {
  const char* const now[] = {kFirst, kSecond};
  ASSERT_TRUE(Migrate(*connection_, now).ok());
  const char* const old[] = {kFirst};
  const absl::Status status = Migrate(*connection_, old);
  EXPECT_EQ(ReasonOf(status), Reason::STORE_SCHEMA_NEWER);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("found"), "2");
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("known"), "1");
}

TEST_F(SqliteSchemaTest, AForeignDatabaseIsRefused) {
  ASSERT_TRUE(connection_->Execute("CREATE TABLE recipes(name TEXT)").ok());
  EXPECT_EQ(ReasonOf(Migrate(*connection_, StoreMigrations())), Reason::STORE_FOREIGN);
}

}  // namespace
}  // namespace lienthong::store
