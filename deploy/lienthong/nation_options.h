#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "seeds/nation/nation.h"

namespace lienthong {

// Which nation a command is about: seed, size and kind of personal numbers.
struct NationChoice {
  uint64_t seed = 1;
  int64_t population = seeds::NationOptions().population;
  bool realistic = false;

  absl::StatusOr<std::shared_ptr<const seeds::Nation>> Make() const {
    seeds::NationOptions options;
    options.seed = seed;
    options.population = population;
    if (realistic) options.pin_mode = seeds::PinMode::kRealistic;
    return seeds::Nation::Generate(options);
  }
};

// Adds --seed, --population and --realistic.
inline void AddNationOptions(CLI::App& command, NationChoice& choice) {
  command.add_option("--seed", choice.seed, "Seed of the nation")->capture_default_str();
  command.add_option("--population", choice.population, "Living people, 1000 to 100000000")->capture_default_str();
  command.add_flag("--realistic", choice.realistic, "Numbers as real ones look; they may be somebody's");
}

}  // namespace lienthong
