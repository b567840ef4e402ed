#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/base/store/store.h"

namespace CLI {
class App;
}

namespace lienthong {

// Where a server keeps its worlds, as the command line says it.
struct StoreChoice {
  // Empty: the default file (store_place.h), its folder made when it is not there.
  std::string spec;
  std::string durability = "process";

  absl::StatusOr<store::StoreOptions> Make() const;
  // Says on standard error where that is, and what it survives.
  void Announce(const store::Database& database) const;
};

// Adds --store and --durability.
void AddStoreOptions(CLI::App& command, StoreChoice& choice);

}  // namespace lienthong
