#include "seeds/nation/nation.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "embed/seeds_persona_files.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/mix.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/country.h"
#include "seeds/nation/number_book.h"
#include "seeds/nation/persona_fields.h"
#include "seeds/nation/persona_register.h"
#include "seeds/nation/personas.h"
#include "seeds/nation/record_text.h"
#include "seeds/nation/records.h"
#include "seeds/nation/search/person_sample.h"
#include "seeds/nation/search/person_search.h"
#include "seeds/nation/tables/scale.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

constexpr char kVersion[] = "96m.1";

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

struct Nation::State {
  State(const NationOptions& o, std::shared_ptr<const Tables> t)
      : options(o), tables(std::move(t)), country(tables, o.pin_mode), book(&country) {}

  std::optional<Person> PersonAt(const std::optional<Position>& at) const {
    return at ? std::optional(PersonOf(country, *at)) : std::nullopt;
  }
  std::optional<Household> HomeAt(const std::optional<Position>& at) const {
    return at ? std::optional(HouseholdOf(country, *at)) : std::nullopt;
  }
  // Somebody computed, else a persona.
  std::optional<Person> Find(const std::optional<Position>& at, PersonaRegister::PersonKey index,
                             absl::string_view key) const {
    return at ? PersonAt(at) : personas->FindPerson(index, key);
  }

  NationOptions options;
  std::shared_ptr<const Tables> tables;
  Country country;
  NumberBook book;
  std::unique_ptr<const PersonaRegister> personas;
};

Nation::Nation(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Nation::~Nation() = default;

absl::StatusOr<std::shared_ptr<const Nation>> Nation::Generate(const NationOptions& options) {
  if (options.population < kFewestPeople || options.population > kMostPeople) {
    return absl::InvalidArgumentError(
        absl::StrCat("The nation's population must be ", kFewestPeople, " to ", kMostPeople, "."));
  }
  auto state = std::make_unique<State>(options, SharedTables({options.seed, options.population}));
  Draft draft;
  absl::StatusOr<std::vector<Persona>> personas =
      ReadPersonas(persona_files::File("personas.yaml"), &state->book, &draft);
  if (!personas.ok()) return personas.status();
  state->personas = std::make_unique<const PersonaRegister>(*std::move(personas), std::move(draft));
  return std::shared_ptr<const Nation>(new Nation(std::move(state)));
}

const NationOptions& Nation::options() const { return state_->options; }

absl::string_view Nation::version() { return kVersion; }

int64_t Nation::population() const {
  return state_->country.census.people() + static_cast<int64_t>(state_->personas->records().people.size());
}

const Country& Nation::country() const { return state_->country; }

std::string Nation::Digest() const {
  uint64_t digest = Mix(state_->tables->digest(), state_->options.pin_mode == PinMode::kSafe ? 0 : 1);
  const auto add = [&digest](absl::string_view text) {
    for (const char c : text) digest = Mix(digest, static_cast<unsigned char>(c));
  };
  add(kVersion);
  for (const Person& person : state_->personas->records().people) add(RecordText(person));
  for (const Household& household : state_->personas->records().households) add(RecordText(household));
  for (const Marriage& marriage : state_->personas->records().marriages) add(RecordText(marriage));
  return absl::StrFormat("%016x", digest);
}

std::optional<Person> Nation::ByPin(absl::string_view pin) const {
  return state_->Find(state_->country.numbers.ByPin(pin), PersonaRegister::kPin, pin);
}

bool Nation::Taken(absl::string_view pin) const {
  return state_->country.numbers.ByPin(pin) || state_->personas->FindPerson(PersonaRegister::kPin, pin);
}

std::optional<Person> Nation::BySiNumber(absl::string_view si_number) const {
  return state_->Find(state_->country.insurance_numbers.By(si_number), PersonaRegister::kSiNumber, si_number);
}

std::optional<Person> Nation::ByCardCode(absl::string_view card_code) const {
  const std::optional<InsuranceCardCode> code = ParseInsuranceCardCode(card_code);
  if (!code) return std::nullopt;
  const std::optional<Person> person = BySiNumber(code->si_number);
  if (!person || !person->insurance) return std::nullopt;
  const InsuranceCard& card = *person->insurance;
  const bool same =
      card.object == code->object && card.level == code->level && card.province_code == code->province_code;
  return same ? person : std::nullopt;
}

std::optional<Person> Nation::ByTaxCode(absl::string_view tax_code) const {
  return state_->Find(state_->country.tax_codes.By(tax_code), PersonaRegister::kTaxCode, tax_code);
}

std::optional<Person> Nation::ByLicence(absl::string_view licence_number) const {
  return state_->PersonAt(state_->country.licences.By(licence_number));
}

std::optional<Person> Nation::ByPhone(absl::string_view phone) const {
  return state_->Find(state_->country.phones.By(phone), PersonaRegister::kPhone, phone);
}

std::optional<Person> Nation::ByBankAccount(absl::string_view account_number) const {
  return state_->PersonAt(state_->country.bank_accounts.By(account_number));
}

std::optional<Person> Nation::ByBirthEntry(absl::string_view entry_id) const {
  const std::optional<BookPlace> place = ParseBookPlace(entry_id);
  if (!place) return std::nullopt;
  return state_->Find(state_->country.books.ByBirthEntry(*place), PersonaRegister::kBirthEntry, entry_id);
}

std::optional<Household> Nation::HouseholdById(absl::string_view household_id) const {
  const std::optional<Position> home = state_->country.homes.ById(household_id);
  return home ? state_->HomeAt(home) : state_->personas->FindHousehold(household_id);
}

std::optional<Household> Nation::HouseholdByCertificate(absl::string_view land_certificate) const {
  return state_->HomeAt(state_->country.home_papers.ByCertificate(land_certificate));
}

std::optional<Household> Nation::HouseholdByBusiness(absl::string_view business_code) const {
  return state_->HomeAt(state_->country.home_papers.ByBusiness(business_code));
}

std::optional<Marriage> Nation::MarriageById(absl::string_view marriage_id) const {
  const std::optional<BookPlace> place = ParseBookPlace(marriage_id);
  if (!place) return std::nullopt;
  const std::optional<Position> couple = state_->country.books.ByMarriageEntry(*place);
  return couple ? std::optional(MarriageOf(state_->country, *couple)) : state_->personas->FindMarriage(marriage_id);
}

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
  for (const Persona& persona : state_->personas->personas()) keys.push_back(persona.key);
  return keys;
}

absl::StatusOr<Persona> Nation::FindPersona(absl::string_view key) const {
  const Persona* persona = state_->personas->Find(key);
  if (persona != nullptr) return *persona;
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
