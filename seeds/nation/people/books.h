#pragma once

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "seeds/nation/people/book_place.h"
#include "seeds/nation/people/homes.h"
#include "seeds/nation/people/kin.h"
#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {

// Books are the civil-status books of all communes: births since 2016 and marriages. Within a commune and year entries
// are numbered without gaps in the order of households, which ranks count; births before the family moved here follow
// those of the families still living in the commune.
class Books {
 public:
  Books(const Census* census, const Kin* kin, const Homes* homes) : census_(*census), kin_(*kin), homes_(*homes) {}

  // The commune in which the birth was registered: the parents' where they are known and still live in the province.
  size_t BirthCommuneOf(Position person) const { return BirthCommuneOf(person, kin_.ParentsOf(person)); }
  size_t BirthCommuneOf(Position person, const Parents& parents) const;
  std::optional<BookPlace> BirthEntryOf(Position person) const;
  // The same when the commune is known already; demands a birth since 2016.
  BookPlace BirthEntryIn(size_t commune, Position person) const;
  std::optional<Position> ByBirthEntry(const BookPlace& place) const;
  absl::CivilDay RegisteredOn(Position person, const PartialDate& birth_date) const;

  // The entry of a couple, a row of Tables::kCouples. A divorced woman's whose former husband is not found stays void.
  BookPlace MarriageEntryOf(Position couple) const;
  std::optional<Position> ByMarriageEntry(const BookPlace& place) const;
  absl::CivilDay MarriedOn(Position couple) const;
  std::optional<absl::CivilDay> EndedOn(Position couple) const;
  absl::CivilDay DiedOn(Position person) const;

  // Visits the entries from a place on, by commune, year and number, until `visit` returns false.
  void ScanBirths(absl::string_view from, absl::FunctionRef<bool(Position person, const BookPlace& place)> visit) const;
  void ScanMarriages(absl::string_view from,
                     absl::FunctionRef<bool(Position couple, const BookPlace& place)> visit) const;

  // Entries of the commune and year.
  uint32_t BirthsIn(size_t commune, int year) const;
  uint32_t MarriagesIn(size_t commune, int year) const;

 private:
  // Members of a class before the first household of the commune, and before the first after it.
  struct Ranks {
    uint32_t first = 0;
    uint32_t end = 0;
  };
  Ranks RanksIn(size_t commune, const Ranker& ranker, uint32_t cls, Tables::Kind kind) const;
  Ranks HomeBirths(size_t commune, int year) const;
  Ranks AwayBirths(size_t commune, int year) const;
  Ranks Marriages(size_t commune, int year) const;
  // The position of the first row of a kind that belongs to the household with the index or a later one.
  Position FirstRowAt(uint32_t home, int province, Tables::Kind kind) const;
  absl::CivilDay DayIn(Draw draw, uint64_t index, int year) const;

  const Census& census_;
  const Kin& kin_;
  const Homes& homes_;
};

}  // namespace lienthong::seeds
