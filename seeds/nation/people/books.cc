#include "seeds/nation/people/books.h"

#include <algorithm>

namespace lienthong::seeds {
namespace {

constexpr int kMaxDelay = 45;  // days from birth to registration, within the year

int ProvinceOfCommune(size_t commune) { return ProvincePlace(Places::Default().communes()[commune].province_code); }

}  // namespace

Position Books::FirstRowAt(uint32_t home, int province, Tables::Kind kind) const {
  const uint32_t first = census_.FirstOf(Tables::kHomes, province);
  const uint32_t rows = census_.tables().repetition(Tables::kHomes, province).rows;
  const uint32_t rep = (home - first) / rows, row = (home - first) % rows;
  const Home& at = census_.tables().homes(province)[row];
  return {static_cast<uint8_t>(province), kind == Tables::kPeople ? at.first_member : at.first_couple, rep};
}

Books::Ranks Books::RanksIn(size_t commune, const Ranker& ranker, uint32_t cls, Tables::Kind kind) const {
  const HomeRun run = homes_.HomesOf(commune);
  const int province = ProvinceOfCommune(commune);
  if (run.first == run.end) return {};
  return {ranker.RankAt(cls, FirstRowAt(run.first, province, kind)),
          ranker.RankAt(cls, FirstRowAt(run.end, province, kind))};
}

Books::Ranks Books::HomeBirths(size_t commune, int year) const {
  const uint32_t book = BookOf(ProvinceOfCommune(commune), year - kYearBase);
  return RanksIn(commune, census_.tables().home_births, book, Tables::kPeople);
}

// Births of families that moved away are shared out evenly among the communes of the province.
Books::Ranks Books::AwayBirths(size_t commune, int year) const {
  const int province = ProvinceOfCommune(commune);
  const std::vector<uint32_t>& communes = homes_.CommunesOf(province);
  const uint64_t births = census_.tables().away_births.Count(BookOf(province, year - kYearBase));
  const auto at = static_cast<uint64_t>(std::lower_bound(communes.begin(), communes.end(), commune) - communes.begin());
  const auto begin = [&](uint64_t i) {
    return static_cast<uint32_t>((i * births + communes.size() - 1) / communes.size());
  };
  return {begin(at), begin(at + 1)};
}

Books::Ranks Books::Marriages(size_t commune, int year) const {
  const uint32_t book = MarriageBookOf(ProvinceOfCommune(commune), year - kYearBase);
  return RanksIn(commune, census_.tables().marriages, book, Tables::kCouples);
}

size_t Books::BirthCommuneOf(Position person, const Parents& parents) const {
  const Member& member = census_.member(person);
  if (member.year >= kBookFrom && member.origin != person.province) {
    const uint32_t book = BookOf(member.origin, member.year);
    const uint64_t rank = census_.tables().away_births.RankAt(book, person);
    const std::vector<uint32_t>& communes = homes_.CommunesOf(member.origin);
    return communes[rank * communes.size() / census_.tables().away_births.Count(book)];
  }
  const std::optional<Position>& mother = parents.mother;
  if (mother && mother->province == member.origin) {
    return homes_.CommuneAt(mother->province, census_.HomeIndexOf(census_.HomeOf(*mother)));
  }
  return homes_.DrawCommune(member.origin, census_.Hash(Draw::kBirthCommune, person));
}

std::optional<BookPlace> Books::BirthEntryOf(Position person) const {
  if (census_.member(person).year < kBookFrom) return std::nullopt;
  return BirthEntryIn(BirthCommuneOf(person), person);
}

BookPlace Books::BirthEntryIn(size_t commune, Position person) const {
  const Member& member = census_.member(person);
  const int year = kYearBase + member.year;
  const Ranks home = HomeBirths(commune, year);
  const uint32_t book = BookOf(member.origin, member.year);
  if (member.origin == person.province) {
    return {commune, year, census_.tables().home_births.RankAt(book, person) - home.first + 1};
  }
  const uint32_t before = census_.tables().away_births.RankAt(book, person) - AwayBirths(commune, year).first;
  return {commune, year, home.end - home.first + before + 1};
}

uint32_t Books::BirthsIn(size_t commune, int year) const {
  if (year < kYearBase + kBookFrom || year > kYearBase + kSnapshotYear) return 0;
  const Ranks home = HomeBirths(commune, year), away = AwayBirths(commune, year);
  return home.end - home.first + away.end - away.first;
}

std::optional<Position> Books::ByBirthEntry(const BookPlace& place) const {
  if (place.number == 0 || place.number > BirthsIn(place.commune, place.year)) return std::nullopt;
  const Ranks home = HomeBirths(place.commune, place.year);
  const uint32_t book = BookOf(ProvinceOfCommune(place.commune), place.year - kYearBase);
  const uint32_t before = place.number - 1, at_home = home.end - home.first;
  if (before < at_home) return census_.tables().home_births.At(book, home.first + before);
  return census_.tables().away_births.At(book, AwayBirths(place.commune, place.year).first + before - at_home);
}

absl::CivilDay Books::RegisteredOn(Position person, const PartialDate& birth_date) const {
  const absl::CivilDay born = birth_date.first_day();
  const int delay = 1 + static_cast<int>(Below(census_.Hash(Draw::kRegistrationDelay, person), kMaxDelay));
  return std::min(born + delay, absl::CivilDay(born.year(), 12, 31));
}

BookPlace Books::MarriageEntryOf(Position couple) const {
  const int year = kYearBase + census_.couple(couple).married;
  const size_t commune = homes_.CommuneAt(couple.province, census_.HomeIndexOf(census_.HomeOfCouple(couple)));
  const uint32_t book = MarriageBookOf(couple.province, year - kYearBase);
  return {commune, year, census_.tables().marriages.RankAt(book, couple) - Marriages(commune, year).first + 1};
}

uint32_t Books::MarriagesIn(size_t commune, int year) const {
  if (year < kYearBase + kFirstBirthYear || year > kYearBase + kSnapshotYear) return 0;
  const Ranks ranks = Marriages(commune, year);
  return ranks.end - ranks.first;
}

std::optional<Position> Books::ByMarriageEntry(const BookPlace& place) const {
  if (place.number == 0 || place.number > MarriagesIn(place.commune, place.year)) return std::nullopt;
  const uint32_t book = MarriageBookOf(ProvinceOfCommune(place.commune), place.year - kYearBase);
  const Position couple =
      census_.tables().marriages.At(book, Marriages(place.commune, place.year).first + place.number - 1);
  if (!kin_.ManOf(couple)) return std::nullopt;
  return couple;
}

absl::CivilDay Books::DayIn(Draw draw, uint64_t index, int year) const {
  const absl::CivilDay first(kYearBase + year, 1, 1);
  const auto days = static_cast<uint32_t>(absl::CivilDay(kYearBase + year + 1, 1, 1) - first);
  return first + Below(census_.Hash(draw, index), days);
}

absl::CivilDay Books::MarriedOn(Position couple) const {
  return DayIn(Draw::kMarriageDay, census_.IndexOf(kin_.WomanOf(couple)), census_.couple(couple).married);
}

absl::CivilDay Books::DiedOn(Position person) const {
  return DayIn(Draw::kDeathDay, census_.IndexOf(person), census_.member(person).death);
}

std::optional<absl::CivilDay> Books::EndedOn(Position couple) const {
  const Couple& row = census_.couple(couple);
  const Position woman = kin_.WomanOf(couple);
  if (row.divorced > 0) return DayIn(Draw::kDivorceDay, census_.IndexOf(woman), row.divorced);
  const std::optional<Position> man = kin_.ManOf(couple);
  if (!census_.member(woman).alive()) return DiedOn(woman);
  if (man && !census_.member(*man).alive()) return DiedOn(*man);
  return std::nullopt;
}

void Books::ScanBirths(absl::string_view from,
                       absl::FunctionRef<bool(Position person, const BookPlace& place)> visit) const {
  ScanBooks(from, kYearBase + kBookFrom, kYearBase + kSnapshotYear, [&](size_t commune, int year, uint32_t number) {
    for (const uint32_t entries = BirthsIn(commune, year); number <= entries; ++number) {
      const BookPlace place{commune, year, number};
      if (!visit(*ByBirthEntry(place), place)) return false;
    }
    return true;
  });
}

void Books::ScanMarriages(absl::string_view from,
                          absl::FunctionRef<bool(Position couple, const BookPlace& place)> visit) const {
  ScanBooks(from, kYearBase + kFirstBirthYear, kYearBase + kSnapshotYear,
            [&](size_t commune, int year, uint32_t number) {
              for (const uint32_t entries = MarriagesIn(commune, year); number <= entries; ++number) {
                const BookPlace place{commune, year, number};
                const std::optional<Position> couple = ByMarriageEntry(place);
                if (couple && !visit(*couple, place)) return false;
              }
              return true;
            });
}

}  // namespace lienthong::seeds
