#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/identity/world_nation.h"

namespace lienthong::civil_registry {

// ParentsOnFile is the civil registry's own copy of the population register, for the parents it registers: the nation
// as it was before the world began. All registries agree on it from the first call; what the population register
// changed since (a move of residence) isn't seen here.
class ParentsOnFile {
 public:
  // `world` says which numbers people have. The nation must outlive it.
  ParentsOnFile(const seeds::Nation& nation, const control::v1::World& world) : nation_(nation.In(PinModeOf(world))) {}

  // By personal number, else by the old identity-card number where `on` still accepts it.
  std::optional<seeds::Person> Find(const v1::DeclaredParent& parent, absl::CivilDay on) const;

  // Fields in which the declaration differs from the register: pin, full_name, birth_date. A parent who shows neither
  // number nor old card (a foreigner) can't be compared; a Vietnamese one differs in `pin`.
  std::vector<std::string> Differences(const v1::DeclaredParent& parent, absl::CivilDay on) const;

  // Commune of the parent's residence: the one on file, or the declared one when it is temporary or nothing is on file.
  std::string ResidenceOf(const v1::DeclaredParent& parent, absl::CivilDay on) const;

 private:
  const seeds::Nation& nation_;
};

// Declared nationality, VNM when empty.
std::string NationalityOf(const v1::DeclaredParent& parent);

}  // namespace lienthong::civil_registry
