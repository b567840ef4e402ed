#include "deploy/lienthong/store_place.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "services/base/error/error.h"

namespace lienthong {
namespace {

class StorePlaceTest : public ::testing::Test {
 protected:
  StorePlaceTest() {
    for (const char* variable : {"LIENTHONG_DATA", "XDG_STATE_HOME"}) unsetenv(variable);
    setenv("HOME", "/people/lan", 1);
  }
};

TEST_F(StorePlaceTest, TheNearestVariableDecides) {
  EXPECT_EQ(DefaultStorePath(), "/people/lan/.local/state/lienthong/lienthong.db");
  setenv("XDG_STATE_HOME", "/state", 1);
  EXPECT_EQ(DefaultStorePath(), "/state/lienthong/lienthong.db");
  setenv("LIENTHONG_DATA", "/data", 1);
  EXPECT_EQ(DefaultStorePath(), "/data/lienthong.db");
}

TEST_F(StorePlaceTest, ARelativeXdgFolderIsPassedOver) {
  setenv("XDG_STATE_HOME", "state", 1);
  EXPECT_EQ(DefaultStorePath(), "/people/lan/.local/state/lienthong/lienthong.db");
}

TEST_F(StorePlaceTest, MakesTheFolderAndThoseAbove) {
  std::string root = ::testing::TempDir() + "lienthong-place-XXXXXX";
  ASSERT_NE(mkdtemp(root.data()), nullptr);
  const std::string path = root + "/a/b/lienthong.db";
  EXPECT_TRUE(MakeStoreFolder(path).ok());
  EXPECT_TRUE(MakeStoreFolder(path).ok()) << "it is there already";
  EXPECT_TRUE(std::filesystem::is_directory(root + "/a/b"));
  EXPECT_FALSE(std::filesystem::exists(path));
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace lienthong
