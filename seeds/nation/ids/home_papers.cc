#include "seeds/nation/ids/home_papers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "seeds/identifiers/digits.h"
#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kPerLetter = 1'000'000, kLetters = 26;
constexpr char kBusinessDigit = '8';
constexpr int kFirstBusinessYear = 105;
constexpr int kOwnerFrom = 19;  // by year, so of age on any day

char Letter(uint64_t place) { return static_cast<char>('A' + place); }
bool IsLetter(char c) { return absl::ascii_isupper(static_cast<unsigned char>(c)); }
uint64_t PlaceOf(char letter) { return static_cast<uint64_t>(letter - 'A'); }

}  // namespace

HomePapers::HomePapers(const Census* census, const Livelihoods* livelihoods)
    : census_(*census),
      livelihoods_(*livelihoods),
      businesses_(census, ProvinceNumbers::Members::kHomes, Draw::kBusiness, kLetters * kPerLetter),
      certificates_(census_.homes(), kLetters * kLetters * kPerLetter, census_.Hash(Draw::kDwelling, 0)) {}

std::string HomePapers::BusinessOf(Position home) const {
  if (!livelihoods_.HasBusiness(home)) return "";
  const uint64_t serial = businesses_.SerialOf(home);
  return absl::StrFormat("%s%c%c%06d", ProvinceCode(home.province), Letter(serial / kPerLetter), kBusinessDigit,
                         serial % kPerLetter);
}

std::optional<Position> HomePapers::ByBusiness(absl::string_view code) const {
  uint64_t serial = 0;
  const int province = ProvincePlace(code.substr(0, 2));
  if (province < 0 || code.size() != 10 || !IsLetter(code[2]) || code[3] != kBusinessDigit ||
      !AllDigits(code.substr(4)) || !absl::SimpleAtoi(code.substr(4), &serial)) {
    return std::nullopt;
  }
  const std::optional<Position> home = businesses_.BySerial(province, PlaceOf(code[2]) * kPerLetter + serial);
  return home && livelihoods_.HasBusiness(*home) ? home : std::nullopt;
}

absl::CivilDay HomePapers::BusinessSince(Position home) const {
  const Member& head = census_.member(census_.MemberAt(home, 0));
  const int year = std::max(kFirstBusinessYear, head.year + kOwnerFrom);
  const absl::CivilDay first(kYearBase + year, 1, 1);
  const auto days = static_cast<uint32_t>(absl::CivilDay(kYearBase + kSnapshotYear + 1, 1, 1) - first);
  return first + Below(census_.Hash(Draw::kBusiness, ~uint64_t{census_.HomeIndexOf(home)}), days);
}

std::string HomePapers::CertificateOf(Position home) const {
  const uint64_t number = certificates_.NumberOf(census_.HomeIndexOf(home));
  const uint64_t letters = number / kPerLetter;
  return absl::StrFormat("%c%c %06d", Letter(letters / kLetters), Letter(letters % kLetters), number % kPerLetter);
}

std::optional<Position> HomePapers::ByCertificate(absl::string_view serial) const {
  uint64_t number = 0;
  if (serial.size() != 9 || !IsLetter(serial[0]) || !IsLetter(serial[1]) || serial[2] != ' ' ||
      !AllDigits(serial.substr(3)) || !absl::SimpleAtoi(serial.substr(3), &number)) {
    return std::nullopt;
  }
  number += (PlaceOf(serial[0]) * kLetters + PlaceOf(serial[1])) * kPerLetter;
  const std::optional<uint64_t> home = certificates_.HolderOf(number);
  if (!home) return std::nullopt;
  return census_.HomeAt(static_cast<uint32_t>(*home));
}

}  // namespace lienthong::seeds
