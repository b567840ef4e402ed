#pragma once

#include <memory>
#include <string>

#include "services/base/applications/procedure.h"
#include "services/population/population_registry.h"
#include "services/population/residence_consents.h"

namespace lienthong::population {

// Registration of permanent residence [Đăng ký thường trú]; the code is general knowledge, not confirmed.
inline constexpr char kResidenceProcedure[] = "1.004222";

// ResidenceProcedure registers a child's permanent residence in a household. Law by the day the application counts as
// received. Result: a ResidenceRegistration and the notice CT08; the child is a member of the household from then on.
class ResidenceProcedure final : public applications::Procedure {
 public:
  explicit ResidenceProcedure(std::shared_ptr<const PopulationRegistry> registry) : registry_(std::move(registry)) {}

  std::string code() const override { return kResidenceProcedure; }

  // Two working days, five when the dwelling is verified (Decree 63/2024; seven before it).
  absl::StatusOr<absl::Time> DueAt(const CallContext& context, const applications::Application& application,
                                   absl::Time received, bool verified) const override;

  //   PERSON_NOT_FOUND, PERSON_DECEASED, PERSON_LOCKED, PERSON_MISMATCH  the child
  //   HOUSEHOLD_NOT_FOUND, HOUSEHOLD_HEAD_MISMATCH                       the household
  //   RESIDENCE_ALREADY_REGISTERED                                       the child is a member already
  //   ADDRESS_UNKNOWN, STALE_CODE                                        the address given
  //   the reasons of CheckConsents; those of the number's rules R1..R6, as at submission
  absl::StatusOr<applications::Verdict> Examine(CallContext& context, store::Txn& txn,
                                                const applications::Application& application) override;

  absl::StatusOr<applications::Granted> Grant(CallContext& context, store::Txn& txn,
                                              const applications::Application& application) override;

 private:
  // Child and household by the rules, before anybody's consent is asked for.
  absl::StatusOr<Newcomer> NewcomerOf(CallContext& context, store::Txn& txn,
                                      const applications::Application& application) const;
  absl::StatusOr<v1::Person> ChildOf(store::Txn& txn, const v1::ResidenceForm& form) const;
  absl::StatusOr<v1::Household> HouseholdOf(store::Txn& txn, const v1::ResidenceForm& form) const;
  bool IsLiving(store::Txn& txn, const v1::PersonReference& relative) const;
  // Draws the notice's number and files it.
  absl::StatusOr<v1::ResidenceRegistration> Register(CallContext& context, store::Txn& txn,
                                                     v1::ResidenceRegistration registration) const;

  const std::shared_ptr<const PopulationRegistry> registry_;
};

}  // namespace lienthong::population
