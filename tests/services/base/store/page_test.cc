#include "services/base/store/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/error/error.h"

namespace lienthong::store {
namespace {

using std::string_literals::operator""s;

TEST(PageTest, SizeHasADefaultAndAMaximum) {
  EXPECT_EQ(*PageSize(0), 50);
  EXPECT_EQ(*PageSize(1), 1);
  EXPECT_EQ(*PageSize(1000), 1000);
  EXPECT_EQ(*PageSize(1001), 1000);
}

TEST(PageTest, NegativeSizeIsRefused) { EXPECT_EQ(ReasonOf(PageSize(-1).status()), Reason::INVALID_FIELD); }

TEST(PageTest, TokenGivesTheLastKeyBack) {
  for (const std::string& key : {"k"s, "a/b+c"s, "\0\xff"s, std::string(300, 'x')}) {
    const std::string token = PageToken("query", key);
    EXPECT_THAT(token, testing::Not(testing::HasSubstr("/")));
    EXPECT_THAT(token, testing::Not(testing::HasSubstr("+")));
    EXPECT_EQ(*LastKey("query", token), key);
  }
}

TEST(PageTest, EmptyTokenIsTheBeginning) { EXPECT_EQ(*LastKey("query", ""), ""); }

TEST(PageTest, ForeignTokensAreRefused) {
  const std::string token = PageToken("query", "key");
  for (const std::string& bad : {PageToken("other", "key"), PageToken("query", ""), "?"s, "a2V5"s, token.substr(4)}) {
    EXPECT_EQ(ReasonOf(LastKey("query", bad).status()), Reason::PAGE_TOKEN_INVALID) << bad;
  }
}

}  // namespace
}  // namespace lienthong::store
