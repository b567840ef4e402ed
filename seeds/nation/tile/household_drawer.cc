#include "seeds/nation/tile/household_drawer.h"

#include <algorithm>

namespace lienthong::seeds {
namespace {

constexpr int kMale = 0, kFemale = 1;
constexpr int kYoungestMother = 19, kOldestMother = 44, kYoungestFather = 21;
constexpr uint32_t kTwinsPerMille = 14;  // of the births that have an elder sibling in the household
constexpr uint32_t kBoysOf2115 = 1115;

}  // namespace

DrawnHome HouseholdDrawer::Draw(const HomeShape& shape) {
  home_ = DrawnHome();
  home_.kind = shape.kind;
  switch (shape.kind) {
    case HomeKind::kSingle:
      DrawSingle();
      break;
    case HomeKind::kCouple:
      DrawCouple();
      break;
    case HomeKind::kLoneParent:
      DrawLoneParent(shape.size - 1);
      break;
    case HomeKind::kFamily:
      DrawFamily(shape.size - 2);
      break;
    case HomeKind::kThreeGenerations:
      DrawThreeGenerations(shape.size);
      break;
  }
  return home_;
}

void HouseholdDrawer::DrawSingle() {
  const int sex = draws_.Percent(50) ? kMale : kFemale;
  const int year = kSnapshotYear - draws_.Between(19, 96);
  const uint8_t person = Add(sex, year);
  const int age = AgeOf(year);
  // Most who live alone late in life are widowed.
  if (age >= 45 && draws_.Percent(static_cast<uint32_t>(std::min(age - 15, 85)))) {
    const int other = sex == kFemale ? HusbandYear(year) : std::min(year + draws_.Between(0, 8), kSnapshotYear - 25);
    const uint8_t dead = AddDead(1 - sex, other, other + 45);
    Marry(sex == kFemale ? dead : person, sex == kFemale ? person : dead);
  }
  Arrange(person);
}

void HouseholdDrawer::DrawCouple() {
  const int woman_year = kSnapshotYear - draws_.Between(21, 93);
  const uint8_t woman = Add(kFemale, woman_year);
  const uint8_t man = Add(kMale, std::min(HusbandYear(woman_year), kSnapshotYear - 22));
  Marry(man, woman);
  Arrange(draws_.Percent(75) ? man : woman);
}

void HouseholdDrawer::DrawLoneParent(int children) {
  const Spacing spacing = DrawSpacing(children);
  const int first_year = kSnapshotYear - 1 - spacing.total - draws_.Between(0, 24);
  Arrange(AddLoneParent(spacing, children, first_year));
}

uint8_t HouseholdDrawer::AddLoneParent(const Spacing& spacing, int children, int first_year) {
  const int age = draws_.Between(kYoungestMother + 2, std::min(35, kOldestMother - spacing.total));
  const int mother_year = first_year - age;
  const int last_year = first_year + spacing.total;
  const uint32_t fate = draws_.Under(100);
  if (fate < 45) {  // the father died
    const uint8_t mother = Add(kFemale, mother_year);
    const uint8_t father =
        AddDead(kMale, std::min(HusbandYear(mother_year), first_year - kYoungestFather), last_year + 1);
    Marry(father, mother);
    AddChildren(spacing, children, first_year, father, mother);
    return mother;
  }
  if (fate < 60) {  // the mother died
    const uint8_t father = Add(kMale, std::min(HusbandYear(mother_year), first_year - kYoungestFather));
    const uint8_t mother = AddDead(kFemale, mother_year, last_year + 1);
    Marry(father, mother);
    AddChildren(spacing, children, first_year, father, mother);
    return father;
  }
  const uint8_t mother = Add(kFemale, mother_year);
  if (fate < 82) {  // divorced, if a former husband can be found; else, as the rest, never married
    At(mother).flags |= kDivorced;
    Couple& couple = home_.couples[home_.couple_count++];
    couple.woman = mother;
    couple.divorced = static_cast<uint8_t>(draws_.Between(last_year + 1, kSnapshotYear));
  }
  AddChildren(spacing, children, first_year, kNobody, mother);
  return mother;
}

void HouseholdDrawer::DrawFamily(int children) {
  const Spacing spacing = DrawSpacing(children);
  const int first_year = kSnapshotYear - spacing.total - LesserOf(24, 30);
  const int woman_year = first_year - draws_.Between(kYoungestMother, std::min(35, kOldestMother - spacing.total));
  const uint8_t woman = Add(kFemale, woman_year);
  const uint8_t man = Add(kMale, std::min(HusbandYear(woman_year), first_year - kYoungestFather));
  Marry(man, woman);
  AddChildren(spacing, children, first_year, man, woman);
  Arrange(draws_.Percent(75) ? man : woman);
}

void HouseholdDrawer::DrawThreeGenerations(int size) {
  const int old = size == 3 || size == 4 ? 1 : size >= 7 ? 2 : draws_.Between(1, 2);
  const int children = size == 3 ? 1 : size - 2 - old;
  const Spacing spacing = DrawSpacing(children);
  const int first_year = kSnapshotYear - 1 - spacing.total - draws_.Between(0, 16);
  uint8_t heir = 0;
  if (size == 3) {
    heir = AddLoneParent(spacing, children, first_year);
  } else {
    const int woman_year = first_year - draws_.Between(kYoungestMother, std::min(33, kOldestMother - spacing.total));
    const uint8_t woman = Add(kFemale, woman_year);
    const uint8_t man = Add(kMale, std::min(HusbandYear(woman_year), first_year - kYoungestFather));
    Marry(man, woman);
    AddChildren(spacing, children, first_year, man, woman);
    heir = draws_.Percent(75) ? man : woman;
  }
  home_.line = heir;
  AddGrandparents(heir, old);
  const uint8_t father = At(heir).father, mother = At(heir).mother;
  const uint8_t elder = At(father).alive() ? father : mother;
  Arrange(draws_.Percent(50) ? elder : heir);
}

int HouseholdDrawer::LesserOf(int a, int b) {
  // A statement each: compilers evaluate arguments in any order.
  const int first = draws_.Between(0, a);
  const int second = draws_.Between(0, b);
  return std::min(first, second);
}

uint8_t HouseholdDrawer::Add(int sex, int year) {
  Member& member = home_.members[home_.size];
  member = Member();
  member.sex = static_cast<uint8_t>(sex);
  member.year = static_cast<uint8_t>(std::max(year, kFirstBirthYear));
  return home_.size++;
}

uint8_t HouseholdDrawer::AddDead(int sex, int year, int earliest_death) {
  const uint8_t person = Add(sex, year);
  At(person).death = static_cast<uint8_t>(draws_.Between(std::min(earliest_death, kSnapshotYear), kSnapshotYear));
  return person;
}

HouseholdDrawer::Spacing HouseholdDrawer::DrawSpacing(int children) {
  Spacing spacing;
  bool twins = false;  // no more than two of a birth
  for (int i = 1; i < children; ++i) {
    twins = !twins && draws_.Under(1000) < kTwinsPerMille;
    const int gap = twins ? 0 : 2 + LesserOf(4, 5);
    spacing.gaps[static_cast<size_t>(i)] = gap;
    spacing.total += gap;
  }
  return spacing;
}

void HouseholdDrawer::AddChildren(const Spacing& spacing, int children, int first_year, uint8_t father,
                                  uint8_t mother) {
  int year = first_year;
  for (int i = 0; i < children; ++i) {
    const int gap = spacing.gaps[static_cast<size_t>(i)];
    year += gap;
    const uint8_t child = Add(draws_.Under(2115) < kBoysOf2115 ? kMale : kFemale, year);
    At(child).father = father;
    At(child).mother = mother;
    if (i == 0 || gap != 0) continue;
    At(child).flags |= kSecondTwin;
    At(static_cast<uint8_t>(child - 1)).flags |= kFirstTwin;
  }
}

void HouseholdDrawer::Marry(uint8_t man, uint8_t woman) {
  At(man).spouse = woman;
  At(woman).spouse = man;
  Couple& couple = home_.couples[home_.couple_count++];
  couple.man = man;
  couple.woman = woman;
}

void HouseholdDrawer::AddGrandparents(uint8_t child, int living) {
  const int child_year = At(child).year;
  const int woman_year = std::max(child_year - draws_.Between(19, 38), kFirstBirthYear);
  const int man_year = std::min(std::max(HusbandYear(woman_year), kFirstBirthYear), child_year - kYoungestFather);
  const bool widow = living == 1 && draws_.Percent(78);
  const bool widower = living == 1 && !widow;
  const uint8_t woman =
      widower ? AddDead(kFemale, woman_year, std::max(child_year + 2, woman_year + 50)) : Add(kFemale, woman_year);
  const uint8_t man = widow ? AddDead(kMale, man_year, std::max(child_year + 2, man_year + 50)) : Add(kMale, man_year);
  Marry(man, woman);
  At(child).father = man;
  At(child).mother = woman;
}

uint8_t HouseholdDrawer::RelationTo(uint8_t head, uint8_t position) const {
  const Member& member = home_.members[position];
  const Member& first = home_.members[head];
  if (position == head) return 1;
  if (first.spouse == position) return 2;
  if (member.father == head || member.mother == head) return 3;
  if (first.father == position) return 4;
  if (first.mother == position) return 5;
  for (const uint8_t parent : {member.father, member.mother}) {
    if (parent == kNobody) continue;
    const Member& between = home_.members[parent];
    if (between.father == head || between.mother == head) return 6;
  }
  return kOtherRelation;
}

void HouseholdDrawer::Relate(uint8_t head) {
  for (uint8_t i = 0; i < home_.size; ++i) At(i).relation = At(i).alive() ? RelationTo(head, i) : 0;
}

void HouseholdDrawer::Arrange(uint8_t head) {
  Relate(head);
  if (home_.kind != HomeKind::kThreeGenerations) home_.line = head;
  std::array<uint8_t, 256> place;  // new position by old one; nobody stays nobody
  place[kNobody] = kNobody;
  uint8_t next = 0;
  place[head] = next++;
  for (uint8_t i = 0; i < home_.size; ++i) {
    if (i != head && At(i).alive()) place[i] = next++;
  }
  for (uint8_t i = 0; i < home_.size; ++i) {
    if (!At(i).alive()) place[i] = next++;
  }
  const std::array<Member, DrawnHome::kMaxMembers> before = home_.members;
  for (uint8_t i = 0; i < home_.size; ++i) {
    Member member = before[i];
    member.father = place[member.father];
    member.mother = place[member.mother];
    member.spouse = place[member.spouse];
    At(place[i]) = member;
  }
  for (uint8_t i = 0; i < home_.couple_count; ++i) {
    Couple& couple = home_.couples[i];
    couple.man = place[couple.man];
    couple.woman = place[couple.woman];
  }
  home_.line = place[home_.line];
}

}  // namespace lienthong::seeds
