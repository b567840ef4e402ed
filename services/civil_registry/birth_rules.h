#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/txn.h"
#include "services/civil_registry/civil_registry_registry.h"
#include "services/civil_registry/parents_on_file.h"

namespace lienthong::civil_registry {

// A declaration on the registrar's table. The law is that of the day on which it was handed in.
struct Declared {
  const applications::v1::Application& application;
  v1::BirthDeclaration form;
  absl::CivilDay on;
};

// INTERNAL when the application's form is no declaration.
absl::StatusOr<Declared> DeclaredIn(const applications::v1::Application& application);

// True when it was declared later than the law's days after the birth.
bool IsLate(const Declared& declared);

// BirthRules is what the registrar checks. Each rule answers OK or the refusal; the first broken one counts.
class BirthRules {
 public:
  BirthRules(std::shared_ptr<const seeds::Nation> nation, const CivilRegistry& registry)
      : nation_(std::move(nation)), registry_(registry) {}

  // What the form says about the office, at intake.
  //   FOREIGN_ELEMENT     before 2025-07-01 the district registers it, border communes apart
  //   WRONG_JURISDICTION  the commune is no declared residence of a parent, nor where an abandoned child was found
  absl::Status CheckOnSight(const Declared& declared) const;

  // Everything else, before any approval:
  //   BIRTH_NOTIFICATION_MISSING, CHILD_ALREADY_REGISTERED, MOTHER_MISMATCH, FATHER_MISMATCH, PERSON_DECEASED,
  //   WRONG_JURISDICTION (by the register), BIRTH_NOTIFICATION_MISMATCH, BIRTH_NOTIFICATION_USED,
  //   PARENT_AGE_IMPLAUSIBLE, NAME_NOT_ALLOWED, MARRIAGE_RECORD_MISSING
  absl::Status Check(store::Txn& txn, const Declared& declared) const;

 private:
  absl::Status CheckChildIsNew(store::Txn& txn, const Declared& declared) const;
  ParentsOnFile ParentsIn(const store::Txn& txn) const { return {*nation_, txn.world()}; }
  absl::Status CheckParents(const ParentsOnFile& parents, const Declared& declared) const;
  absl::Status CheckAlive(const ParentsOnFile& parents, const Declared& declared) const;
  absl::Status CheckResidence(const ParentsOnFile& parents, const Declared& declared) const;
  absl::Status CheckNotificationIsNew(store::Txn& txn, const Declared& declared) const;
  absl::Status CheckMarriage(store::Txn& txn, const Declared& declared) const;
  bool AreMarried(store::Txn& txn, const Declared& declared) const;

  const std::shared_ptr<const seeds::Nation> nation_;
  const CivilRegistry& registry_;
};

}  // namespace lienthong::civil_registry
