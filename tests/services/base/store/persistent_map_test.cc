#include "services/base/store/persistent_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace lienthong::store {
namespace {

using Model = std::map<std::string, std::pair<std::string, Version>>;

std::string RandomKey(std::mt19937_64& random, int space) { return absl::StrCat("key/", random() % space); }

Model ContentOf(const PersistentMap& map, absl::string_view from = "", absl::string_view to = "") {
  Model content;
  std::string last;
  map.Scan(from, to, [&](const PersistentMap::Row& row) {
    EXPECT_LT(last, row.key) << "keys must ascend";
    last = row.key;
    content.emplace(row.key, std::pair(row.entry.value, row.entry.version));
    return true;
  });
  return content;
}

void ExpectEqual(const PersistentMap& map, const Model& model) {
  EXPECT_EQ(map.size(), model.size());
  EXPECT_EQ(ContentOf(map), model);
}

// One map and what it should hold.
struct Twin {
  PersistentMap map;
  Model model;
  Version version = 0;

  void Change(std::mt19937_64& random, int space, int erase_percent) {
    const std::string key = RandomKey(random, space);
    if (static_cast<int>(random() % 100) < erase_percent) {
      EXPECT_EQ(map.Erase(key), model.erase(key) == 1);
    } else {
      const std::string value = absl::StrCat("value ", random());
      map.Put(key, Entry{value, ++version});
      model[key] = {value, version};
    }
  }
};

TEST(PersistentMapTest, EmptyMapHasNothing) {
  PersistentMap map;
  EXPECT_TRUE(map.empty());
  EXPECT_EQ(map.Get("a"), nullptr);
  EXPECT_EQ(map.AtOrAbove(""), nullptr);
  EXPECT_FALSE(map.Erase("a"));
  ExpectEqual(map, {});
}

TEST(PersistentMapTest, PutReplaces) {
  PersistentMap map;
  map.Put("a", Entry{"one", 1});
  map.Put("a", Entry{"two", 2});
  ExpectEqual(map, {{"a", {"two", 2}}});
}

TEST(PersistentMapTest, AscendingAndDescendingInsertionsKeepOrder) {
  for (const bool ascending : {true, false}) {
    PersistentMap map;
    Model model;
    for (int i = 0; i < 3000; ++i) {
      const std::string key = absl::StrCat(100'000 + (ascending ? i : -i));
      map.Put(key, Entry{key, 1});
      model[key] = {key, 1};
    }
    ExpectEqual(map, model);
    // And taken down again from the front, as an agenda is.
    while (!map.empty()) {
      const std::string least = map.AtOrAbove("")->key;
      ASSERT_EQ(least, model.begin()->first);
      ASSERT_TRUE(map.Erase(least));
      model.erase(model.begin());
    }
    ExpectEqual(map, {});
  }
}

// Growth, balance and decline, so that nodes split, join and vanish at every level.
TEST(PersistentMapTest, RandomChangesMatchStdMap) {
  std::mt19937_64 random(20240805);
  Twin twin;
  for (const int erase_percent : {10, 50, 90, 30, 97}) {
    for (int i = 0; i < 4000; ++i) twin.Change(random, 2000, erase_percent);
    ExpectEqual(twin.map, twin.model);
    for (int i = 0; i < 300; ++i) {
      const std::string key = RandomKey(random, 2500);
      const auto expected = twin.model.find(key);
      const Entry* entry = twin.map.Get(key);
      ASSERT_EQ(entry != nullptr, expected != twin.model.end());
      if (entry == nullptr) continue;
      EXPECT_EQ(std::pair(entry->value, entry->version), expected->second);
    }
  }
}

// Whole stretches of keys come and go, so that branches lose their first children and join their neighbours.
TEST(PersistentMapTest, StretchesComeAndGo) {
  constexpr int kKeys = 6000;
  std::mt19937_64 random(23);
  Twin twin;
  const auto key = [](int number) { return absl::StrCat(100'000 + number); };
  for (int round = 0; round < 120; ++round) {
    const bool erase = random() % 2 == 0;
    const int from = random() % kKeys;
    const int to = std::min<int>(kKeys, from + random() % 2500);
    const int step = 1 + random() % 3;
    for (int i = from; i < to; i += step) {
      if (erase) {
        ASSERT_EQ(twin.map.Erase(key(i)), twin.model.erase(key(i)) == 1) << key(i);
      } else {
        twin.map.Put(key(i), Entry{"x", 1});
        twin.model[key(i)] = {"x", 1};
      }
    }
    for (int i = 0; i < kKeys; i += 7) ASSERT_EQ(twin.map.Get(key(i)) != nullptr, twin.model.contains(key(i)));
    ExpectEqual(twin.map, twin.model);
  }
}

TEST(PersistentMapTest, ForksAreIndependentOfEachOther) {
  std::mt19937_64 random(7);
  std::vector<Twin> forks(1);
  for (int i = 0; i < 20'000; ++i) {
    const size_t chosen = random() % forks.size();
    if (random() % 500 == 0) {
      if (forks.size() < 24) {
        forks.push_back(forks[chosen]);
      } else {
        std::swap(forks[chosen], forks.back());
        forks.pop_back();
      }
    } else {
      forks[chosen].Change(random, 700, i / 2000 % 2 == 0 ? 15 : 85);  // grow and shrink in turn
    }
  }
  ASSERT_GT(forks.size(), 10u);
  for (const Twin& fork : forks) ExpectEqual(fork.map, fork.model);
}

TEST(PersistentMapTest, AForkKeepsRowsThatAreReplacedInPlaceElsewhere) {
  PersistentMap map;
  map.Put("a", Entry{"old", 1});
  const PersistentMap fork = map;
  map.Put("b", Entry{"makes the node map's own, its rows still shared", 2});
  map.Put("a", Entry{"new", 3});
  EXPECT_EQ(fork.Get("a")->value, "old");
  EXPECT_EQ(fork.Get("b"), nullptr);
}

TEST(PersistentMapTest, AMapNobodyCopiedIsChangedInPlace) {
  PersistentMap map;
  for (int i = 0; i < 1000; ++i) map.Put(absl::StrCat(i), Entry{"x", 1});
  const Entry* const before = map.Get("500");
  map.Put("500", Entry{"y", 2});
  EXPECT_EQ(map.Get("500"), before);
  const PersistentMap snapshot = map;
  map.Put("500", Entry{"z", 3});
  EXPECT_NE(map.Get("500"), before);
  EXPECT_EQ(before->value, "y");
}

TEST(PersistentMapTest, ScanKeepsItsBounds) {
  std::mt19937_64 random(3);
  Twin twin;
  for (int i = 0; i < 3000; ++i) twin.Change(random, 1000, 20);
  for (int i = 0; i < 500; ++i) {
    const std::string from = RandomKey(random, 1200);
    const std::string to = RandomKey(random, 1200);
    const auto begin = twin.model.lower_bound(from);
    const Model expected = from < to ? Model(begin, twin.model.lower_bound(to)) : Model();
    EXPECT_EQ(ContentOf(twin.map, from, to), expected) << from << " to " << to;
    const PersistentMap::Row* least = twin.map.AtOrAbove(from);
    ASSERT_EQ(least == nullptr, begin == twin.model.end());
    if (least == nullptr) continue;
    EXPECT_EQ(least->key, begin->first);
  }
}

TEST(PersistentMapTest, ScanStopsWhenTold) {
  PersistentMap map;
  for (int i = 0; i < 100; ++i) map.Put(absl::StrCat(i), Entry{"x", 1});
  int seen = 0;
  map.Scan("", "", [&seen](const PersistentMap::Row&) { return ++seen < 20; });
  EXPECT_EQ(seen, 20);
}

TEST(PersistentMapTest, KeysMayHoldAnyBytes) {
  PersistentMap map;
  const std::vector<std::string> keys = {"", std::string(1, '\0'), "a", std::string("a\0b", 3), "\x7f", "\x80", "\xff"};
  for (const std::string& key : keys) map.Put(key, Entry{key, 1});
  std::vector<std::string> seen;
  map.Scan("", "", [&seen](const PersistentMap::Row& row) {
    seen.push_back(row.key);
    return true;
  });
  EXPECT_EQ(seen, keys);
}

TEST(PersistentMapTest, AMovedFromMapIsEmptyAndUsable) {
  PersistentMap map;
  map.Put("a", Entry{"x", 1});
  PersistentMap other = std::move(map);
  EXPECT_TRUE(map.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(map.Get("a"), nullptr);
  map.Put("b", Entry{"y", 1});
  ExpectEqual(map, {{"b", {"y", 1}}});
  ExpectEqual(other, {{"a", {"x", 1}}});
}

TEST(PersistentMapTest, CopiesAreReadWhileTheOriginalChanges) {
  std::mt19937_64 random(11);
  Twin twin;
  for (int i = 0; i < 2000; ++i) twin.Change(random, 1000, 20);
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 4; ++reader) {
    readers.emplace_back([copy = twin] {
      for (int i = 0; i < 5; ++i) ExpectEqual(copy.map, copy.model);
    });
    for (int i = 0; i < 2000; ++i) twin.Change(random, 1000, 45);
  }
  for (std::thread& reader : readers) reader.join();
  ExpectEqual(twin.map, twin.model);
}

}  // namespace
}  // namespace lienthong::store
