// A town whose people can all be looked at, with what its registers hold.
#pragma once

#include <memory>
#include <vector>

#include "seeds/nation/nation.h"

namespace lienthong::seeds {

inline const Nation& TheTown() {
  static const auto* const nation = new std::shared_ptr<const Nation>(*Nation::Generate({.population = 30'000}));
  return **nation;
}

inline const std::vector<Person>& Everybody() {
  static const auto* const people = new std::vector<Person>(TheTown().Scan("", 1'000'000));
  return *people;
}

}  // namespace lienthong::seeds
