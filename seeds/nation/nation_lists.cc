// The nation's answers that are lists: by index, by search, by scan.
#include <algorithm>
#include <limits>
#include <utility>

#include "seeds/nation/nation_state.h"
#include "seeds/nation/search/person_sample.h"
#include "seeds/nation/search/person_search.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

const std::string& PinOf(const Person& person) { return person.pin; }
const std::string& IdOf(const Household& household) { return household.id; }
const std::string& IdOf(const Marriage& marriage) { return marriage.id; }

// The first `limit` of both, in key order.
template <typename Record, typename KeyOf>
std::vector<Record> Merged(std::vector<Record> personas, std::vector<Record> computed, int limit, KeyOf key_of) {
  std::vector<Record> all;
  all.reserve(personas.size() + computed.size());
  const auto less = [&](const Record& a, const Record& b) { return key_of(a) < key_of(b); };
  std::merge(std::make_move_iterator(personas.begin()), std::make_move_iterator(personas.end()),
             std::make_move_iterator(computed.begin()), std::make_move_iterator(computed.end()),
             std::back_inserter(all), less);
  if (all.size() > static_cast<size_t>(std::max(limit, 0))) all.resize(static_cast<size_t>(std::max(limit, 0)));
  return all;
}

std::vector<Person> InOrderOfPin(std::vector<Person> people) {
  std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) { return a.pin < b.pin; });
  return people;
}

}  // namespace

std::vector<Person> Nation::ByLegacyId(absl::string_view legacy_id) const {
  const std::optional<Position> person = state_->country.legacy_ids.By(legacy_id);
  if (person) return {PersonOf(state_->country, *person)};
  return state_->personas->People(PersonaRegister::kLegacyId, legacy_id);
}

std::vector<Person> Nation::ByNameAndBirthDate(absl::string_view full_name, const PartialDate& birth_date) const {
  PersonSearch search;
  search.full_name = std::string(full_name);
  search.birth_date = birth_date;
  search.limit = std::numeric_limits<size_t>::max();
  return Search(search).value_or(std::vector<Person>());
}

absl::StatusOr<std::vector<Person>> Nation::Search(const PersonSearch& search) const {
  const absl::StatusOr<std::vector<Position>> positions = SearchPeople(state_->country, search);
  if (!positions.ok()) return positions.status();
  std::vector<Person> found;
  for (const Position& position : *positions) found.push_back(PersonOf(state_->country, position));
  for (Person& person : state_->personas->SearchPeople(search)) found.push_back(std::move(person));
  return InOrderOfPin(std::move(found));
}

absl::StatusOr<std::vector<Person>> Nation::Sample(const PersonSample& sample, uint64_t draw, int limit) const {
  const absl::StatusOr<std::vector<Position>> positions = SamplePeople(state_->country, sample, draw, limit);
  if (!positions.ok()) return positions.status();
  std::vector<Person> people;
  for (const Position& position : *positions) people.push_back(PersonOf(state_->country, position));
  return people;
}

std::vector<Person> Nation::ChildrenOf(absl::string_view parent_pin) const {
  const std::optional<Position> parent = state_->country.numbers.ByPin(parent_pin);
  if (!parent) return state_->personas->People(PersonaRegister::kParent, parent_pin);
  std::vector<Person> children;
  for (const Position& child : state_->country.kin.ChildrenOf(*parent)) {
    children.push_back(PersonOf(state_->country, child));
  }
  return InOrderOfPin(std::move(children));
}

std::vector<Marriage> Nation::MarriagesOf(absl::string_view pin) const {
  std::vector<Marriage> marriages;
  const std::optional<Position> person = state_->country.numbers.ByPin(pin);
  if (person) {
    for (const Position& couple : state_->country.kin.CouplesOf(*person)) {
      if (state_->country.kin.ManOf(couple)) marriages.push_back(MarriageOf(state_->country, couple));
    }
  } else {
    marriages = state_->personas->MarriagesOf(pin);
  }
  std::sort(marriages.begin(), marriages.end(), [](const Marriage& a, const Marriage& b) { return a.id < b.id; });
  return marriages;
}

