// The classes by which rows are ranked.
#pragma once

#include <cstdint>

#include "seeds/nation/rank/position.h"
#include "seeds/nation/rank/ranker.h"
#include "seeds/nation/tile/rows.h"
#include "seeds/nation/tile/tile.h"

namespace lienthong::seeds {

inline constexpr int kEthnicityCodes = 57;  // 0..56
inline constexpr int kBookFrom = 116;       // birth books are electronic from 2016 on
inline constexpr int kBookYears = kSnapshotYear - kBookFrom + 1;
inline constexpr int kLegacyBefore = 100;  // old identity cards went to those born before 2000
inline constexpr int kAdultAge = 18;

constexpr uint32_t YearAndSex(int sex, int year) {
  return static_cast<uint32_t>(sex * kBirthYears + year - kFirstBirthYear);
}
inline constexpr uint32_t kYearsAndSexes = 2 * kBirthYears;

// Personal numbers with the same first six digits.
constexpr uint32_t CellOf(int origin, int sex, int year) {
  return static_cast<uint32_t>(origin) * kYearsAndSexes + YearAndSex(sex, year);
}
inline constexpr uint32_t kCells = kProvinces * kYearsAndSexes;

constexpr bool IsAdult(const Member& member) { return AgeOf(member.year) >= kAdultAge; }
// Whose parents, if known, live elsewhere.
constexpr bool IsLinkable(const Member& member) {
  return member.alive() && IsAdult(member) && member.father == kNobody && member.mother == kNobody;
}

// Births in the books, where the parents still live (by residence) or lived before they moved (by origin).
constexpr uint32_t BookOf(int province, int year) {
  return static_cast<uint32_t>(province * kBookYears + year - kBookFrom);
}
inline constexpr uint32_t kBooks = kProvinces * kBookYears;

// Marriages of a province in a year.
constexpr uint32_t MarriageBookOf(int province, int year) {
  return static_cast<uint32_t>(province * kBirthYears + year - kFirstBirthYear);
}
inline constexpr uint32_t kMarriageBooks = kProvinces * kBirthYears;

constexpr uint32_t BandOf(int province, int band) { return static_cast<uint32_t>(province * kBands + band); }
inline constexpr uint32_t kBandClasses = kProvinces * kBands;

}  // namespace lienthong::seeds
