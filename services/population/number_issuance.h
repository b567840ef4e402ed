#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"
#include "services/population/population_registry.h"

namespace lienthong::population {

// NumberIssuance assigns personal numbers to newborns and enters them into the register.
// A birth record has one number for ever; two records of the same birth (parent, date, sex, name, order) don't both get
// one. The number is drawn from the cell of province of registration, sex and birth year; a realistic world writes the
// province as the real register does.
class NumberIssuance {
 public:
  explicit NumberIssuance(std::shared_ptr<const PopulationRegistry> registry) : registry_(std::move(registry)) {}

  // The request is well formed (ValidateIssuePersonalNumber).
  //   DATE_IN_FUTURE              born after the world's today
  //   ADDRESS_UNKNOWN, STALE_CODE place of registration, by the codes of today
  //   PERSON_NOT_FOUND            a parent's number is nobody's
  //   PERSON_DECEASED             the mother died before the birth
  //   PERSON_ALREADY_HAS_NUMBER   the child is in the register under another birth record
  absl::StatusOr<v1::IssuePersonalNumberResponse> Issue(CallContext& context, store::Txn& txn,
                                                        const v1::IssuePersonalNumberRequest& request) const;

 private:
  absl::Status Check(const CallContext& context, store::Txn& txn, const v1::IssuePersonalNumberRequest& request) const;
  absl::StatusOr<v1::Person> ParentNamed(store::Txn& txn, const char* field, const std::string& pin) const;
  absl::Status CheckParents(store::Txn& txn, const v1::IssuePersonalNumberRequest& request) const;
  absl::Status CheckNew(store::Txn& txn, const v1::IssuePersonalNumberRequest& request) const;
  absl::StatusOr<v1::Person> EntryOf(const CallContext& context, store::Txn& txn,
                                     const v1::IssuePersonalNumberRequest& request) const;
  // Draws until the number is nobody's, and enters the person.
  absl::StatusOr<std::string> Enter(CallContext& context, store::Txn& txn, v1::Person person) const;

  const std::shared_ptr<const PopulationRegistry> registry_;
};

}  // namespace lienthong::population
