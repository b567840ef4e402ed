#include "seeds/nation/ids/licences.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "seeds/identifiers/digit_text.h"
#include "seeds/identifiers/digits.h"
#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kSerials = 10'000'000;
constexpr int kOldestYear = 100;  // cards of before 2000 were exchanged
constexpr int kTerm = 10;

}  // namespace

Licences::Licences(const Census* census, const Livelihoods* livelihoods, Ranking ranking)
    : census_(*census),
      livelihoods_(*livelihoods),
      numbers_(census, ProvinceNumbers::Members::kAdults, Draw::kLicence, kSerials, ranking) {}

std::optional<DrivingLicence> Licences::Of(Position person) const {
  const absl::string_view cls = livelihoods_.LicenceClassOf(person);
  if (cls.empty()) return std::nullopt;
  const Member& member = census_.member(person);
  const uint64_t draw = census_.Hash(Draw::kLicence, ~uint64_t{census_.IndexOf(person)});
  const int first = std::max(member.year + kAdultAge + 1, cls[0] == 'A' ? kOldestYear : kSnapshotYear - kTerm + 1);
  const int year = first + static_cast<int>(Below(draw, static_cast<uint32_t>(kSnapshotYear - first + 1)));
  const int century = (member.year >= 100 ? 2 : 0) + member.sex;
  DrivingLicence licence;
  const auto passed = static_cast<uint64_t>(century * 100 + year % 100);
  licence.number = ProvinceDigits<12>(ProvinceCode(person.province), passed * kSerials + numbers_.SerialOf(person)).str();
  licence.cls = std::string(cls);
  licence.issued_on = absl::CivilDay(kYearBase + year, 1, 1) + Below(Mix(draw), 364);
  if (cls[0] != 'A') {
    licence.valid_to = absl::CivilDay(licence.issued_on.year() + kTerm, licence.issued_on.month(), 28);
  }
  return licence;
}

std::optional<Position> Licences::By(absl::string_view number) const {
  uint64_t serial = 0;
  const int province = ProvincePlace(number.substr(0, 2));
  if (province < 0 || !IsDigits(number, 12) || !absl::SimpleAtoi(number.substr(5), &serial)) return std::nullopt;
  const std::optional<Position> person = numbers_.BySerial(province, serial);
  if (!person) return std::nullopt;
  const std::optional<DrivingLicence> licence = Of(*person);
  return licence && absl::string_view(licence->number) == number ? person : std::nullopt;
}

}  // namespace lienthong::seeds
