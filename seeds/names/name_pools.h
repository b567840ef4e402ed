// Weighted pools the synthetic population draws names from.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "seeds/identifiers/sex.h"

namespace lienthong::seeds {

// What a name depends on.
struct NameQuery {
  absl::string_view family;  // already chosen family name (upper case); empty: draw one
  absl::string_view ethnicity_code;
  absl::string_view province_code;
  Sex sex = Sex::kMale;
  int birth_year = 2000;
};

// Whether families there are spelled as in the south.
bool IsSouthern(absl::string_view province_code);

// Functions of their arguments only: the same draw gives the same name.
std::string DrawFamilyName(const NameQuery& query, uint64_t draw);
// Family, middle and given name in upper case NFC. Ê Đê and Gia Rai: Y/H' + given name + clan.
// Members of one household (same `household_draw`) with different places get different given names, as long as their
// pool lasts: 39 for men, 43 for women, 8 for the groups with a prefix.
std::string DrawFullName(const NameQuery& query, uint64_t draw, uint64_t household_draw, int place);

}  // namespace lienthong::seeds
