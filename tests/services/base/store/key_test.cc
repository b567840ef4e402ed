#include "services/base/store/key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

namespace lienthong::store {
namespace {

using std::string_literals::operator""s;

// Short texts over the bytes that matter to the encoding, so that prefixes of each other are common.
std::string RandomText(std::mt19937_64& random) {
  const std::string bytes = "\x00\x01\x02\xfe\xff"s + "a";
  std::string text(random() % 4, ' ');
  for (char& c : text) c = bytes[random() % bytes.size()];
  return text;
}

TEST(KeyTest, SortsAsTheTuplesOfItsParts) {
  using Parts = std::tuple<std::string, int64_t, std::string>;
  std::mt19937_64 random(1);
  std::vector<std::pair<Parts, std::string>> keys;
  for (int i = 0; i < 500; ++i) {
    const Parts parts(RandomText(random), static_cast<int64_t>(random() % 5) - 2, RandomText(random));
    keys.emplace_back(parts, std::apply([](const auto&... part) { return Key(part...); }, parts));
  }
  for (const auto& [parts, key] : keys) {
    for (const auto& [other_parts, other_key] : keys) ASSERT_EQ(parts < other_parts, key < other_key);
  }
}

TEST(KeyTest, IntegersSortByValueOverTheirWholeRange) {
  const std::vector<int64_t> numbers = {std::numeric_limits<int64_t>::min(), -256, -1, 0, 1, 255, 256,
                                        std::numeric_limits<int64_t>::max()};
  for (size_t i = 1; i < numbers.size(); ++i) EXPECT_LT(Key(numbers[i - 1]), Key(numbers[i]));
}

TEST(KeyTest, AnIntegerIsTheSamePartInEveryWidth) {
  EXPECT_EQ(Key(int16_t{5}), Key(uint64_t{5}));
  EXPECT_EQ(Key(-5), Key(int64_t{-5}));
}

TEST(KeyTest, TimesSortAndInfiniteOnesAreAtTheEnds) {
  const absl::Time noon = absl::FromUnixSeconds(1722834000);
  EXPECT_LT(Key(absl::InfinitePast()), Key(absl::FromUnixSeconds(-2'000'000'000)));
  EXPECT_LT(Key(absl::FromUnixSeconds(-2'000'000'000)), Key(noon));
  EXPECT_LT(Key(noon), Key(noon + absl::Nanoseconds(1)));
  EXPECT_LT(Key(noon), Key(absl::InfiniteFuture()));
}

TEST(KeyTest, APartIsNoPrefixOfALongerOne) {
  const std::string person = Key("person");
  EXPECT_EQ(Key("person", "x").substr(0, person.size()), person);
  EXPECT_NE(Key("personnel", "x").substr(0, person.size()), person);
}

TEST(KeyTest, ReaderTakesKeysApart) {
  const absl::Time due = absl::FromUnixSeconds(1722834000);
  const std::string key = Key("due", due, -7, "a\0b"s);
  KeyReader reader(key);
  ASSERT_TRUE(reader.Skip(Key("due")));
  EXPECT_EQ(reader.Time(), due);
  EXPECT_EQ(reader.Integer(), -7);
  EXPECT_EQ(reader.Text(), "a\0b"s);
  EXPECT_EQ(reader.rest(), "");
}

TEST(KeyTest, ReaderReadsBackEveryText) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 1000; ++i) {
    const std::string text = RandomText(random);
    const std::string key = Key(text);
    EXPECT_EQ(KeyReader(key).Text(), text);
  }
}

TEST(KeyTest, ReaderStaysWhereAPartIsMalformed) {
  for (const std::string& bad : {""s, "abc"s, "abc\0"s, "abc\0\x02"s}) {
    KeyReader reader(bad);
    EXPECT_EQ(reader.Text(), absl::nullopt);
    EXPECT_EQ(reader.Integer(), absl::nullopt);
    EXPECT_FALSE(reader.Skip("x"));
    EXPECT_EQ(reader.rest(), bad);
  }
}

TEST(KeyTest, PrefixEndIsTheLeastStringAboveThePrefix) {
  EXPECT_EQ(PrefixEnd("ab"), "ac");
  EXPECT_EQ(PrefixEnd("a\xff\xff"), "b");
  EXPECT_EQ(PrefixEnd("\xff\xff"), "");
  EXPECT_EQ(PrefixEnd(""), "");
  EXPECT_LT("a\xff\xff\xff\xff"s, PrefixEnd("a\xff"));
}

TEST(KeyTest, KeyAboveIsNextToTheKey) { EXPECT_EQ(KeyAbove("a"), "a\0"s); }

}  // namespace
}  // namespace lienthong::store
