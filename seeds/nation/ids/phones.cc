#include "seeds/nation/ids/phones.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "seeds/identifiers/digits.h"

namespace lienthong::seeds {
namespace {

// Unassigned three-digit prefixes, general knowledge.
constexpr absl::string_view kPrefixes[] = {"030", "031", "050", "051", "053", "054", "057",
                                           "071", "072", "073", "074", "075", "080", "095"};
constexpr uint64_t kPerPrefix = 10'000'000;
constexpr uint64_t kPhones = kPerPrefix * std::size(kPrefixes);
constexpr uint64_t kAccounts = 1'000'000'000;
constexpr char kBankBin[] = "970400";
constexpr absl::string_view kAccountPrefix = "8";

DigitText<10> Compose(uint64_t number) {
  DigitText<10> digits;
  kPrefixes[number / kPerPrefix].copy(digits.text, 3);
  WriteDigits<7>(number, digits.text + 3);
  return digits;
}

}  // namespace

Phones::Phones(const Census* census, const Livelihoods* livelihoods)
    : census_(*census),
      livelihoods_(*livelihoods),
      scatter_(census_.people(), kPhones, census_.Hash(Draw::kPhone, ~0)) {}

std::string Phones::Of(Position person) const {
  return livelihoods_.HasPhone(person) ? DigitsOf(person).str() : "";
}

DigitText<10> Phones::DigitsOf(Position person) const { return Compose(scatter_.NumberOf(census_.IndexOf(person))); }

std::optional<Position> Phones::By(absl::string_view number) const {
  const auto* const prefix = std::find(std::begin(kPrefixes), std::end(kPrefixes), number.substr(0, 3));
  uint64_t serial = 0;
  if (prefix == std::end(kPrefixes) || !IsDigits(number, 10) || !absl::SimpleAtoi(number.substr(3), &serial)) {
    return std::nullopt;
  }
  serial += static_cast<uint64_t>(prefix - std::begin(kPrefixes)) * kPerPrefix;
  const std::optional<uint64_t> holder = scatter_.HolderOf(serial);
  if (!holder) return std::nullopt;
  const Position person = census_.At(static_cast<uint32_t>(*holder));
  return livelihoods_.HasPhone(person) ? std::optional(person) : std::nullopt;
}

std::string Phones::Free(uint64_t index) const { return Compose(scatter_.FreeNumber(index)).str(); }

BankAccounts::BankAccounts(const Census* census, const Livelihoods* livelihoods)
    : census_(*census),
      livelihoods_(*livelihoods),
      scatter_(census_.people(), kAccounts, census_.Hash(Draw::kBank, ~0)) {}

absl::string_view BankAccounts::bank_bin() { return kBankBin; }

DigitText<10> BankAccounts::DigitsOf(Position person) const {
  DigitText<10> digits;
  digits.text[0] = kAccountPrefix[0];
  WriteDigits<9>(scatter_.NumberOf(census_.IndexOf(person)), digits.text + 1);
  return digits;
}

std::optional<BankAccount> BankAccounts::Of(Position person) const {
  if (!livelihoods_.HasBankAccount(person)) return std::nullopt;
  return BankAccount{kBankBin, DigitsOf(person).str()};
}

std::optional<Position> BankAccounts::By(absl::string_view number) const {
  uint64_t serial = 0;
  if (!absl::ConsumePrefix(&number, kAccountPrefix) || !IsDigits(number, 9) || !absl::SimpleAtoi(number, &serial)) {
    return std::nullopt;
  }
  const std::optional<uint64_t> holder = scatter_.HolderOf(serial);
  if (!holder) return std::nullopt;
  const Position person = census_.At(static_cast<uint32_t>(*holder));
  return livelihoods_.HasBankAccount(person) ? std::optional(person) : std::nullopt;
}

}  // namespace lienthong::seeds
