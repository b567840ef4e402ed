#include "seeds/nation/persona_register.h"

#include <algorithm>

#include "seeds/identifiers/document_number.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/search/name_pattern.h"

namespace lienthong::seeds {
namespace {

using Keys = std::vector<std::string>;
using Index = std::vector<std::pair<std::string, uint32_t>>;

// The first entry with a key >= `key`.
Index::const_iterator From(const Index& index, absl::string_view key) {
  return std::lower_bound(index.begin(), index.end(), key,
                          [](const auto& entry, absl::string_view value) { return entry.first < value; });
}

template <typename Record, typename KeysOf>
Index MakeIndex(const std::vector<Record>& records, KeysOf keys_of) {
  Index index;
  for (uint32_t i = 0; i < records.size(); ++i) {
    for (std::string& key : keys_of(records[i])) {
      if (!key.empty()) index.emplace_back(std::move(key), i);
    }
  }
  std::sort(index.begin(), index.end());
  return index;
}

// All records under the key.
template <typename Record>
std::vector<Record> Select(const Index& index, const std::vector<Record>& records, absl::string_view key) {
  std::vector<Record> result;
  if (key.empty()) return result;
  for (auto it = From(index, key); it != index.end() && it->first == key; ++it) result.push_back(records[it->second]);
  return result;
}

template <typename Record>
std::optional<Record> FindOne(const Index& index, const std::vector<Record>& records, absl::string_view key) {
  const auto it = From(index, key);
  if (key.empty() || it == index.end() || it->first != key) return std::nullopt;
  return records[it->second];
}

template <typename Record>
std::vector<Record> ScanFrom(const Index& index, const std::vector<Record>& records, absl::string_view from,
                             int limit) {
  std::vector<Record> result;
  for (auto it = From(index, from); it != index.end() && static_cast<int>(result.size()) < limit; ++it) {
    result.push_back(records[it->second]);
  }
  return result;
}

}  // namespace

std::string BirthEntryId(const Person& person) {
  if (!person.birth_entry) return "";
  const BirthEntry& entry = *person.birth_entry;
  return BookEntryId(entry.commune_code, entry.registered_on.year(), entry.number);
}

PersonaRegister::PersonaRegister(std::vector<Persona> personas, Draft draft)
    : personas_(std::move(personas)), draft_(std::move(draft)) {
  const std::vector<Person>& people = draft_.people;
  people_[kPin] = MakeIndex(people, [](const Person& p) { return Keys{p.pin}; });
  people_[kLegacyId] = MakeIndex(people, [](const Person& p) { return p.legacy_ids; });
  people_[kSiNumber] = MakeIndex(people, [](const Person& p) { return Keys{p.si_number}; });
  people_[kTaxCode] = MakeIndex(people, [](const Person& p) { return Keys{p.tax_code}; });
  people_[kName] = MakeIndex(people, [](const Person& p) { return Keys{MatchKey(p.full_name).value_or("")}; });
  people_[kParent] = MakeIndex(people, [](const Person& p) { return Keys{p.father_pin, p.mother_pin}; });
  people_[kPhone] = MakeIndex(people, [](const Person& p) { return Keys{p.phone}; });
  people_[kBirthEntry] = MakeIndex(people, [](const Person& p) { return Keys{BirthEntryId(p)}; });
  households_ = MakeIndex(draft_.households, [](const Household& h) { return Keys{h.id}; });
  owners_ = MakeIndex(draft_.households, [](const Household& h) { return Keys{h.owner_pin}; });
  marriages_ = MakeIndex(draft_.marriages, [](const Marriage& m) { return Keys{m.id}; });
  spouses_ = MakeIndex(draft_.marriages, [](const Marriage& m) { return Keys{m.man_pin, m.woman_pin}; });
}

const Persona* PersonaRegister::Find(absl::string_view key) const {
  const auto it = std::lower_bound(personas_.begin(), personas_.end(), key,
                                   [](const Persona& persona, absl::string_view k) { return persona.key < k; });
  return it != personas_.end() && it->key == key ? &*it : nullptr;
}

std::vector<Person> PersonaRegister::People(PersonKey index, absl::string_view key) const {
  return Select(people_[index], draft_.people, key);
}

std::optional<Person> PersonaRegister::FindPerson(PersonKey index, absl::string_view key) const {
  return FindOne(people_[index], draft_.people, key);
}

std::vector<Person> PersonaRegister::ScanPeople(PersonKey index, absl::string_view from, int limit) const {
  return ScanFrom(people_[index], draft_.people, from, limit);
}

std::vector<Person> PersonaRegister::SearchPeople(const PersonSearch& search) const {
  const std::string key = MatchKey(search.full_name).value_or("");
  const auto same = [](const std::string& wanted, const std::string& is) { return wanted.empty() || wanted == is; };
  std::vector<Person> found;
  for (const auto& [name, at] : people_[kName]) {
    const Person& person = draft_.people[at];
    if (search.fuzzy ? !WithinOneEdit(name, key) : name != key) continue;
    if (!Agrees(person.birth_date, search.birth_date) || found.size() >= search.limit) continue;
    if (search.sex != Sex::kUnspecified && person.sex != search.sex) continue;
    if (!same(search.birth_province_code, person.birth_province_code)) continue;
    if (same(search.residence_province_code, person.residence.province_code)) found.push_back(person);
  }
  return found;
}

std::optional<Household> PersonaRegister::FindHousehold(absl::string_view id) const {
  return FindOne(households_, draft_.households, id);
}

std::vector<Household> PersonaRegister::ScanHouseholds(absl::string_view from, int limit) const {
  return ScanFrom(households_, draft_.households, from, limit);
}

std::vector<Household> PersonaRegister::OwnedBy(absl::string_view pin) const {
  return Select(owners_, draft_.households, pin);
}

std::optional<Marriage> PersonaRegister::FindMarriage(absl::string_view id) const {
  return FindOne(marriages_, draft_.marriages, id);
}

std::vector<Marriage> PersonaRegister::ScanMarriages(absl::string_view from, int limit) const {
  return ScanFrom(marriages_, draft_.marriages, from, limit);
}

std::vector<Marriage> PersonaRegister::MarriagesOf(absl::string_view pin) const {
  return Select(spouses_, draft_.marriages, pin);
}

}  // namespace lienthong::seeds
