// Nation is everybody there is before a world begins: people, households, marriages, as of 2023-12-31.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "seeds/identifiers/personal_number.h"
#include "seeds/nation/person.h"
#include "seeds/nation/search/queries.h"

namespace lienthong::seeds {

struct Country;

struct NationOptions {
  uint64_t seed = 1;
  PinMode pin_mode = PinMode::kSafe;
  // Living people, 1,000 to 100 million, by province in proportion to the census; the personas come on top. The default
  // is the census of 2019.
  int64_t population = 96'208'984;
};

// One entry of a persona family as the persona file tells it.
struct Persona {
  std::string key;       // "binh-family.mother"
  std::string about;     // what this family is there to show, in English
  std::string unlisted;  // why the person is not in the population register; empty when it is
  Person person;
};

// The nation is immutable and thread-safe; one instance is shared by all agencies. Every answer is a value computed on
// demand and a pure function of the options: the same seed gives the same nation on every machine. Look-ups take a key,
// searches an index, and scans go in key order from a key (inclusive, empty: from the start); nobody but the personas
// is stored.
class Nation {
 public:
  // Fails when the population is out of range, or the persona file compiled into the program is faulty.
  static absl::StatusOr<std::shared_ptr<const Nation>> Generate(const NationOptions& options);
  ~Nation();

  // The same people with numbers of the other kind, personas included; itself for its own kind. Made at first use over
  // the same tables.
  const Nation& In(PinMode mode) const;

  const NationOptions& options() const;
  // Changes whenever the same options would give other people.
  static absl::string_view version();
  // Lower-case hex digest of all that decides about people: the tables, options, version and personas. Equal digests,
  // equal people. Cheap.
  std::string Digest() const;
  // People in the register, the deceased included.
  int64_t population() const;
  // Bytes of the tables behind it.
  size_t table_bytes() const;
  // The computed people by position, without the personas: for statistics, export and other work over everybody.
  const Country& country() const;
  // The same people, indexed (country.h): for work over very many of them. Made anew at every call.
  std::unique_ptr<const Country> IndexedCountry() const;

  // By key.
  std::optional<Person> ByPin(absl::string_view pin) const;
  std::optional<Person> BySiNumber(absl::string_view si_number) const;
  // By the card's whole code (15 characters), which must be the holder's at the snapshot.
  std::optional<Person> ByCardCode(absl::string_view card_code) const;
  std::optional<Person> ByTaxCode(absl::string_view tax_code) const;
  std::optional<Person> ByLicence(absl::string_view licence_number) const;
  std::optional<Person> ByPhone(absl::string_view phone) const;
  std::optional<Person> ByBankAccount(absl::string_view account_number) const;
  // By the birth's entry in the civil-status book, "commune-year-number" with five digits.
  std::optional<Person> ByBirthEntry(absl::string_view entry_id) const;
  std::optional<Household> HouseholdById(absl::string_view household_id) const;
  std::optional<Household> HouseholdByCertificate(absl::string_view land_certificate) const;
  std::optional<Household> HouseholdByBusiness(absl::string_view business_code) const;
  std::optional<Marriage> MarriageById(absl::string_view marriage_id) const;

  // By index; in order of pin (or id).
  std::vector<Person> ByLegacyId(absl::string_view legacy_id) const;
  // Names are compared by MatchKey, so the caller rechecks accents; dates must agree as far as both are known.
  std::vector<Person> ByNameAndBirthDate(absl::string_view full_name, const PartialDate& birth_date) const;
  std::vector<Person> ChildrenOf(absl::string_view parent_pin) const;
  std::vector<Marriage> MarriagesOf(absl::string_view pin) const;
  // Whose dwelling the person owns.
  std::vector<Household> HouseholdsOwnedBy(absl::string_view pin) const;
  // At most `limit` computed households of a commune, from the n-th on; the personas' are not among them.
  std::vector<Household> HouseholdsIn(absl::string_view commune_code, int first, int limit) const;

  // Searches and samples; see queries.h. INVALID_ARGUMENT for a query without a birth year or an unknown province.
  absl::StatusOr<std::vector<Person>> Search(const PersonSearch& search) const;
  // Some people who match, the same for the same draw. FAILED_PRECONDITION "Nobody can match, because ..." for a query
  // that contradicts itself, NOT_FOUND when nobody turned up.
  absl::StatusOr<std::vector<Person>> Sample(const PersonSample& sample, uint64_t draw, int limit) const;

  // At most `limit` records in key order, beginning at the first key >= `from`.
  std::vector<Person> Scan(absl::string_view from_pin, int limit) const;
  std::vector<Person> ScanBySiNumber(absl::string_view from_si_number, int limit) const;
  std::vector<Person> ScanByTaxCode(absl::string_view from_tax_code, int limit) const;
  std::vector<Person> ScanByBirthEntry(absl::string_view from_entry_id, int limit) const;
  std::vector<Household> ScanHouseholds(absl::string_view from_id, int limit) const;
  std::vector<Marriage> ScanMarriages(absl::string_view from_id, int limit) const;

  // A number of the cell that nobody of the nation holds. Pure: the same draw gives the same number, and draws that
  // differ modulo the free numbers of the cell (more than 900,000) give different ones. A caller passes a draw of its
  // world's randomness, puts the number with expect-absent, and takes its next draw when the number was issued already.
  absl::StatusOr<std::string> FreeNumber(const NumberCell& cell, uint64_t draw) const;
  // The same for social-insurance numbers, by province of issue.
  absl::StatusOr<std::string> FreeSiNumber(absl::string_view province_code, uint64_t draw) const;
  bool Taken(absl::string_view pin) const;

  // Personas. Keys are "family.member"; NOT_FOUND names the nearest key there is.
  std::vector<std::string> PersonaKeys() const;
  absl::StatusOr<Persona> FindPersona(absl::string_view key) const;
  // One field as text, by "family.member.field": pin, full_name, sex, birth_date, residence.commune_code,
  // household_id, ... (person_fields.h). FAILED_PRECONDITION when the persona has no such thing (the number of a
  // child not yet registered), NOT_FOUND naming the nearest key or field otherwise.
  absl::StatusOr<std::string> PersonaField(absl::string_view path) const;

 private:
  struct State;
  explicit Nation(std::unique_ptr<const State> state);

  std::unique_ptr<const State> state_;
};

// The last day a child's insurance card is valid: valid to 72 months of age, by Decree 146/2018 Art. 13.2. Born on or
// before 30 September: until 30 September of the year it turns 72 months; later: until the last day of that month.
absl::CivilDay ChildCardValidTo(absl::CivilDay birth_date);

}  // namespace lienthong::seeds
