#include "seeds/nation/nation.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "embed/seeds_persona_files.h"
#include "seeds/mix.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/household_builder.h"
#include "seeds/nation/number_book.h"
#include "seeds/nation/persona_fields.h"
#include "seeds/nation/personas.h"
#include "seeds/nation/record_text.h"
#include "seeds/places/places.h"
#include "seeds/text/nearest.h"

namespace lienthong::seeds {
namespace {

constexpr char kVersion[] = "3k.1";
constexpr int kPeoplePerTenHouseholds = 37;
constexpr int kMaxSize = 1'000'000;

// Position of a record by one of its texts, in order of the text.
using Index = std::vector<std::pair<std::string, uint32_t>>;

// The first entry with a key >= `key`.
Index::const_iterator From(const Index& index, absl::string_view key) {
  return std::lower_bound(index.begin(), index.end(), key,
                          [](const auto& entry, absl::string_view value) { return entry.first < value; });
}

template <typename Record, typename KeyOf>
Index MakeIndex(const std::vector<Record>& records, KeyOf key_of) {
  Index index;
  index.reserve(records.size());
  for (uint32_t i = 0; i < records.size(); ++i) {
    for (std::string& key : key_of(records[i])) {
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

// Sorts places rather than people, who are large to move.
std::vector<Person> InOrderOfPin(std::vector<Person> people) {
  std::vector<uint32_t> order(people.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return people[a].pin < people[b].pin; });
  std::vector<Person> result;
  result.reserve(people.size());
  for (const uint32_t place : order) result.push_back(std::move(people[place]));
  return result;
}

// Households by province in proportion to its people, spread evenly: the i-th household stands for the i-th part of the
// population in order of province.
class ProvincePicker {
 public:
  explicit ProvincePicker(uint32_t households) : households_(households) {
    for (const Province& province : Places::Default().provinces()) total_ += static_cast<uint64_t>(province.population);
  }

  const Province& At(uint32_t index) const {
    uint64_t left = (2 * static_cast<uint64_t>(index) + 1) * total_ / (2 * static_cast<uint64_t>(households_));
    for (const Province& province : Places::Default().provinces()) {
      const auto people = static_cast<uint64_t>(province.population);
      if (left < people) return province;
      left -= people;
    }
    return Places::Default().provinces().back();
  }

 private:
  uint64_t total_ = 0;
  uint32_t households_;
};

}  // namespace

struct Nation::State {
  explicit State(const NationOptions& o) : options(o), book(o) {}

  void MakeIndexes();

  NationOptions options;
  NumberBook book;
  std::vector<Person> people;  // in order of pin
  std::vector<Household> households;
  std::vector<Marriage> marriages;
  std::vector<Persona> personas;  // in order of key
  Index by_pin, by_legacy_id, by_si_number, by_tax_code, by_name, by_parent;
  Index households_by_id, marriages_by_id, marriages_by_pin;
};

void Nation::State::MakeIndexes() {
  using Keys = std::vector<std::string>;
  by_pin = MakeIndex(people, [](const Person& p) { return Keys{p.pin}; });
  by_legacy_id = MakeIndex(people, [](const Person& p) { return p.legacy_ids; });
  by_si_number = MakeIndex(people, [](const Person& p) { return Keys{p.si_number}; });
  by_tax_code = MakeIndex(people, [](const Person& p) { return Keys{p.tax_code}; });
  by_name = MakeIndex(people, [](const Person& p) { return Keys{MatchKey(p.full_name).value_or("")}; });
  by_parent = MakeIndex(people, [](const Person& p) { return Keys{p.father_pin, p.mother_pin}; });
  households_by_id = MakeIndex(households, [](const Household& h) { return Keys{h.id}; });
  marriages_by_id = MakeIndex(marriages, [](const Marriage& m) { return Keys{m.id}; });
  marriages_by_pin = MakeIndex(marriages, [](const Marriage& m) { return Keys{m.man_pin, m.woman_pin}; });
}

Nation::Nation(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Nation::~Nation() = default;

absl::StatusOr<std::shared_ptr<const Nation>> Nation::Generate(const NationOptions& options) {
  if (options.size < 0 || options.size > kMaxSize) {
    return absl::InvalidArgumentError(absl::StrCat("The nation's size must be 0 to ", kMaxSize, "."));
  }
  auto state = std::make_unique<State>(options);
  Draft draft;
  draft.people.reserve(static_cast<size_t>(options.size) + 500);
  HouseholdBuilder builder(options, &state->book, &draft);
  const auto households = static_cast<uint32_t>(options.size) * 10 / kPeoplePerTenHouseholds;
  const ProvincePicker province(households);
  for (uint32_t i = 0; i < households; ++i) builder.Build(i, province.At(i));
  absl::StatusOr<std::vector<Persona>> personas =
      ReadPersonas(persona_files::File("personas.yaml"), &state->book, &draft);
  if (!personas.ok()) return personas.status();
  state->people = InOrderOfPin(std::move(draft.people));
  state->households = std::move(draft.households);
  state->marriages = std::move(draft.marriages);
  state->personas = *std::move(personas);
  state->MakeIndexes();
  return std::shared_ptr<const Nation>(new Nation(std::move(state)));
}

const NationOptions& Nation::options() const { return state_->options; }

absl::string_view Nation::version() { return kVersion; }

int64_t Nation::population() const { return static_cast<int64_t>(state_->people.size()); }

std::string Nation::Digest() const {
  uint64_t digest = Mix(state_->options.seed);
  const auto add = [&digest](const std::string& text) {
    for (const char c : text) digest = Mix(digest, static_cast<unsigned char>(c));
  };
  for (const Person& person : state_->people) add(RecordText(person));
  for (const auto& [id, i] : state_->households_by_id) add(RecordText(state_->households[i]));
  for (const auto& [id, i] : state_->marriages_by_id) add(RecordText(state_->marriages[i]));
  return absl::StrFormat("%016x", digest);
}

std::optional<Person> Nation::ByPin(absl::string_view pin) const {
  return FindOne(state_->by_pin, state_->people, pin);
}

std::optional<Person> Nation::BySiNumber(absl::string_view si_number) const {
  return FindOne(state_->by_si_number, state_->people, si_number);
}

std::optional<Person> Nation::ByTaxCode(absl::string_view tax_code) const {
  return FindOne(state_->by_tax_code, state_->people, tax_code);
}

std::optional<Household> Nation::HouseholdById(absl::string_view household_id) const {
  return FindOne(state_->households_by_id, state_->households, household_id);
}

std::optional<Marriage> Nation::MarriageById(absl::string_view marriage_id) const {
  return FindOne(state_->marriages_by_id, state_->marriages, marriage_id);
}

std::vector<Person> Nation::ByLegacyId(absl::string_view legacy_id) const {
  return Select(state_->by_legacy_id, state_->people, legacy_id);
}

std::vector<Person> Nation::ByNameAndBirthDate(absl::string_view full_name, const PartialDate& birth_date) const {
  const absl::StatusOr<std::string> key = MatchKey(full_name);
  if (!key.ok()) return {};
  std::vector<Person> result = Select(state_->by_name, state_->people, *key);
  std::erase_if(result, [&](const Person& person) { return !Agrees(person.birth_date, birth_date); });
  return result;
}

std::vector<Person> Nation::ChildrenOf(absl::string_view parent_pin) const {
  return Select(state_->by_parent, state_->people, parent_pin);
}

std::vector<Marriage> Nation::MarriagesOf(absl::string_view pin) const {
  std::vector<Marriage> result = Select(state_->marriages_by_pin, state_->marriages, pin);
  std::sort(result.begin(), result.end(), [](const Marriage& a, const Marriage& b) { return a.id < b.id; });
  return result;
}

std::vector<Person> Nation::Scan(absl::string_view from_pin, int limit) const {
  return ScanFrom(state_->by_pin, state_->people, from_pin, limit);
}

std::vector<Person> Nation::ScanBySiNumber(absl::string_view from_si_number, int limit) const {
  return ScanFrom(state_->by_si_number, state_->people, from_si_number, limit);
}

std::vector<Person> Nation::ScanByTaxCode(absl::string_view from_tax_code, int limit) const {
  return ScanFrom(state_->by_tax_code, state_->people, from_tax_code, limit);
}

std::vector<Household> Nation::ScanHouseholds(absl::string_view from_id, int limit) const {
  return ScanFrom(state_->households_by_id, state_->households, from_id, limit);
}

std::vector<Marriage> Nation::ScanMarriages(absl::string_view from_id, int limit) const {
  return ScanFrom(state_->marriages_by_id, state_->marriages, from_id, limit);
}

absl::StatusOr<std::string> Nation::FreeNumber(const NumberCell& cell, uint64_t draw) const {
  if (Places::Default().FindProvince(cell.province_code) == nullptr) {
    return absl::InvalidArgumentError("A personal number needs a known province of birth registration.");
  }
  if (cell.sex != Sex::kMale && cell.sex != Sex::kFemale) {
    return absl::InvalidArgumentError("A personal number needs the sex to be male or female.");
  }
  if (cell.birth_year < 1900 || cell.birth_year > 2399) {
    return absl::InvalidArgumentError("A personal number needs a birth year of 1900 to 2399.");
  }
  return state_->book.FreePin(cell, draw);
}

absl::StatusOr<std::string> Nation::FreeSiNumber(absl::string_view province_code, uint64_t draw) const {
  if (Places::Default().FindProvince(province_code) == nullptr) {
    return absl::InvalidArgumentError("A social-insurance number needs a known province.");
  }
  return state_->book.FreeSiNumber(province_code, draw);
}

std::vector<std::string> Nation::PersonaKeys() const {
  std::vector<std::string> keys;
  for (const Persona& persona : state_->personas) keys.push_back(persona.key);
  return keys;
}

absl::StatusOr<Persona> Nation::FindPersona(absl::string_view key) const {
  const auto it = std::lower_bound(state_->personas.begin(), state_->personas.end(), key,
                                   [](const Persona& persona, absl::string_view k) { return persona.key < k; });
  if (it != state_->personas.end() && it->key == key) return *it;
  return absl::NotFoundError(
      absl::StrCat("There is no persona \"", key, "\"; the nearest is \"", Nearest(key, PersonaKeys()), "\"."));
}

absl::StatusOr<std::string> Nation::PersonaField(absl::string_view path) const {
  const size_t family_end = path.find('.');
  const size_t member_end = family_end == absl::string_view::npos ? family_end : path.find('.', family_end + 1);
  const absl::StatusOr<Persona> persona = FindPersona(path.substr(0, member_end));
  if (!persona.ok()) return persona.status();
  const absl::string_view field = member_end == absl::string_view::npos ? "" : path.substr(member_end + 1);
  return ReadPersonaField(*this, *persona, field);
}

}  // namespace lienthong::seeds
