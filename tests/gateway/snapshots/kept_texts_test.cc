#include "gateway/snapshots/kept_texts.h"

#include "gtest/gtest.h"

namespace lienthong::snapshots {
namespace {

class HandClock : public WallClock {
 public:
  absl::Time Now() const override { return now; }
  int64_t Ticks() const override { return 0; }
  absl::Time now = absl::UnixEpoch();
};

TEST(KeptTextsTest, PiecesAreTakenInOrderAndMayComeTwice) {
  HandClock clock;
  KeptTexts texts(&clock);
  const std::string name = texts.Keep(std::make_shared<std::string>());
  EXPECT_EQ(texts.Append(name, 0, "abc"), 3u);
  EXPECT_EQ(texts.Append(name, 3, "def"), 6u);
  EXPECT_EQ(texts.Append(name, 3, "def"), 6u) << "sent again";
  EXPECT_FALSE(texts.Append(name, 3, "xyz").has_value()) << "another text";
  EXPECT_FALSE(texts.Append(name, 9, "ghi").has_value()) << "a gap";
  EXPECT_FALSE(texts.Append("stranger", 0, "abc").has_value());
  EXPECT_EQ(*texts.Find(name), "abcdef");
}

TEST(KeptTextsTest, AReaderKeepsWhatWasThere) {
  HandClock clock;
  KeptTexts texts(&clock);
  const std::string name = texts.Keep(std::make_shared<std::string>("abc"));
  const auto before = texts.Find(name);
  texts.Append(name, 3, "def");
  EXPECT_EQ(*before, "abc");
  EXPECT_EQ(*texts.Find(name), "abcdef");
}

TEST(KeptTextsTest, WhatNobodyAsksForGoes) {
  HandClock clock;
  KeptTexts texts(&clock);
  const std::string used = texts.Keep(std::make_shared<std::string>("a"));
  const std::string unused = texts.Keep(std::make_shared<std::string>("b"));
  clock.now += KeptTexts::kLife / 2;
  EXPECT_NE(texts.Find(used), nullptr);
  clock.now += KeptTexts::kLife / 2 + absl::Seconds(1);
  EXPECT_EQ(texts.Find(unused), nullptr);
  EXPECT_NE(texts.Find(used), nullptr);
}

TEST(KeptTextsTest, OfTooManyTheOneUnusedForLongestGoes) {
  HandClock clock;
  KeptTexts texts(&clock);
  std::vector<std::string> names;
  for (size_t i = 0; i <= KeptTexts::kMost; ++i) {
    clock.now += absl::Seconds(1);
    names.push_back(texts.Keep(std::make_shared<std::string>("x")));
  }
  EXPECT_EQ(texts.Find(names.front()), nullptr);
  EXPECT_NE(texts.Find(names.back()), nullptr);
}

}  // namespace
}  // namespace lienthong::snapshots
