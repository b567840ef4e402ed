#include "seeds/nation/ids/legacy_ids.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kNumbers = 10'000'000;

}  // namespace

LegacyIds::LegacyIds(const Census* census, const Livelihoods* livelihoods, Ranking ranking)
    : census_(*census),
      livelihoods_(*livelihoods),
      first_(census_.tables().first_legacy, ranking),
      second_(census_.tables().second_legacy, ranking) {
  AddRuns(census_.tables().first_legacy, &by_birth_);
  AddRuns(census_.tables().second_legacy, &by_move_);
  for (size_t series = 0; series < load_.size(); ++series) {
    scatters_.emplace_back(load_[series], kNumbers, census_.Hash(Draw::kLegacy, ~series));
  }
}

void LegacyIds::AddRuns(const Ranker& ranker, std::array<Run, kProvinces>* runs) {
  for (uint32_t province = 0; province < kProvinces; ++province) {
    Run& run = (*runs)[province];
    if (!absl::SimpleAtoi(LegacySeries(ProvinceCode(static_cast<int>(province))), &run.series)) continue;
    uint32_t& load = load_[static_cast<size_t>(run.series)];
    run.first = load;
    run.count = ranker.Count(province);
    load += run.count;
  }
}

DigitText<9> LegacyIds::Compose(const Run& run, uint32_t rank) const {
  DigitText<9> digits;
  WriteDigits<9>(static_cast<uint64_t>(run.series) * kNumbers + ScatterOf(run.series).NumberOf(run.first + rank),
                 digits.text);
  return digits;
}

absl::InlinedVector<DigitText<9>, 2> LegacyIds::DigitsOf(Position person) const {
  absl::InlinedVector<DigitText<9>, 2> ids;
  const int count = livelihoods_.LegacyIdsOf(person);
  const uint32_t origin = census_.member(person).origin;
  if (count > 0) ids.push_back(Compose(by_birth_[origin], first_.RankOf(origin, person)));
  if (count > 1) ids.push_back(Compose(by_move_[person.province], second_.RankOf(person.province, person)));
  return ids;
}

std::vector<std::string> LegacyIds::Of(Position person) const {
  std::vector<std::string> ids;
  for (const DigitText<9>& digits : DigitsOf(person)) ids.push_back(digits.str());
  return ids;
}

std::optional<Position> LegacyIds::By(absl::string_view number) const {
  int series = 0;
  uint64_t serial = 0;
  if (!IsLegacyId(number) || !absl::SimpleAtoi(number.substr(0, 2), &series) ||
      !absl::SimpleAtoi(number.substr(2), &serial)) {
    return std::nullopt;
  }
  const std::optional<uint64_t> holder = ScatterOf(series).HolderOf(serial);
  for (const bool moved : {false, true}) {
    for (uint32_t province = 0; holder && province < kProvinces; ++province) {
      const Run& run = (moved ? by_move_ : by_birth_)[province];
      if (run.series != series || *holder < run.first || *holder - run.first >= run.count) continue;
      const Ranker& ranker = moved ? census_.tables().second_legacy : census_.tables().first_legacy;
      const Position person = ranker.At(province, static_cast<uint32_t>(*holder) - run.first);
      return livelihoods_.LegacyIdsOf(person) > 0 ? std::optional(person) : std::nullopt;
    }
  }
  return std::nullopt;
}

std::string LegacyIds::Free(int province, uint64_t index) const {
  const int series = by_birth_[static_cast<size_t>(province)].series;
  return absl::StrFormat("%02d%07d", series, ScatterOf(series).FreeNumber(index));
}

}  // namespace lienthong::seeds
