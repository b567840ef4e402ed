#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// An entry of a civil-status book: of a commune and year, numbered from 1.
struct BookPlace {
  size_t commune = 0;  // in Places::communes()
  int year = 0;
  uint32_t number = 0;
};

// "CCCCC-YYYY-NNNNN", so that entries sort.
std::string FormatBookPlace(const BookPlace& place);
std::optional<BookPlace> ParseBookPlace(absl::string_view id);

// Visits the books from a text on, communes in order, years first..last, saying from which number to begin, until
// `visit` returns false.
void ScanBooks(absl::string_view from, int first_year, int last_year,
               absl::FunctionRef<bool(size_t commune, int year, uint32_t from_number)> visit);

}  // namespace lienthong::seeds