std::vector<Household> Nation::HouseholdsOwnedBy(absl::string_view pin) const {
  const std::optional<Position> person = state_->country.numbers.ByPin(pin);
  if (!person) return state_->personas->OwnedBy(pin);
  std::vector<Household> owned;
  for (const Position& home : state_->country.homes.OwnedBy(*person))
    owned.push_back(HouseholdOf(state_->country, home));
  std::sort(owned.begin(), owned.end(), [](const Household& a, const Household& b) { return a.id < b.id; });
  return owned;
}

std::vector<Household> Nation::HouseholdsIn(absl::string_view commune_code, int first, int limit) const {
  const Commune* commune = Places::Default().FindCommune(commune_code);
  std::vector<Household> households;
  if (commune == nullptr || first < 0) return households;
  const auto place = static_cast<size_t>(commune - Places::Default().communes().data());
  const HomeRun run = state_->country.homes.HomesOf(place);
  for (uint32_t home = run.first + static_cast<uint32_t>(first); home < run.end && limit > 0; ++home, --limit) {
    households.push_back(HouseholdOf(state_->country, state_->country.census.HomeAt(home)));
  }
  return households;
}

// Scans ask the computed people for as many as may be wanted, for any of the personas may come after them all.
std::vector<Person> Nation::Scan(absl::string_view from_pin, int limit) const {
  std::vector<Person> computed;
  state_->country.numbers.Scan(from_pin, [&](Position person) {
    if (static_cast<int>(computed.size()) >= limit) return false;
    computed.push_back(PersonOf(state_->country, person));
    return true;
  });
  return Merged(state_->personas->ScanPeople(PersonaRegister::kPin, from_pin, limit), std::move(computed), limit,
                PinOf);
}

std::vector<Person> Nation::ScanBySiNumber(absl::string_view from_si_number, int limit) const {
  std::vector<Person> computed;
  state_->country.insurance_numbers.Scan(from_si_number, [&](Position person) {
    if (static_cast<int>(computed.size()) >= limit) return false;
    computed.push_back(PersonOf(state_->country, person));
    return true;
  });
  return Merged(state_->personas->ScanPeople(PersonaRegister::kSiNumber, from_si_number, limit), std::move(computed),
                limit, [](const Person& p) { return p.si_number; });
}

std::vector<Person> Nation::ScanByTaxCode(absl::string_view from_tax_code, int limit) const {
  std::vector<Person> computed;
  state_->country.tax_codes.Scan(from_tax_code, [&](Position person) {
    if (static_cast<int>(computed.size()) >= limit) return false;
    computed.push_back(PersonOf(state_->country, person));
    return true;
  });
  return Merged(state_->personas->ScanPeople(PersonaRegister::kTaxCode, from_tax_code, limit), std::move(computed),
                limit, [](const Person& p) { return p.tax_code; });
}

std::vector<Person> Nation::ScanByBirthEntry(absl::string_view from_entry_id, int limit) const {
  std::vector<Person> computed;
  state_->country.books.ScanBirths(from_entry_id, [&](Position person, const BookPlace&) {
    if (static_cast<int>(computed.size()) >= limit) return false;
    computed.push_back(PersonOf(state_->country, person));
    return true;
  });
  return Merged(state_->personas->ScanPeople(PersonaRegister::kBirthEntry, from_entry_id, limit), std::move(computed),
                limit, BirthEntryId);
}

std::vector<Household> Nation::ScanHouseholds(absl::string_view from_id, int limit) const {
  std::vector<Household> computed;
  state_->country.homes.Scan(from_id, [&](Position home) {
    if (static_cast<int>(computed.size()) >= limit) return false;
    computed.push_back(HouseholdOf(state_->country, home));
    return true;
  });
  return Merged(state_->personas->ScanHouseholds(from_id, limit), std::move(computed), limit,
                [](const Household& h) { return IdOf(h); });
}

std::vector<Marriage> Nation::ScanMarriages(absl::string_view from_id, int limit) const {
  std::vector<Marriage> computed;
  state_->country.books.ScanMarriages(from_id, [&](Position couple, const BookPlace&) {
    if (static_cast<int>(computed.size()) >= limit) return false;
    computed.push_back(MarriageOf(state_->country, couple));
    return true;
  });
  return Merged(state_->personas->ScanMarriages(from_id, limit), std::move(computed), limit,
                [](const Marriage& m) { return IdOf(m); });
}

}  // namespace lienthong::seeds
