#include "services/base/store/digest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace lienthong::store {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string DigestOf(const Pairs& pairs) {
  Digester digester;
  for (const auto& [key, value] : pairs) digester.Add(key, value);
  return std::move(digester).Hex();
}

TEST(DigestTest, IsSha256InLowerCase) {
  // FIPS 180-4 of no bytes at all.
  EXPECT_EQ(DigestOf({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// Computed with coreutils' sha256sum over the lengths and bytes written out.
TEST(DigestTest, PutsTheLengthBeforeEachField) {
  EXPECT_EQ(DigestOf({{"a", "bc"}}), "3fafa1cf2f19a7c1129beb20cf0983f73a489a221fc0dd2f16d1be292d089205");
}

TEST(DigestTest, NoTwoListsRunTogether) {
  const std::vector<Pairs> lists = {
      {},          {{"", ""}}, {{"ab", ""}}, {{"a", "b"}}, {{"", "ab"}}, {{"a", ""}, {"b", ""}}, {{"a", "b"}, {"", ""}},
      {{"b", "a"}}};
  for (size_t i = 0; i < lists.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_NE(DigestOf(lists[i]), DigestOf(lists[j])) << i << " and " << j;
  }
}

}  // namespace
}  // namespace lienthong::store
