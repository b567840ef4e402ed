#include <thread>

#include "seeds/nation/tables/image.h"
#include "seeds/nation/tables/scale.h"
#include "seeds/nation/tables/tables.h"
#include "seeds/nation/tile/kinship.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kLinkedPercent = 97;
constexpr uint16_t kUnseen = kNoGroup;

using Tiles = std::array<Tile, kProvinces>;

Tiles MakeTiles(const TablesKey& key) {
  const Origins origins;
  const std::array<int64_t, kProvinces> people = PeopleByProvince(key.population);
  Tiles tiles;
  const auto make = [&](size_t first) {
    for (size_t i = first; i < kProvinces; i += 2)
      tiles[i] = MakeTile(key.seed, static_cast<int>(i), people[i], origins);
  };
  std::thread other(make, 1);
  make(0);
  other.join();
  return tiles;
}

}  // namespace

class TablesMaker {
 public:
  explicit TablesMaker(const TablesKey& key) : key_(key), tiles_(MakeTiles(key)) {}

  std::shared_ptr<const Tables> Make();

 private:
  const Member& At(int province, uint32_t row) const { return tiles_[static_cast<size_t>(province)].members[row]; }
  const Couple& CoupleAt(int province, uint32_t row) const {
    return tiles_[static_cast<size_t>(province)].couples[row];
  }
  uint32_t Group(int origin, int ethnicity) const {
    return groups_[static_cast<size_t>(origin * kEthnicityCodes + ethnicity)];
  }

  void Count();
  void NumberGroups();
  RankerArrays RankLinks();
  void LinkChildren(const RankerArrays& links);
  void LinkChildren(int province, const Ranker& links);
  RankerArrays RankSlots();
  RankerArrays RankMembers(uint32_t classes, uint32_t (*class_of)(int province, const Member& member));
  void AddMemberRanks();
  void AddRows();
  void Add(const RankerArrays& ranks);
  template <typename RowsOf>
  void AddTiles(Tables::Kind kind, RowsOf rows_of);

  TablesKey key_;
  Tiles tiles_;
  std::array<std::vector<Slot>, kProvinces> slots_;
  Tables::AllRepetitions repetitions_;
  Tables::Starts starts_ = {};
  std::vector<uint16_t> groups_;
  uint32_t group_count_ = 0;
  ImageWriter writer_;
  std::vector<std::shared_ptr<const void>> kept_;  // what the writer points at
};

void TablesMaker::Count() {
  for (size_t i = 0; i < kProvinces; ++i) {
    repetitions_[Tables::kPeople][i] = tiles_[i].people;
    repetitions_[Tables::kHomes][i] = tiles_[i].households;
    repetitions_[Tables::kCouples][i] = tiles_[i].marriages;
  }
}

void TablesMaker::NumberGroups() {
  groups_.assign(kProvinces * kEthnicityCodes, kUnseen);
  for (const Tile& tile : tiles_) {
    for (const Member& member : tile.members) {
      uint16_t& group = groups_[static_cast<size_t>(member.origin * kEthnicityCodes + member.ethnicity)];
      if (group == kUnseen && IsLinkable(member)) group = static_cast<uint16_t>(group_count_++);
    }
  }
}

RankerArrays TablesMaker::RankLinks() {
  return MakeRanker(group_count_ * kYearsAndSexes, repetitions_[Tables::kPeople], [this](int province, uint32_t row) {
    const Member& member = At(province, row);
    return IsLinkable(member)
               ? Group(member.origin, member.ethnicity) * kYearsAndSexes + YearAndSex(member.sex, member.year)
               : kNoClass;
  });
}

void TablesMaker::LinkChildren(int province, const Ranker& links) {
  Tile& tile = tiles_[static_cast<size_t>(province)];
  Draws draws(Mix(key_.seed, 0x4B696E, static_cast<uint64_t>(province)));
  Kinship kinship(&tile, &draws);
  const uint64_t rows = tile.people.rows;
  const uint64_t people = tile.people.times > 0 ? tile.people.size() : rows;
  for (int year = kSnapshotYear - kAdultAge; year >= kFirstBirthYear; --year) {
    for (int ethnicity = 1; ethnicity < kEthnicityCodes; ++ethnicity) {
      if (Group(province, ethnicity) == kUnseen) continue;
      for (int sex = 0; sex < 2; ++sex) {
        const uint64_t adults = links.Count(Group(province, ethnicity) * kYearsAndSexes + YearAndSex(sex, year));
        const uint64_t wanted = (kLinkedPercent * adults * rows + 50 * people) / (100 * people);
        kinship.AddChildren(static_cast<int>(wanted), ethnicity, sex, year);
      }
    }
  }
  slots_[static_cast<size_t>(province)] = kinship.Finish();
}

void TablesMaker::LinkChildren(const RankerArrays& links) {
  const Ranker view = links.View(&repetitions_[Tables::kPeople]);
  for (int province = 0; province < kProvinces; ++province) {
    LinkChildren(province, view);
    const auto i = static_cast<size_t>(province);
    const Repetition& couples = tiles_[i].marriages;
    const uint32_t rest = couples.rest < couples.rows ? tiles_[i].couples[couples.rest].first_slot : 0;
    repetitions_[Tables::kSlots][i] = {couples.times, static_cast<uint32_t>(slots_[i].size()), rest};
  }
}

