#include "seeds/text/nearest.h"

#include "gtest/gtest.h"

namespace lienthong::seeds {
namespace {

TEST(NearestTest, CountsEdits) {
  EXPECT_EQ(Nearest("abd", {"xyz", "abc", "abcde"}), "abc");
  EXPECT_EQ(Nearest("pinn", {"tin", "pin"}), "pin");
  EXPECT_EQ(Nearest("ac", {"abc", "adc"}), "abc") << "the first of equals";
  EXPECT_EQ(Nearest("x", {}), "");
  EXPECT_EQ(Nearest("", {"abc", "a"}), "a");
}

TEST(NearestTest, ComparesTheBeginningOfLongWordsOnly) {
  EXPECT_EQ(Nearest(std::string(1'000'000, 'a'), {std::string(64, 'b'), std::string(64, 'a')}), std::string(64, 'a'));
}

TEST(DidYouMeanTest, NamesOnlyWhatIsNear) {
  EXPECT_EQ(DidYouMean("serv", {"up", "serve"}), "; did you mean \"serve\"?");
  EXPECT_EQ(DidYouMean("serv", {"population"}), "");
  EXPECT_EQ(DidYouMean("serv", {}), "");
}

}  // namespace
}  // namespace lienthong::seeds
