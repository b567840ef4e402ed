#include "seeds/nation/number_book.h"

#include "absl/strings/str_cat.h"
#include "seeds/identifiers/document_number.h"

namespace lienthong::seeds {
namespace {

std::string CellName(const NumberCell& cell) {
  return absl::StrCat("pin", cell.province_code, cell.sex == Sex::kFemale ? "f" : "m", cell.birth_year);
}

std::string SiName(absl::string_view province_code) { return absl::StrCat("si", province_code); }

size_t CommunePlace(absl::string_view code) {
  return static_cast<size_t>(Places::Default().FindCommune(code) - Places::Default().communes().data());
}

}  // namespace

uint64_t NumberBook::Next(const std::string& counter) { return counts_[counter]++; }

uint64_t NumberBook::Count(const std::string& counter) const {
  const auto it = counts_.find(counter);
  return it == counts_.end() ? 0 : it->second;
}

std::string NumberBook::TakePin(const NumberCell& cell) { return country_.numbers.FreePin(cell, Next(CellName(cell))); }

std::string NumberBook::FreePin(const NumberCell& cell, uint64_t draw) const {
  const uint64_t taken = Count(CellName(cell));
  return country_.numbers.FreePin(cell, taken + draw % (country_.numbers.FreeCount(cell) - taken));
}

std::string NumberBook::TakeSiNumber(absl::string_view province_code) {
  return country_.insurance_numbers.Free(ProvincePlace(province_code), Next(SiName(province_code)));
}

std::string NumberBook::FreeSiNumber(absl::string_view province_code, uint64_t draw) const {
  const uint64_t taken = Count(SiName(province_code));
  const int province = ProvincePlace(province_code);
  return country_.insurance_numbers.Free(province,
                                         taken + draw % (country_.insurance_numbers.FreeCount(province) - taken));
}

std::string NumberBook::TakeLegacyId(absl::string_view province_code) {
  const uint64_t index = Next(absl::StrCat("legacy", LegacySeries(province_code)));
  return country_.legacy_ids.Free(ProvincePlace(province_code), index);
}

std::string NumberBook::TakeTaxCode(absl::string_view province_code) {
  return country_.tax_codes.Free(ProvincePlace(province_code), Next(absl::StrCat("tax", province_code)));
}

std::string NumberBook::TakePhone() { return country_.phones.Free(Next("phone")); }

std::string NumberBook::TakeHouseholdId(absl::string_view province_code) {
  const auto n = static_cast<uint32_t>(Next(absl::StrCat("household", province_code)));
  return country_.homes.FreeId(ProvincePlace(province_code), n);
}

uint32_t NumberBook::TakeBirthNumber(absl::string_view commune_code, int year) {
  const auto n = static_cast<uint32_t>(Next(absl::StrCat("birth", commune_code, year)));
  return country_.books.BirthsIn(CommunePlace(commune_code), year) + n + 1;
}

uint32_t NumberBook::TakeMarriageNumber(absl::string_view commune_code, int year) {
  const auto n = static_cast<uint32_t>(Next(absl::StrCat("marriage", commune_code, year)));
  return country_.books.MarriagesIn(CommunePlace(commune_code), year) + n + 1;
}

}  // namespace lienthong::seeds
