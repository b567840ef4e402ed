// What stands behind the nation: the computed country, and the personas on top.
#pragma once

#include <memory>
#include <optional>

#include "absl/base/call_once.h"
#include "seeds/nation/country.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/number_book.h"
#include "seeds/nation/persona_register.h"
#include "seeds/nation/records.h"

namespace lienthong::seeds {

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
  // With numbers of the other kind.
  mutable absl::once_flag other_made;
  mutable std::shared_ptr<const Nation> other;
};

}  // namespace lienthong::seeds
