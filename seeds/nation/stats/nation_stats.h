#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "seeds/nation/country.h"

namespace lienthong::seeds {

// One figure of the nation beside what it should be.
struct NationStat {
  std::string group;  // "age", "sex", "household size", ...
  std::string name;   // "25-29"
  double value = 0;
  std::optional<double> target;  // nothing: no source says
  std::string unit;              // "%", "people"
  bool sourced = false;          // the target comes from the sources, else it is an assumption
  bool exact = false;            // counted over everybody, else over a sample
};

// Counts what the tables tell about everybody (ages, sexes, households, origins, ethnic groups) and takes the rest from
// `sample` people spread over the country. Data only; printing is the caller's.
std::vector<NationStat> NationStats(const Country& country, uint32_t sample);

}  // namespace lienthong::seeds
