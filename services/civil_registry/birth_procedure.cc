#include "services/civil_registry/birth_procedure.h"

#include <utility>

#include "seeds/law/law_rules.h"
#include "services/base/applications/rules.h"
#include "services/base/status.h"
#include "services/civil_registry/birth_charges.h"
#include "services/civil_registry/birth_form_checks.h"
#include "services/civil_registry/birth_record_form.h"

namespace lienthong::civil_registry {

using applications::Application;
using applications::Granted;
using applications::Verdict;

absl::StatusOr<absl::Time> BirthProcedure::DueAt(const CallContext&, const Application&, absl::Time received,
                                                 bool verified) const {
  return applications::DueByLaw(verified ? seeds::law::kBirthBundleVerifiedWorkingDays : seeds::law::kBirthWorkingDays,
                                received);
}

absl::StatusOr<Verdict> BirthProcedure::Receive(CallContext&, store::Txn&, const Application& application) {
  ASSIGN_OR_RETURN(const Declared declared, DeclaredIn(application));
  return Verdict::Of(rules_.CheckOnSight(declared));
}

// A supplement may have brought another form, past the checks of the submission.
absl::StatusOr<Verdict> BirthProcedure::Examine(CallContext& context, store::Txn& txn, const Application& application) {
  ASSIGN_OR_RETURN(const Declared declared, DeclaredIn(application));
  absl::Status check = CheckDeclaration(declared.form);
  if (check.ok()) check = CheckDeclarationInWorld(context, declared.form);
  if (check.ok()) check = rules_.Check(txn, declared);
  return check.ok() ? AskCharges(declared) : Verdict::Refuse(check);
}

absl::StatusOr<Granted> BirthProcedure::Grant(CallContext& context, store::Txn& txn, const Application& application) {
  auto record = registry_.FindBirthBy(txn, kByApplication, application.application_id());
  if (!record) {
    ASSIGN_OR_RETURN(const Declared declared, DeclaredIn(application));
    const absl::CivilDay today = context.Today();
    v1::BirthRecord draft = RecordOf(application, declared.form, today, IsLate(declared));
    ASSIGN_OR_RETURN(record, registry_.Enter(txn, std::move(draft), today, context.now));
  }
  RETURN_IF_ERROR(inquiries_.Ask(context, txn, *record));
  return Granted::WaitFor("population");
}

// While the population register may still answer, the entry stays: a number given to the child must have its record.
absl::Status BirthProcedure::Abandon(CallContext&, store::Txn& txn, const Application& application) {
  const auto record = registry_.FindBirthBy(txn, kByApplication, application.application_id());
  const bool unfinished = record && record->state() == v1::BIRTH_RECORD_STATE_AWAITING_PIN;
  if (unfinished && !inquiries_.IsOpen(txn, application.application_id())) registry_.Strike(txn, *record);
  return absl::OkStatus();
}

}  // namespace lienthong::civil_registry
