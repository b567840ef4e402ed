#include "deploy/lienthong/store_choice.h"

#include <cstdio>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "deploy/lienthong/store_place.h"
#include "services/base/status.h"

namespace lienthong {

absl::StatusOr<store::StoreOptions> StoreChoice::Make() const {
  store::StoreOptions options;
  options.spec = spec;
  options.durability = durability == "power" ? store::Durability::kPower : store::Durability::kProcess;
  options.made_by = absl::StrCat("lienthong ", LIENTHONG_VERSION);
  if (!spec.empty()) return options;
  const std::string file = DefaultStorePath();
  RETURN_IF_ERROR(MakeStoreFolder(file));
  options.spec = absl::StrCat("sqlite:", file);
  return options;
}

void StoreChoice::Announce(const store::Database& database) const {
  if (!database.durable()) {
    std::fprintf(stderr, "store: memory (nothing is kept when the process ends)\n");
    return;
  }
  const std::string place = spec.empty() ? absl::StrCat("sqlite:", DefaultStorePath()) : spec;
  std::fprintf(stderr, "store: %s (durable worlds survive %s)\n", place.c_str(),
               durability == "power" ? "a power cut" : "the end of the process, not a power cut");
}

void AddStoreOptions(CLI::App& command, StoreChoice& choice) {
  command
      .add_option("--store", choice.spec,
                  choice.spec.empty()
                      ? "Where durable worlds are kept: memory, or sqlite:PATH; without it a file in the "
                        "data folder"
                      : "Where durable worlds are kept: memory, or sqlite:PATH")
      ->capture_default_str();
  command
      .add_option("--durability", choice.durability,
                  "What an answered write survives: the end of the process, or a power cut as well")
      ->check(CLI::IsMember({"process", "power"}))
      ->capture_default_str();
}

}  // namespace lienthong
