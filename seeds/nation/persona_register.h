#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/personas.h"

namespace lienthong::seeds {

// PersonaRegister holds the few people who are stored, with an index for every question the nation answers. Lists are
// in key order.
class PersonaRegister {
 public:
  PersonaRegister(std::vector<Persona> personas, Draft draft);

  const std::vector<Persona>& personas() const { return personas_; }
  const Persona* Find(absl::string_view key) const;
  const Draft& records() const { return draft_; }

  enum PersonKey { kPin, kLegacyId, kSiNumber, kTaxCode, kName, kParent, kPhone, kBirthEntry, kPersonKeys };
  std::vector<Person> People(PersonKey index, absl::string_view key) const;
  std::optional<Person> FindPerson(PersonKey index, absl::string_view key) const;
  std::vector<Person> ScanPeople(PersonKey index, absl::string_view from, int limit) const;

  std::vector<Person> SearchPeople(const PersonSearch& search) const;

  std::optional<Household> FindHousehold(absl::string_view id) const;
  std::vector<Household> ScanHouseholds(absl::string_view from, int limit) const;
  std::vector<Household> OwnedBy(absl::string_view pin) const;
  std::optional<Marriage> FindMarriage(absl::string_view id) const;
  std::vector<Marriage> ScanMarriages(absl::string_view from, int limit) const;
  std::vector<Marriage> MarriagesOf(absl::string_view pin) const;

 private:
  // Position of a record by one of its texts, in order of the text.
  using Index = std::vector<std::pair<std::string, uint32_t>>;

  std::vector<Persona> personas_;  // in order of key
  Draft draft_;
  Index people_[kPersonKeys];
  Index households_, owners_, marriages_, spouses_;
};

// "commune-year-number", as the registers write it; empty without an entry.
std::string BirthEntryId(const Person& person);

}  // namespace lienthong::seeds
