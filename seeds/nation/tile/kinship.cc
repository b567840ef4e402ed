#include "seeds/nation/tile/kinship.h"

#include <algorithm>

namespace lienthong::seeds {
namespace {

constexpr int kEthnicities = 57;
constexpr int kTries = 40;
constexpr int kMotherFrom = 19, kMotherTo = 42, kFatherFrom = 21, kFatherTo = 58;
constexpr int kManFrom = 21, kWomanFrom = 19, kDivorcedWomanFrom = 21;  // by year, so of age on any day

bool AliveIn(const Member& member, int year) { return member.alive() || year < member.death; }
bool Within(int value, int from, int to) { return from <= value && value <= to; }

}  // namespace

Kinship::Kinship(Tile* tile, Draws* draws)
    : tile_(*tile), draws_(*draws), children_(tile->couples.size()), candidates_(kEthnicities) {
  ListHomeChildren();
  std::vector<uint16_t> order;
  const size_t usable = tile_.marriages.times > 0 ? tile_.couples.size() : tile_.marriages.rest;
  for (uint16_t i = 0; i < usable; ++i) {
    if (tile_.couples[i].man != kNobody) order.push_back(i);
  }
  const auto year = [this](uint16_t i) { return MemberOf(tile_.couples[i], tile_.couples[i].woman).year; };
  std::stable_sort(order.begin(), order.end(), [&](uint16_t a, uint16_t b) { return year(a) < year(b); });
  for (const uint16_t i : order) {
    Candidates& group = candidates_[MemberOf(tile_.couples[i], tile_.couples[i].man).ethnicity];
    group.couples.push_back(i);
    group.years.push_back(year(i));
  }
}

const Member& Kinship::MemberOf(const Couple& couple, uint8_t position) const {
  return tile_.members[tile_.homes[couple.home].first_member + position];
}

void Kinship::Enter(uint16_t couple, int year) {
  Children& children = children_[couple];
  if (children.count < kMostChildren) children.years[children.count++] = static_cast<uint8_t>(year);
}

void Kinship::ListHomeChildren() {
  for (uint16_t i = 0; i < tile_.couples.size(); ++i) {
    const Couple& couple = tile_.couples[i];
    const Home& home = tile_.homes[couple.home];
    for (uint8_t position = 0; position < home.members; ++position) {
      const Member& child = MemberOf(couple, position);
      if (child.mother == couple.woman && child.father == couple.man) Enter(i, child.year);
    }
  }
}

bool Kinship::Fits(const Couple& couple, const Children& children, int year) const {
  const Member& man = MemberOf(couple, couple.man);
  const Member& woman = MemberOf(couple, couple.woman);
  if (children.count == kMostChildren || year < couple.arrived) return false;
  if (!Within(year - woman.year, kMotherFrom, kMotherTo) || !Within(year - man.year, kFatherFrom, kFatherTo)) {
    return false;
  }
  if (!AliveIn(man, year) || !AliveIn(woman, year)) return false;
  return std::none_of(children.years.begin(), children.years.begin() + children.count,
                      [year](int other) { return Within(year - other, -1, 1); });
}

bool Kinship::AddChild(const Candidates& candidates, int sex, int year) {
  const auto bound = [&](int mother) {
    return static_cast<int>(std::lower_bound(candidates.years.begin(), candidates.years.end(), mother) -
                            candidates.years.begin());
  };
  const int from = bound(year - kMotherTo), to = bound(year - kMotherFrom + 1);
  for (int i = 0; i < kTries && from < to; ++i) {
    const uint16_t at = candidates.couples[static_cast<size_t>(draws_.Between(from, to - 1))];
    if (!Fits(tile_.couples[at], children_[at], year)) continue;
    Enter(at, year);
    slots_.push_back({at, static_cast<uint8_t>(year), static_cast<uint8_t>(sex)});
    return true;
  }
  return false;
}

void Kinship::AddChildren(int count, int ethnicity, int sex, int year) {
  const Candidates& candidates = candidates_[static_cast<size_t>(ethnicity)];
  while (count-- > 0 && AddChild(candidates, sex, year)) {
  }
}

void Kinship::SetYear(Couple* couple, const Children& children) {
  const Member& woman = MemberOf(*couple, couple->woman);
  int legal = woman.year + (couple->man == kNobody ? kDivorcedWomanFrom : kWomanFrom);
  int latest = kSnapshotYear;
  for (uint8_t i = 0; i < children.count; ++i) latest = std::min(latest, children.years[i] - 1);
  if (couple->man != kNobody) {
    const Member& man = MemberOf(*couple, couple->man);
    legal = std::max(legal, man.year + kManFrom);
    for (const int death : {man.death, woman.death}) latest = death > 0 ? std::min(latest, death - 1) : latest;
  } else {
    latest = std::min(latest, couple->divorced - 1);
  }
  const int wish = woman.year + draws_.Between(kWomanFrom, 27);
  couple->married = static_cast<uint8_t>(std::max(legal, std::min(wish, latest)));
}

std::vector<Slot> Kinship::Finish() {
  for (size_t i = 0; i < tile_.couples.size(); ++i) SetYear(&tile_.couples[i], children_[i]);
  std::stable_sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) { return a.couple < b.couple; });
  size_t next = 0;
  for (uint16_t i = 0; i < tile_.couples.size(); ++i) {
    Couple& couple = tile_.couples[i];
    couple.first_slot = static_cast<uint16_t>(next);
    while (next < slots_.size() && slots_[next].couple == i) ++next;
    couple.slots = static_cast<uint8_t>(next - couple.first_slot);
  }
  return slots_;
}

}  // namespace lienthong::seeds
