#pragma once

#include <memory>

#include "seeds/nation/nation.h"

namespace lienthong::nation {

// A town of a few thousand, the personas on top.
inline std::shared_ptr<const seeds::Nation> SmallNation() {
  static const auto* nation = [] {
    seeds::NationOptions options;
    options.population = 5000;
    return new std::shared_ptr<const seeds::Nation>(seeds::Nation::Generate(options).value());
  }();
  return *nation;
}

}  // namespace lienthong::nation