RankerArrays TablesMaker::RankSlots() {
  return MakeRanker(group_count_ * kYearsAndSexes, repetitions_[Tables::kSlots], [this](int province, uint32_t row) {
    const Slot& slot = slots_[static_cast<size_t>(province)][row];
    const Couple& couple = CoupleAt(province, slot.couple);
    const Home& home = tiles_[static_cast<size_t>(province)].homes[couple.home];
    const int ethnicity = At(province, home.first_member + couple.man).ethnicity;
    return Group(province, ethnicity) * kYearsAndSexes + YearAndSex(slot.sex, slot.year);
  });
}

RankerArrays TablesMaker::RankMembers(uint32_t classes, uint32_t (*class_of)(int province, const Member& member)) {
  return MakeRanker(classes, repetitions_[Tables::kPeople],
                    [&](int province, uint32_t row) { return class_of(province, At(province, row)); });
}

void TablesMaker::Add(const RankerArrays& ranks) {
  const auto kept = std::make_shared<const RankerArrays>(ranks);
  kept_.push_back(kept);
  writer_.Add(kept->first_pair);
  writer_.Add(kept->pairs);
  writer_.Add(kept->rows);
}

// In the order of Tables::Open.
void TablesMaker::AddMemberRanks() {
  Add(RankMembers(kCells, [](int, const Member& m) { return CellOf(m.origin, m.sex, m.year); }));
  Add(RankMembers(kBooks, [](int province, const Member& m) {
    return m.year >= kBookFrom && m.origin == province ? BookOf(province, m.year) : kNoClass;
  }));
  Add(RankMembers(kBooks, [](int province, const Member& m) {
    return m.year >= kBookFrom && m.origin != province ? BookOf(m.origin, m.year) : kNoClass;
  }));
  Add(RankMembers(kProvinces, [](int, const Member& m) { return m.year < kLegacyBefore ? m.origin : kNoClass; }));
  Add(RankMembers(kProvinces, [](int province, const Member& m) {
    return m.year < kLegacyBefore && m.origin != province ? static_cast<uint32_t>(province) : kNoClass;
  }));
  Add(RankMembers(kProvinces, [](int province, const Member& m) {
    return IsAdult(m) ? static_cast<uint32_t>(province) : kNoClass;
  }));
  Add(RankMembers(kBandClasses, [](int province, const Member& m) {
    return m.flags & kDivorced && m.sex == 1 ? BandOf(province, WomansBand(m.year)) : kNoClass;
  }));
  Add(RankMembers(kBandClasses, [](int province, const Member& m) {
    return m.flags & kDivorced && m.sex == 0 ? BandOf(province, MansBand(m.year)) : kNoClass;
  }));
}

template <typename RowsOf>
void TablesMaker::AddTiles(Tables::Kind kind, RowsOf rows_of) {
  using Row = typename std::decay_t<decltype(rows_of(0))>::value_type;
  auto rows = std::make_shared<std::vector<Row>>();
  for (size_t i = 0; i < kProvinces; ++i) {
    const std::vector<Row>& part = rows_of(i);
    rows->insert(rows->end(), part.begin(), part.end());
    starts_[kind][i + 1] = static_cast<uint32_t>(rows->size());
  }
  kept_.push_back(rows);
  writer_.Add(*rows);
}

void TablesMaker::AddRows() {
  AddTiles(Tables::kPeople, [this](size_t i) -> const std::vector<Member>& { return tiles_[i].members; });
  AddTiles(Tables::kHomes, [this](size_t i) -> const std::vector<Home>& { return tiles_[i].homes; });
  AddTiles(Tables::kCouples, [this](size_t i) -> const std::vector<Couple>& { return tiles_[i].couples; });
  AddTiles(Tables::kSlots, [this](size_t i) -> const std::vector<Slot>& { return slots_[i]; });
  writer_.Add(groups_);
  writer_.Add(absl::MakeConstSpan(&repetitions_, 1));
  writer_.Add(absl::MakeConstSpan(&starts_, 1));
}

std::shared_ptr<const Tables> TablesMaker::Make() {
  Count();
  NumberGroups();
  const RankerArrays links = RankLinks();
  LinkChildren(links);
  AddRows();
  Add(links);
  Add(RankSlots());
  AddMemberRanks();
  Add(MakeRanker(kMarriageBooks, repetitions_[Tables::kCouples], [this](int province, uint32_t row) {
    return MarriageBookOf(province, CoupleAt(province, row).married);
  }));
  ImageHeader header;
  header.version = Tables::kVersion;
  header.seed = key_.seed;
  header.population = key_.population;
  const auto words = std::make_shared<const std::vector<uint64_t>>(writer_.Finish(header));
  const std::shared_ptr<Tables> tables(new Tables());
  const absl::Span<const char> image(reinterpret_cast<const char*>(words->data()), words->size() * 8);
  tables->Open(image, words).IgnoreError();  // it was just written
  return tables;
}

std::shared_ptr<const Tables> Tables::Make(const TablesKey& key) { return TablesMaker(key).Make(); }

}  // namespace lienthong::seeds
