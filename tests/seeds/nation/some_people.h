// Samples of the whole country for property tests.
#pragma once

#include <cstdint>

#include "seeds/mix.h"
#include "seeds/nation/country.h"
#include "seeds/nation/tables/scale.h"

namespace lienthong::seeds {

inline const Country& WholeCountry() {
  static const auto* const country = new Country(SharedTables({1, kCensusPopulation}), PinMode::kSafe);
  return *country;
}

// A town whose people can all be looked at.
inline const Country& Town() {
  static const auto* const country = new Country(SharedTables({1, 30'000}), PinMode::kSafe);
  return *country;
}

// Calls `check` with so many people of the country, spread over all of it.
template <typename Check>
void ForSome(uint32_t count, Check check) {
  const Census& census = WholeCountry().census;
  for (uint32_t i = 0; i < count; ++i) check(census.At(static_cast<uint32_t>(Mix(i) % census.people())));
}

template <typename Check>
void ForAllOf(const Country& country, Check check) {
  for (uint32_t i = 0; i < country.census.people(); ++i) check(country.census.At(i));
}

}  // namespace lienthong::seeds
