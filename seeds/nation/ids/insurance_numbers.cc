#include "seeds/nation/ids/insurance_numbers.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "seeds/identifiers/digits.h"
#include "seeds/nation/ids/ordered_digits.h"
#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {
namespace {

constexpr int kDigits = 8;
constexpr uint64_t kSerials = 100'000'000;

DigitText<2 + kDigits> Compose(int province, uint64_t serial) {
  return ProvinceDigits<2 + kDigits>(ProvinceCode(province), serial);
}

}  // namespace

InsuranceNumbers::InsuranceNumbers(const Census* census, const Livelihoods* livelihoods)
    : livelihoods_(*livelihoods),
      numbers_(census, ProvinceNumbers::Members::kEverybody, Draw::kSocialInsurance, kSerials) {}

std::string InsuranceNumbers::Of(Position person) const {
  return livelihoods_.HasSiNumber(person) ? DigitsOf(person).str() : "";
}

DigitText<10> InsuranceNumbers::DigitsOf(Position person) const {
  return Compose(person.province, numbers_.SerialOf(person));
}

std::string InsuranceNumbers::SpareOf(Position person) const {
  const std::optional<uint64_t> spare = numbers_.SpareOf(person);
  return spare && livelihoods_.HasSiNumber(person) ? Compose(person.province, *spare).str() : "";
}

std::optional<Position> InsuranceNumbers::By(absl::string_view number) const {
  return Find(number, &ProvinceNumbers::BySerial);
}

std::optional<Position> InsuranceNumbers::BySpare(absl::string_view number) const {
  return Find(number, &ProvinceNumbers::BySpare);
}

std::string InsuranceNumbers::StratumBegin(absl::string_view from) const {
  const int province = ProvincePlace(from.substr(0, 2));
  if (province < 0) return std::string(from);
  return Compose(province,
                 numbers_.StratumBegin(province, std::min(LeastAtOrAbove(from.substr(2), kDigits), kSerials - 1)))
      .str();
}

std::optional<Position> InsuranceNumbers::Find(absl::string_view number, Finder finder) const {
  uint64_t serial = 0;
  const int province = ProvincePlace(number.substr(0, 2));
  if (province < 0 || !IsDigits(number, 2 + kDigits) || !absl::SimpleAtoi(number.substr(2), &serial)) {
    return std::nullopt;
  }
  const std::optional<Position> person = (numbers_.*finder)(province, serial);
  return person && livelihoods_.HasSiNumber(*person) ? person : std::nullopt;
}

void InsuranceNumbers::Scan(absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const {
  numbers_.ScanFrom(
      from, [from] { return LeastAtOrAbove(from.substr(2), kDigits); },
      [&](Position person) { return !livelihoods_.HasSiNumber(person) || visit(person); });
}

std::string InsuranceNumbers::Free(int province, uint64_t index) const {
  return Compose(province, numbers_.FreeSerial(province, index)).str();
}

}  // namespace lienthong::seeds
