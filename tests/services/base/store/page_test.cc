#include "services/base/store/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

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

// As protobuf makes a list response.
class Words {
 public:
  class Rows {
   public:
    std::string* Add() { return &rows_.emplace_back(); }
    const std::deque<std::string>& rows() const { return rows_; }

   private:
    std::deque<std::string> rows_;
  };
  Rows* mutable_words() { return &words_; }
  std::string* mutable_words(int) { return nullptr; }
  void set_next_page_token(std::string token) { token_ = std::move(token); }
  const std::deque<std::string>& words() const { return words_.rows(); }
  const std::string& token() const { return token_; }

 private:
  Rows words_;
  std::string token_;
};

TEST(FillPageTest, AListAnswersWithThePagesRowsAndToken) {
  const Page<std::string> page{{"a", "b"}, "token"};
  const Words plain = FillPage(page, &Words::mutable_words);
  EXPECT_EQ(plain.words(), (std::deque<std::string>{"a", "b"}));
  EXPECT_EQ(plain.token(), "token");
  const Words shown = FillPage(page, &Words::mutable_words, [](const std::string& row) { return row + "!"; });
  EXPECT_EQ(shown.words(), (std::deque<std::string>{"a!", "b!"}));
}

}  // namespace
}  // namespace lienthong::store
