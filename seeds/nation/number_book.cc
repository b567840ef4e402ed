#include "seeds/nation/number_book.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/identifiers/tax_code.h"
#include "seeds/mix.h"
#include "seeds/nation/permutation.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kPinsPerCell = 1'000'000;
constexpr uint64_t kLegacyIdsPerSeries = 10'000'000;
constexpr uint64_t kSiNumbersPerProvince = 100'000'000;
constexpr uint64_t kPhones = 1'000'000;

std::string CellName(const NumberCell& cell) {
  return absl::StrCat("pin", cell.province_code, cell.sex == Sex::kFemale ? "f" : "m", cell.birth_year);
}

std::string SiName(absl::string_view province_code) { return absl::StrCat("si", province_code); }

}  // namespace

uint64_t NumberBook::Next(const std::string& counter) { return counts_[counter]++; }

uint64_t NumberBook::Count(const std::string& counter) const {
  const auto it = counts_.find(counter);
  return it == counts_.end() ? 0 : it->second;
}

uint64_t NumberBook::KeyOf(absl::string_view what) const {
  uint64_t key = options_.seed;
  for (const char c : what) key = Mix(key, static_cast<unsigned char>(c));
  return key;
}

std::string NumberBook::Pin(const NumberCell& cell, uint64_t rank) const {
  const Permutation scatter(kPinsPerCell, KeyOf(CellName(cell)));
  return ComposePersonalNumber(cell, static_cast<uint32_t>(scatter(rank)), options_.pin_mode);
}

std::string NumberBook::SiNumber(absl::string_view province_code, uint64_t rank) const {
  const Permutation scatter(kSiNumbersPerProvince, KeyOf(SiName(province_code)));
  return absl::StrFormat("%s%08d", province_code, scatter(rank));
}

std::string NumberBook::TakePin(const NumberCell& cell) { return Pin(cell, Next(CellName(cell))); }

std::string NumberBook::FreePin(const NumberCell& cell, uint64_t draw) const {
  const uint64_t taken = Count(CellName(cell));
  return Pin(cell, taken + draw % (kPinsPerCell - taken));
}

std::string NumberBook::TakeSiNumber(absl::string_view province_code) {
  return SiNumber(province_code, Next(SiName(province_code)));
}

std::string NumberBook::FreeSiNumber(absl::string_view province_code, uint64_t draw) const {
  const uint64_t taken = Count(SiName(province_code));
  return SiNumber(province_code, taken + draw % (kSiNumbersPerProvince - taken));
}

std::string NumberBook::TakeLegacyId(absl::string_view province_code) {
  const std::string series = LegacySeries(province_code);
  const std::string counter = absl::StrCat("legacy", series);
  const Permutation scatter(kLegacyIdsPerSeries, KeyOf(counter));
  return absl::StrFormat("%s%07d", series, scatter(Next(counter)));
}

std::string NumberBook::TakeTaxCode(absl::string_view province_code) {
  const std::string counter = absl::StrCat("tax", province_code);
  const Permutation scatter(kTaxCodesPerPrefix, KeyOf(counter));
  return NthTaxCode(province_code, scatter(Next(counter)));
}

std::string NumberBook::TakePhone() {
  const Permutation scatter(kPhones, KeyOf("phone"));
  return absl::StrFormat("0900%06d", scatter(Next("phone")));
}

std::string NumberBook::TakeHouseholdId(absl::string_view province_code) {
  return absl::StrFormat("%s%07d", province_code, Next(absl::StrCat("household", province_code)) + 1);
}

uint32_t NumberBook::TakeBirthNumber(absl::string_view commune_code, int year) {
  return static_cast<uint32_t>(Next(absl::StrCat("birth", commune_code, year)) + 1);
}

uint32_t NumberBook::TakeMarriageNumber(absl::string_view commune_code, int year) {
  return static_cast<uint32_t>(Next(absl::StrCat("marriage", commune_code, year)) + 1);
}

}  // namespace lienthong::seeds
