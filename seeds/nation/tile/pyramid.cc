#include "seeds/nation/tile/pyramid.h"

namespace lienthong::seeds {
namespace {

constexpr int kParts = 16;
// Per thousand of the people: ages 0-4, 5-9, ..., 75-79.
constexpr uint32_t kFiveYears[] = {81, 85, 77, 69, 71, 86, 88, 79, 70, 63, 60, 52, 42, 29, 17, 12};
constexpr uint64_t kEightyAndOver = 19;

// 80 and over by single years, as parts of a sum.
struct Tail {
  uint64_t parts[kBirthYears - 80] = {};
  uint64_t sum = 0;

  constexpr Tail() {
    uint64_t part = 1'000'000;
    for (uint64_t& p : parts) {
      p = part;
      sum += part;
      part = part * 7 / 8;
    }
  }
};
constexpr Tail kTail;

// Women per mille of an age.
constexpr uint64_t WomenPerMille(int age) { return age < 15 ? 480 : age < 60 ? 500 : age < 80 ? 553 : 660; }

constexpr uint64_t AgeShare(int age) {
  constexpr uint64_t kWhole = 100'000;  // one per mille, per 100 million
  if (age < 80) return kFiveYears[age / 5] * kWhole / 5;
  return kEightyAndOver * kWhole * kTail.parts[age - 80] / kTail.sum;
}

}  // namespace

uint64_t Pyramid::Share(int sex, int age) {
  const uint64_t women = AgeShare(age) * WomenPerMille(age) / 1000;
  return sex == 1 ? women : AgeShare(age) - women;
}

Pyramid::Pyramid(uint32_t people) {
  for (int sex = 0; sex < 2; ++sex) {
    for (int age = 0; age < kBirthYears; ++age) {
      Cell& cell = cells_[static_cast<size_t>(sex * kBirthYears + age)];
      cell.target = static_cast<int32_t>(Share(sex, age) * people * kParts / 100'000'000);
      cell.weight = (1 << 20) / (cell.target + 2 * kParts);
    }
  }
}

int64_t Pyramid::Move(int sex, int year, int step) {
  Cell& cell = cells_[static_cast<size_t>(sex * kBirthYears + AgeOf(year))];
  const int64_t before = cell.count * kParts - cell.target;
  cell.count += step;
  const int64_t after = cell.count * kParts - cell.target;
  return cell.weight * (after * after - before * before);
}

}  // namespace lienthong::seeds
