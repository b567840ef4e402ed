#include "services/base/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "services/base/error/error.h"
#include "tests/services/base/store/temporary_folder.h"

namespace lienthong::store {
namespace {

absl::StatusOr<std::shared_ptr<Database>> OpenSpec(const std::string& spec) {
  StoreOptions options;
  options.spec = spec;
  return OpenDatabase(options);
}

TEST(OpenDatabaseTest, OpensMemory) {
  const auto database = OpenSpec("memory");
  ASSERT_TRUE(database.ok());
  EXPECT_FALSE((*database)->durable());
  EXPECT_TRUE((*database)->StoreOf("tax")->Open("default").ok());
}

TEST(OpenDatabaseTest, OpensAFile) {
  const TemporaryFolder folder;
  const auto database = OpenSpec("sqlite:" + folder.path() + "/store.db");
  ASSERT_TRUE(database.ok()) << database.status();
  EXPECT_TRUE((*database)->durable());
  EXPECT_TRUE(std::filesystem::exists(folder.path() + "/store.db"));
}

TEST(OpenDatabaseTest, OtherKindsAreRefusedByName) {
  for (const auto& [spec, kind] :
       {std::pair("postgres:host", "postgres"), std::pair("memories", "memories"), std::pair("", "")}) {
    const absl::Status status = OpenSpec(spec).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(status), Reason::INVALID_FIELD);
    EXPECT_EQ(ErrorInfoOf(status)->metadata().at("kind"), kind);
  }
}

TEST(OpenDatabaseTest, MemoryHasNoPlaceAndAFileHasOne) {
  for (const char* spec : {"memory:here", "sqlite", "sqlite:"}) {
    EXPECT_EQ(ReasonOf(OpenSpec(spec).status()), Reason::INVALID_FIELD) << spec;
  }
}

}  // namespace
}  // namespace lienthong::store
