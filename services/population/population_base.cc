#include "services/population/population_base.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "seeds/names/name_matching.h"
#include "services/population/person_record.h"

namespace lienthong::population {
namespace {

constexpr int kScanBatch = 64;  // a page and a bit: the nation computes every record it is asked for

std::vector<std::string> PinsOf(const std::vector<seeds::Person>& persons) {
  std::vector<std::string> pins;
  for (const seeds::Person& person : persons) pins.push_back(person.pin);
  return pins;
}

std::vector<std::string> FindByName(const seeds::Nation& nation, absl::string_view value) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(value, absl::MaxSplits('|', 1));
  int year = 0;
  if (!absl::SimpleAtoi(parts.second, &year)) return {};
  return PinsOf(nation.ByNameAndBirthDate(parts.first, {year, 0, 0}));
}

// Visits every key at or above `from`, a batch at a time: the next batch begins just above the last key.
template <class Fetch>
void ScanKeys(absl::string_view from, Fetch fetch, absl::FunctionRef<bool(const std::string& key)> visit) {
  std::string next(from);
  while (true) {
    const std::vector<std::string> keys = fetch(next);
    for (const std::string& key : keys) {
      if (!visit(key)) return;
    }
    if (keys.size() < kScanBatch) return;
    next = absl::StrCat(keys.back(), absl::string_view("\0", 1));
  }
}

}  // namespace

std::string NameIndexValue(const std::string& full_name, int birth_year) {
  const auto key = seeds::MatchKey(full_name);
  return key.ok() ? absl::StrCat(*key, "|", birth_year) : "";
}

std::vector<std::string> NameIndexValues(const v1::Person& person) {
  std::string value = NameIndexValue(person.full_name(), person.birth_date().year());
  if (value.empty()) return {};
  return {std::move(value)};
}

absl::optional<v1::Person> PersonBase::Get(absl::string_view pin) const {
  const std::optional<seeds::Person> person = nation_->ByPin(pin);
  if (!person) return absl::nullopt;
  return PersonRecord(*person, *nation_);
}

std::vector<std::string> PersonBase::Find(absl::string_view index, absl::string_view value) const {
  if (index == kByLegacyId) return PinsOf(nation_->ByLegacyId(value));
  if (index == kByMother) return PinsOf(nation_->ChildrenOf(value));
  if (index == kByName) return FindByName(*nation_, value);
  if (index != kByHousehold) return {};
  const std::optional<seeds::Household> household = nation_->HouseholdById(value);
  return household ? household->member_pins : std::vector<std::string>();
}

void PersonBase::Scan(absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  ScanKeys(
      from, [this](const std::string& next) { return PinsOf(nation_->Scan(next, kScanBatch)); }, visit);
}

absl::optional<v1::Household> HouseholdBase::Get(absl::string_view household_id) const {
  const std::optional<seeds::Household> household = nation_->HouseholdById(household_id);
  if (!household) return absl::nullopt;
  return HouseholdRecord(*household);
}

void HouseholdBase::Scan(absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  const auto fetch = [this](const std::string& next) {
    std::vector<std::string> ids;
    for (const seeds::Household& household : nation_->ScanHouseholds(next, kScanBatch)) ids.push_back(household.id);
    return ids;
  };
  ScanKeys(from, fetch, visit);
}

}  // namespace lienthong::population
