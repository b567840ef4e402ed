#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "lienthong/population/v1/population.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "lienthong/population/v1/population_state.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/identity/world_nation.h"
#include "services/base/store/table.h"
#include "services/base/world/call_context.h"
#include "services/population/identity_match.h"
#include "services/population/population_base.h"

namespace lienthong::population {

// PopulationRegistry keeps who there is and who lives where: the nation, covered by what a world changed in it.
// Membership of a household is kept with the person alone, so that children of one household never wait for each other.
// Thread-safe; all state is in the transaction.
class PopulationRegistry {
 public:
  explicit PopulationRegistry(std::shared_ptr<const seeds::Nation> nation);

  absl::optional<v1::Person> Find(store::Txn& txn, absl::string_view pin) const { return persons_.Get(txn, pin); }
  // `field` names the number in the request.
  //   PERSON_NOT_FOUND
  absl::StatusOr<v1::Person> Get(store::Txn& txn, absl::string_view pin, absl::string_view field) const;
  // Everybody who holds or held the old number, in order of personal number.
  std::vector<v1::Person> FindByLegacyId(store::Txn& txn, absl::string_view legacy_id) const;
  std::vector<v1::Person> ChildrenOf(store::Txn& txn, absl::string_view mother_pin) const;

  // One page, in order of number.
  //   PAGE_TOKEN_INVALID, INVALID_FIELD, FILTER_NOT_SUPPORTED
  absl::StatusOr<store::Page<v1::Person>> List(store::Txn& txn, const v1::ListPersonsRequest& request) const;

  // The household with its living members: the head first, the others by relation and age.
  absl::optional<v1::Household> FindHousehold(store::Txn& txn, absl::string_view household_id) const;
  //   HOUSEHOLD_NOT_FOUND, PERSON_NOT_FOUND
  absl::StatusOr<v1::Household> GetHousehold(store::Txn& txn, const v1::GetHouseholdRequest& request) const;

  // Enters a person whose number is new. False when the number is somebody's.
  bool Enter(store::Txn& txn, const v1::Person& person) const { return persons_.Insert(txn, person); }
  // Replaces an entry.
  absl::Status Update(const CallContext& context, store::Txn& txn, v1::Person person) const;
  absl::Status UpdateHousehold(store::Txn& txn, v1::Household household) const;

  // Moves the permanent residence of a person to a household, out of any other.
  absl::Status JoinHousehold(const CallContext& context, store::Txn& txn,
                             const v1::ResidenceRegistration& joined) const;

  // The number issued for a birth.
  absl::optional<v1::NumberIssue> FindIssue(store::Txn& txn, absl::string_view birth_record_id) const;
  // False when the birth record, or another birth that is the same, has a number.
  bool EnterIssue(store::Txn& txn, const v1::NumberIssue& issue) const { return issues_.Insert(txn, issue); }

  // Notices of residence. False when the number is taken.
  bool EnterRegistration(store::Txn& txn, const v1::ResidenceRegistration& registration) const {
    return registrations_.Insert(txn, registration);
  }
  absl::optional<v1::ResidenceRegistration> FindRegistration(store::Txn& txn, absl::string_view ct08_number) const {
    return registrations_.Get(txn, ct08_number);
  }

  // With the numbers of the world.
  const seeds::Nation& NationIn(const store::Txn& txn) const { return nation_->In(PinModeOf(txn.world())); }

 private:
  const std::shared_ptr<const seeds::Nation> nation_;
  const PersonBase person_base_;
  const HouseholdBase household_base_;
  const store::Table<v1::Person> persons_;
  const store::Table<v1::Household> households_;
  const store::Table<v1::NumberIssue> issues_;
  const store::Table<v1::ResidenceRegistration> registrations_;
};

// The entry as it is answered on `day`: residence in the administrative codes of that day.
v1::Person Restated(v1::Person person, absl::CivilDay day);
v1::Household Restated(v1::Household household, absl::CivilDay day);

}  // namespace lienthong::population
