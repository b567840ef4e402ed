#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/applications/desk.h"
#include "services/population/number_issuance.h"
#include "services/population/population_registry.h"

namespace lienthong::population {

// PopulationService answers PopulationService's methods: checks the purpose, asks the registry, prunes the answer.
// Thread-safe; all state is in the transaction.
class PopulationService {
 public:
  explicit PopulationService(std::shared_ptr<const seeds::Nation> nation);

  // The desk of the residence applications.
  applications::Desk& desk() const { return *desk_; }

  absl::StatusOr<v1::LookUpPersonResponse> LookUpPerson(CallContext& context, store::Txn& txn,
                                                        const v1::LookUpPersonRequest& request) const;
  absl::StatusOr<v1::VerifyPersonResponse> VerifyPerson(CallContext& context, store::Txn& txn,
                                                        const v1::VerifyPersonRequest& request) const;
  absl::StatusOr<v1::CheckPersonalNumberResponse> CheckPersonalNumber(
      CallContext& context, store::Txn& txn, const v1::CheckPersonalNumberRequest& request) const;
  absl::StatusOr<v1::GetPersonResponse> GetPerson(CallContext& context, store::Txn& txn,
                                                  const v1::GetPersonRequest& request) const;
  absl::StatusOr<v1::ListPersonsResponse> ListPersons(CallContext& context, store::Txn& txn,
                                                      const v1::ListPersonsRequest& request) const;
  absl::StatusOr<v1::GetHouseholdResponse> GetHousehold(CallContext& context, store::Txn& txn,
                                                        const v1::GetHouseholdRequest& request) const;
  absl::StatusOr<v1::SetPersonLockResponse> SetPersonLock(CallContext& context, store::Txn& txn,
                                                          const v1::SetPersonLockRequest& request) const;
  absl::StatusOr<v1::IssuePersonalNumberResponse> IssuePersonalNumber(
      CallContext& context, store::Txn& txn, const v1::IssuePersonalNumberRequest& request) const;
  absl::StatusOr<v1::SubmitResidenceApplicationResponse> SubmitResidenceApplication(
      CallContext& context, store::Txn& txn, const v1::SubmitResidenceApplicationRequest& request) const;

 private:
  // Everybody who holds the number claimed.
  std::vector<v1::Person> Holders(store::Txn& txn, const std::string& pin, const std::string& legacy_id) const;

  const std::shared_ptr<const PopulationRegistry> registry_;
  const NumberIssuance issuance_;
  const std::unique_ptr<applications::Desk> desk_;
};

}  // namespace lienthong::population
