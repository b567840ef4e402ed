#include "seeds/nation/people/numbers.h"

#include <algorithm>

#include "seeds/nation/ids/ordered_digits.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kNumbers = 1'000'000;
constexpr int kProvinceDigits = 3, kCellDigits = 6;

NumberCell CellAt(int origin, int sex, int year) {
  return {std::string(ProvinceCode(origin)), sex == 1 ? Sex::kFemale : Sex::kMale, kYearBase + year};
}

uint32_t NumberCellOf(const Member& member) { return CellOf(member.origin, member.sex, member.year); }

}  // namespace

int ProvincePlace(absl::string_view code) {
  const Province* province = Places::Default().FindProvince(code);
  return province == nullptr ? -1 : static_cast<int>(province - Places::Default().provinces().data());
}

absl::string_view ProvinceCode(int place) { return Places::Default().provinces()[static_cast<size_t>(place)].code; }

Numbers::Numbers(const Census* census, PinMode mode, Ranking ranking)
    : census_(*census),
      mode_(mode),
      calendar_(census_.Hash(Draw::kBirthDay, 0), kYearBase + kFirstBirthYear, kBirthYears),
      ranks_(census_.tables().cells, ranking) {
  if (ranking == Ranking::kSearched) return;
  cells_.reserve(kCells);
  for (uint32_t cls = 0; cls < kCells; ++cls) cells_.push_back(MakeCell(cls));
}

uint32_t Numbers::ClassOf(const NumberCell& cell) {
  const int year = cell.birth_year - kYearBase;
  if (year < kFirstBirthYear || year > kSnapshotYear) return kNoClass;
  return CellOf(ProvincePlace(cell.province_code), cell.sex == Sex::kFemale ? 1 : 0, year);
}

uint64_t Numbers::KeyOf(const NumberCell& cell) const {
  const auto province = static_cast<uint64_t>(ProvincePlace(cell.province_code));
  const auto year = static_cast<uint64_t>(cell.birth_year);
  return census_.Hash(Draw::kCell, (province << 16) + (year << 1) + (cell.sex == Sex::kFemale ? 1 : 0));
}

uint64_t Numbers::KeyOf(uint32_t cls) const {
  const uint64_t year = kYearBase + kFirstBirthYear + cls % kBirthYears, sex = cls / kBirthYears % 2;
  return census_.Hash(Draw::kCell, (uint64_t{cls / kYearsAndSexes} << 16) + (year << 1) + sex);
}

Numbers::Cell Numbers::MakeCell(uint32_t cls) const {
  const Scatter numbers = ScatterOf(cls, KeyOf(cls));
  return {numbers, Permutation(numbers.load(), census_.Hash(Draw::kBirthDay, cls)), PhaseOf(cls)};
}

Scatter Numbers::ScatterOf(uint32_t cls, uint64_t key) const {
  return Scatter(cls == kNoClass ? 0 : census_.tables().cells.Count(cls), kNumbers, key);
}

DigitText<12> Numbers::DigitsOf(Position person) const {
  const Member& member = census_.member(person);
  const uint32_t cls = NumberCellOf(member);
  const uint32_t rank = ranks_.RankOf(cls, person);
  const uint64_t six = cells_.empty() ? ScatterOf(cls, KeyOf(cls)).NumberOf(rank) : cells_[cls].numbers.NumberOf(rank);
  return PersonalNumberDigits(ProvinceCode(member.origin), member.sex == 1 ? Sex::kFemale : Sex::kMale,
                              kYearBase + member.year, static_cast<uint32_t>(six), mode_);
}

std::optional<Position> Numbers::ByPin(absl::string_view pin) const {
  const std::optional<PersonalNumberParts> parts = ParsePersonalNumber(pin, mode_);
  if (!parts) return std::nullopt;
  const uint32_t cls = ClassOf(parts->cell);
  if (cls == kNoClass) return std::nullopt;
  const std::optional<uint64_t> rank = ScatterOf(cls, KeyOf(parts->cell)).HolderOf(parts->six);
  if (!rank) return std::nullopt;
  return census_.tables().cells.At(cls, static_cast<uint32_t>(*rank));
}

