#include "seeds/nation/nation.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "embed/seeds_persona_files.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/mix.h"
#include "seeds/nation/nation_state.h"
#include "seeds/nation/record_text.h"
#include "seeds/nation/tables/scale.h"

namespace lienthong::seeds {
namespace {

constexpr char kVersion[] = "96m.1";

}  // namespace

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

const Nation& Nation::In(PinMode mode) const {
  if (mode == options().pin_mode) return *this;
  absl::call_once(state_->other_made, [this, mode] {
    NationOptions other = options();
    other.pin_mode = mode;
    state_->other = *Generate(other);  // these options did before
  });
  return *state_->other;
}

const NationOptions& Nation::options() const { return state_->options; }

absl::string_view Nation::version() { return kVersion; }

size_t Nation::table_bytes() const { return state_->tables->bytes(); }

int64_t Nation::population() const {
  return state_->country.census.people() + static_cast<int64_t>(state_->personas->records().people.size());
}

const Country& Nation::country() const { return state_->country; }

std::unique_ptr<const Country> Nation::IndexedCountry() const {
  return std::make_unique<const Country>(state_->tables, options().pin_mode, Ranking::kIndexed);
}

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

}  // namespace lienthong::seeds
