#include "seeds/nation/people/book_place.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/identifiers/digits.h"
#include "seeds/nation/ids/ordered_digits.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

constexpr int kCommuneDigits = 5, kYearDigits = 4, kNumberDigits = 5;

}  // namespace

std::string FormatBookPlace(const BookPlace& place) {
  return BookEntryId(Places::Default().communes()[place.commune].code, place.year, place.number);
}

std::optional<BookPlace> ParseBookPlace(absl::string_view id) {
  constexpr size_t kLength = kCommuneDigits + kYearDigits + kNumberDigits + 2;
  BookPlace place;
  const Commune* commune = Places::Default().FindCommune(id.substr(0, kCommuneDigits));
  if (commune == nullptr || id.size() != kLength || id[kCommuneDigits] != '-' || id[10] != '-') return std::nullopt;
  const absl::string_view year = id.substr(6, kYearDigits), number = id.substr(11);
  if (!AllDigits(year) || !AllDigits(number)) return std::nullopt;
  if (!absl::SimpleAtoi(year, &place.year) || !absl::SimpleAtoi(number, &place.number)) return std::nullopt;
  place.commune = static_cast<size_t>(commune - Places::Default().communes().data());
  return place;
}

void ScanBooks(absl::string_view from, int first_year, int last_year,
               absl::FunctionRef<bool(size_t commune, int year, uint32_t from_number)> visit) {
  const auto& communes = Places::Default().communes();
  const absl::string_view code = from.substr(0, kCommuneDigits);
  for (size_t commune = 0; commune < communes.size(); ++commune) {
    if (communes[commune].code < code) continue;
    const bool begun = communes[commune].code == code && from.size() > kCommuneDigits;
    const absl::string_view rest = begun ? from.substr(kCommuneDigits + 1) : "";
    const auto year_from = static_cast<int>(LeastAtOrAbove(rest.substr(0, kYearDigits), kYearDigits));
    for (int year = std::max(first_year, year_from); year <= last_year; ++year) {
      const bool same_year = rest.size() > kYearDigits && year == year_from;
      const uint64_t number = same_year ? LeastAtOrAbove(rest.substr(kYearDigits + 1), kNumberDigits) : 0;
      if (!visit(commune, year, std::max<uint32_t>(1, static_cast<uint32_t>(number)))) return;
    }
  }
}

}  // namespace lienthong::seeds