uint64_t Numbers::FreeCount(const NumberCell& cell) const { return ScatterOf(ClassOf(cell), KeyOf(cell)).free(); }

std::string Numbers::FreePin(const NumberCell& cell, uint64_t index) const {
  const uint64_t six = ScatterOf(ClassOf(cell), KeyOf(cell)).FreeNumber(index);
  return ComposePersonalNumber(cell, static_cast<uint32_t>(six), mode_);
}

bool Numbers::ScanCell(const NumberCell& cell, uint64_t from, absl::FunctionRef<bool(Position person)> visit) const {
  const uint32_t cls = ClassOf(cell);
  const Scatter scatter = ScatterOf(cls, KeyOf(cell));
  for (uint64_t stratum = scatter.StratumFrom(from); stratum < scatter.load(); ++stratum) {
    const auto rank = static_cast<uint32_t>(scatter.HolderIn(stratum));
    if (!visit(census_.tables().cells.At(cls, rank))) return false;
  }
  return true;
}

void Numbers::Scan(absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const {
  for (int origin = 0; origin < kProvinces; ++origin) {
    const std::string province = ComposePersonalNumber(CellAt(origin, 0, 0), 0, mode_).substr(0, kProvinceDigits);
    if (absl::string_view(province) < from.substr(0, kProvinceDigits)) continue;
    if (!ScanProvince(origin, from, visit)) return;
  }
}

bool Numbers::ScanProvince(int origin, absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const {
  // In the order of the next digits: century with sex, then year.
  for (const int century : {0, 100}) {
    for (int sex = 0; sex < 2; ++sex) {
      for (int year = std::max(century, kFirstBirthYear); year < century + 100 && year <= kSnapshotYear; ++year) {
        const NumberCell cell = CellAt(origin, sex, year);
        const std::string prefix = ComposePersonalNumber(cell, 0, mode_).substr(0, kCellDigits);
        const absl::string_view head = from.substr(0, kCellDigits);
        if (absl::string_view(prefix) < head) continue;
        const bool within = absl::string_view(prefix) == head;
        if (!ScanCell(cell, within ? LeastAtOrAbove(from.substr(kCellDigits), kCellDigits) : 0, visit)) return false;
      }
    }
  }
  return true;
}

PartialDate Numbers::BirthDateOf(Position person) const {
  if (census_.member(person).flags & kSecondTwin) --person.row;
  const Member& member = census_.member(person);
  const uint32_t cls = NumberCellOf(member);
  const uint32_t rank = ranks_.RankOf(cls, person);
  const auto date = [&](const Cell& cell) {
    return calendar_.DateOf(kYearBase + member.year, cell.numbers.load(), cell.phase, cell.births(rank));
  };
  return cells_.empty() ? date(MakeCell(cls)) : date(cells_[cls]);
}

void Numbers::ScanBirths(int origin, int sex, const PartialDate& date,
                         absl::FunctionRef<void(Position person)> visit) const {
  const int year = date.year - kYearBase;
  if (year < kFirstBirthYear || year > kSnapshotYear) return;
  const Ranker& cells = census_.tables().cells;
  const uint32_t cls = CellOf(origin, sex, year);
  const auto list = [&](Position person) {
    const uint8_t flags = census_.member(person).flags;
    if (flags & kSecondTwin) return;  // listed with the first
    visit(person);
    if (flags & kFirstTwin) visit({person.province, static_cast<uint16_t>(person.row + 1), person.rep});
  };
  if (date.month == 0) return cells.ForEach(cls, list);
  const uint32_t load = cells.Count(cls);
  const Permutation order(load, census_.Hash(Draw::kBirthDay, cls));
  for (const BirthRun& run : calendar_.RunsOf(date, load, PhaseOf(cls))) {
    for (uint64_t place = run.first; place < run.end; ++place) {
      list(cells.At(cls, static_cast<uint32_t>(order.Inverse(place))));
    }
  }
}

}  // namespace lienthong::seeds
