#include "services/population/population_base.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/defects/register_view.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"
#include "services/population/person_record.h"

namespace lienthong::population {
namespace {

constexpr int kScanBatch = 64;  // a page and a bit: the nation computes every record it is asked for

std::vector<std::string> PinsOf(const std::vector<seeds::Person>& persons) {
  std::vector<std::string> pins;
  for (const seeds::Person& person : persons) pins.push_back(person.pin);
  return pins;
}

seeds::RegisterView RegisterIn(const seeds::Nation& nation, const control::v1::World& world) {
  return {nation.In(PinModeOf(world)), DefectPlanOf(world, "population")};
}

// By a NameIndexValue or a NameSearch.
std::vector<std::string> FindByName(const seeds::RegisterView& people, absl::string_view value) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(value, absl::MaxSplits('|', 1));
  const auto date = seeds::ParseDate(parts.second);
  return date ? PinsOf(people.ByNameAndBirthDate(parts.first, *date)) : std::vector<std::string>();
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

std::string NameSearch(const std::string& full_name, const common::v1::Date& birth_date) {
  const auto key = seeds::MatchKey(full_name);
  return key.ok() ? absl::StrCat(*key, "|", seeds::FormatDate(FromProto(birth_date))) : "";
}

std::vector<std::string> NameIndexValues(const v1::Person& person) {
  std::string value = NameIndexValue(person.full_name(), person.birth_date().year());
  if (value.empty()) return {};
  return {std::move(value)};
}

absl::optional<v1::Person> PersonBase::Get(const World& world, absl::string_view pin) const {
  const seeds::RegisterView people = RegisterIn(*nation_, world);
  const std::optional<seeds::Person> person = people.truth().ByPin(pin);
  if (!person) return absl::nullopt;
  return PersonRecord(people.Held(*person), people);
}

std::vector<std::string> PersonBase::Find(const World& world, absl::string_view index, absl::string_view value) const {
  const seeds::RegisterView people = RegisterIn(*nation_, world);
  if (index == kByLegacyId) return PinsOf(people.truth().ByLegacyId(value));
  if (index == kByMother) return PinsOf(people.truth().ChildrenOf(value));
  if (index == kByName) return FindByName(people, value);
  if (index != kByHousehold) return {};
  const std::optional<seeds::Household> household = people.truth().HouseholdById(value);
  return household ? household->member_pins : std::vector<std::string>();
}

void PersonBase::Scan(const World& world, absl::string_view from,
                      absl::FunctionRef<bool(const std::string& key)> visit) const {
  const seeds::Nation& nation = nation_->In(PinModeOf(world));
  ScanKeys(
      from, [&nation](const std::string& next) { return PinsOf(nation.Scan(next, kScanBatch)); }, visit);
}

absl::optional<v1::Household> HouseholdBase::Get(const World& world, absl::string_view household_id) const {
  const std::optional<seeds::Household> household = nation_->In(PinModeOf(world)).HouseholdById(household_id);
  if (!household) return absl::nullopt;
  return HouseholdRecord(*household);
}

void HouseholdBase::Scan(const World& world, absl::string_view from,
                         absl::FunctionRef<bool(const std::string& key)> visit) const {
  const auto fetch = [&nation = nation_->In(PinModeOf(world))](const std::string& next) {
    std::vector<std::string> ids;
    for (const seeds::Household& household : nation.ScanHouseholds(next, kScanBatch)) ids.push_back(household.id);
    return ids;
  };
  ScanKeys(from, fetch, visit);
}

}  // namespace lienthong::population
