// The promise (AGENDA rule 15): same seed, same calls => same canonical journal and state, whatever carries the calls,
// however many rows an order holds, whatever is lost on the wire, whoever looks on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "services/base/world/draws.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using Wire = Town::Wire;

struct Story {
  std::string digest;
  // Canonical lines, serialised; every page of them.
  std::vector<std::string> journal;
  int64_t steps = 0;

  bool operator==(const Story& other) const {
    return digest == other.digest && journal == other.journal && steps == other.steps;
  }
};

struct Circumstances {
  Town::Options town;
  int drivers = 1;
  bool onlookers = false;
  bool repeats = false;
  int page_size = 100;
};

// Plays one world's part: outside writes, looks and advances, drawn from the seed.
class Player {
 public:
  Player(Town& town, const Circumstances& circumstances, uint64_t seed)
      : town_(town), circumstances_(circumstances), world_(absl::StrCat("w-", seed)), draws_(seed, "player") {}

  Story Play(uint64_t seed) {
    EXPECT_TRUE(town_.Create(world_, seed).ok());
    for (int turn = 0; turn < 6; ++turn) {
      if (draws_.Below(3) == 0) {
        Advance(absl::Minutes(static_cast<int64_t>(draws_.Below(40 * 24 * 60))));
      } else {
        Write(turn);
      }
      if (circumstances_.onlookers) {
        EXPECT_TRUE(town_.Look("toy-b", world_, "passer-by").ok());
      }
    }
    Advance(absl::Hours(24 * 400));
    return Tell();
  }

 private:
  void Advance(absl::Duration by) {
    const auto advanced = town_.Advance(world_, by);
    EXPECT_TRUE(advanced.ok()) << advanced.status();
    if (advanced.ok()) {
      EXPECT_TRUE(advanced->complete());
    }
  }

  void Write(int turn) {
    toy::v1::StirRequest request = Stirring("outside", absl::StrCat("request-", turn));
    request.set_depth(4);
    const std::string& toy = town_.toys()[draws_.Below(town_.toys().size())];
    const auto first = town_.Stir(toy, world_, request);
    EXPECT_TRUE(first.ok()) << first.status();
    if (!circumstances_.repeats || !first.ok()) return;
    const auto again = town_.Stir(toy, world_, request);
    EXPECT_TRUE(again.ok()) << again.status();
    if (again.ok()) {
      EXPECT_EQ(again->id(), first->id());
    }
  }

  Story Tell() {
    Story story;
    const auto journal = town_.Journal(world_, true, circumstances_.page_size);
    EXPECT_TRUE(journal.ok()) << journal.status();
    if (!journal.ok()) return story;
    for (const auto& entry : *journal) story.journal.push_back(entry.SerializeAsString());
    story.digest = town_.Describe(world_)->digest();
    story.steps = town_.authority().Get(world_)->step();
    return story;
  }

  Town& town_;
  const Circumstances& circumstances_;
  const std::string world_;
  Draws draws_;
};

constexpr uint64_t kFirstSeed = 1;

std::vector<Story> Play(const Circumstances& circumstances, uint64_t worlds) {
  Town town(circumstances.town);
  std::vector<Story> stories(worlds);
  std::atomic<uint64_t> next{0};
  const auto drive = [&] {
    for (uint64_t i = next++; i < worlds; i = next++) {
      stories[i] = Player(town, circumstances, kFirstSeed + i).Play(kFirstSeed + i);
    }
  };
  std::vector<std::thread> drivers;
  for (int i = 0; i < circumstances.drivers; ++i) drivers.emplace_back(drive);
  for (std::thread& driver : drivers) driver.join();
  if (circumstances.town.percent_lost > 0) {
    EXPECT_GT(town.lost(), 0);
  }
  return stories;
}

size_t Differing(const std::vector<Story>& a, const std::vector<Story>& b) {
  size_t differing = 0;
  for (size_t i = 0; i < a.size(); ++i) differing += a[i] == b[i] ? 0 : 1;
  return differing;
}

constexpr uint64_t kWorlds = 24;

const std::vector<Story>& Reference() {
  static const auto* stories = new std::vector<Story>(Play(Circumstances(), kWorlds));
  return *stories;
}

TEST(DeterminismTest, TheStoriesAreWorthComparing) {
  size_t lines = 0;
  std::set<std::string> digests;
  for (const Story& story : Reference()) {
    lines += story.journal.size();
    digests.insert(story.digest);
  }
  EXPECT_GT(lines, kWorlds * 10);
  EXPECT_EQ(digests.size(), kWorlds);
}

TEST(DeterminismTest, APlantedDefectIsFound) {
  Circumstances mutant;
  mutant.town.counts_by_process = true;
  EXPECT_EQ(Differing(Play(mutant, kWorlds), Reference()), kWorlds);
  mutant.drivers = 8;
  EXPECT_GT(Differing(Play(mutant, kWorlds), Play(mutant, kWorlds)), 0u);
}

struct Case {
  std::string name;
  Circumstances circumstances;
};

std::vector<Case> Cases() {
  std::vector<Case> cases;
  for (const auto& [wire, wire_name] :
       {std::pair(Wire::kDirect, "Direct"), {Wire::kInProcess, "InProcess"}, {Wire::kSplit, "Split"}}) {
    for (const int drivers : {1, 8}) {
      for (const int rows : {1, 64}) {
        for (const bool trouble : {false, true}) {
          Circumstances circumstances;
          circumstances.town.wire = wire;
          circumstances.town.rows_per_run = rows;
          circumstances.town.percent_lost = trouble ? 6 : 0;
          circumstances.drivers = drivers;
          circumstances.onlookers = circumstances.repeats = trouble;
          circumstances.page_size = trouble ? 7 : 1000;
          cases.push_back(
              {absl::StrCat(wire_name, drivers, "Drivers", rows, "Rows", trouble ? "Trouble" : ""), circumstances});
        }
      }
    }
  }
  return cases;
}

class DeterminismIn : public ::testing::TestWithParam<Case> {};

TEST_P(DeterminismIn, TheSameStories) {
  const auto stories = Play(GetParam().circumstances, kWorlds);
  for (uint64_t i = 0; i < kWorlds; ++i) {
    EXPECT_EQ(stories[i].digest, Reference()[i].digest) << "world " << i;
    EXPECT_EQ(stories[i].steps, Reference()[i].steps) << "world " << i;
    EXPECT_EQ(stories[i].journal.size(), Reference()[i].journal.size()) << "world " << i;
    EXPECT_TRUE(stories[i].journal == Reference()[i].journal) << "world " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Everywhere, DeterminismIn, ::testing::ValuesIn(Cases()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace lienthong::testing
