// The rows a tile is made of. Plain data: they are stored in the tables' file as they are. Years count from 1900.
#pragma once

#include <cstdint>

namespace lienthong::seeds {

inline constexpr int kYearBase = 1900;
inline constexpr int kSnapshotYear = 123;   // 2023
inline constexpr int kFirstBirthYear = 23;  // 1923
inline constexpr int kBirthYears = kSnapshotYear - kFirstBirthYear + 1;
inline constexpr uint8_t kNobody = 255;  // no such position in the household
inline constexpr uint8_t kOtherRelation = 99;

constexpr int AgeOf(int year) { return kSnapshotYear - year; }

enum MemberFlag : uint8_t {
  kDivorced = 1,    // a lone mother or a single man, if a former spouse can be found
  kFirstTwin = 2,   // the next row is the twin
  kSecondTwin = 4,  // born on the day of the row before
};

// A person: of the household's living members the head first, then the dead who belonged to it.
struct Member {
  uint8_t year = 0;
  uint8_t sex = 0;       // 0 male, 1 female
  uint8_t relation = 0;  // to the head: 1..7, 99; 0 for the dead
  uint8_t death = 0;     // year; 0: alive
  uint8_t father = kNobody;
  uint8_t mother = kNobody;
  uint8_t spouse = kNobody;  // the dead one too
  uint8_t flags = 0;
  uint8_t origin = 0;     // province of birth, by place
  uint8_t ethnicity = 1;  // census code
  uint16_t home = 0;      // row of the household

  constexpr bool alive() const { return death == 0; }
};

enum class HomeKind : uint8_t { kSingle, kCouple, kLoneParent, kFamily, kThreeGenerations };

struct Home {
  uint16_t first_member = 0;
  uint16_t first_couple = 0;
  uint8_t members = 0;  // the dead included
  uint8_t living = 0;
  uint8_t couples = 0;
  HomeKind kind = HomeKind::kSingle;
};

// Two who married; the man of a divorced couple lives elsewhere (kNobody).
struct Couple {
  uint16_t home = 0;
  uint16_t first_slot = 0;
  uint8_t man = kNobody;
  uint8_t woman = kNobody;
  uint8_t married = 0;   // year
  uint8_t divorced = 0;  // year; 0: not
  uint8_t arrived = 0;   // year since which both have lived in the province; 0: always
  uint8_t slots = 0;     // children who live elsewhere
};

// A place for a child of the couple who lives elsewhere; born in the couple's province.
struct Slot {
  uint16_t couple = 0;
  uint8_t year = 0;
  uint8_t sex = 0;
};

static_assert(sizeof(Member) == 12 && sizeof(Home) == 8 && sizeof(Couple) == 10 && sizeof(Slot) == 4);

}  // namespace lienthong::seeds
