#include "seeds/nation/ids/tax_codes.h"

#include "seeds/identifiers/tax_code.h"
#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {

TaxCodes::TaxCodes(const Census* census, const Livelihoods* livelihoods, Ranking ranking)
    : livelihoods_(*livelihoods),
      numbers_(census, ProvinceNumbers::Members::kAdults, Draw::kTax, kTaxCodesPerPrefix, ranking) {}

std::string TaxCodes::Of(Position person) const {
  return livelihoods_.HasTaxCode(person) ? DigitsOf(person).str() : "";
}

DigitText<10> TaxCodes::DigitsOf(Position person) const {
  return NthTaxDigits(ProvinceCode(person.province), numbers_.SerialOf(person));
}

std::string TaxCodes::SpareOf(Position person) const {
  if (!livelihoods_.HasTaxCode(person)) return "";
  const std::optional<uint64_t> spare = numbers_.SpareOf(person);
  return spare ? NthTaxCode(ProvinceCode(person.province), *spare) : "";
}

std::optional<Position> TaxCodes::By(absl::string_view number) const {
  return Find(number, &ProvinceNumbers::BySerial);
}

std::optional<Position> TaxCodes::BySpare(absl::string_view number) const {
  return Find(number, &ProvinceNumbers::BySpare);
}

std::string TaxCodes::StratumBegin(absl::string_view from) const {
  const int province = ProvincePlace(from.substr(0, 2));
  const uint64_t first = FirstTaxCodeFrom(from);
  if (province < 0 || first >= kTaxCodesPerPrefix) return std::string(from);
  return NthTaxCode(ProvinceCode(province), numbers_.StratumBegin(province, first));
}

std::optional<Position> TaxCodes::Find(absl::string_view number, Finder finder) const {
  const int province = ProvincePlace(number.substr(0, 2));
  const std::optional<uint64_t> nth = PlaceOfTaxCode(number);
  if (province < 0 || !nth) return std::nullopt;
  const std::optional<Position> person = (numbers_.*finder)(province, *nth);
  return person && livelihoods_.HasTaxCode(*person) ? person : std::nullopt;
}

void TaxCodes::Scan(absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const {
  numbers_.ScanFrom(
      from, [from] { return FirstTaxCodeFrom(from); },
      [&](Position person) { return !livelihoods_.HasTaxCode(person) || visit(person); });
}

std::string TaxCodes::Free(int province, uint64_t index) const {
  return NthTaxCode(ProvinceCode(province), numbers_.FreeSerial(province, index));
}

}  // namespace lienthong::seeds
