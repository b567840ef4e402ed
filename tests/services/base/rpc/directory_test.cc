#include "services/base/rpc/directory.h"

#include "gtest/gtest.h"

namespace lienthong::host {
namespace {

TEST(DirectoryTest, OneChannelForOneAddress) {
  Directory directory;
  directory.SetAddress("tax", "127.0.0.1:1");
  directory.SetAddress("health", "127.0.0.1:1");
  EXPECT_NE(directory.Find("tax").channel, nullptr);
  EXPECT_EQ(directory.Find("tax").channel, directory.Find("health").channel);
}

TEST(DirectoryTest, SameAddressAgainKeepsTheChannel) {
  Directory directory;
  directory.SetAddress("tax", "127.0.0.1:1");
  const auto before = directory.Find("tax").channel;
  directory.SetAddress("tax", "127.0.0.1:1");
  EXPECT_EQ(directory.Find("tax").channel, before);
  directory.SetAddress("tax", "127.0.0.1:2");
  EXPECT_NE(directory.Find("tax").channel, before);
}

TEST(DirectoryTest, TenantBeforeAgencyBeforeNobody) {
  Directory directory;
  directory.SetAddress("one_stop", "127.0.0.1:1");
  directory.SetAddress("one_stop/22", "127.0.0.1:2");
  EXPECT_NE(directory.Find("one_stop/22").channel, directory.Find("one_stop").channel);
  EXPECT_EQ(directory.Find("one_stop/01").channel, directory.Find("one_stop").channel);
  directory.Remove("one_stop");
  EXPECT_EQ(directory.Find("one_stop/01").channel, nullptr);
}

}  // namespace
}  // namespace lienthong::host
