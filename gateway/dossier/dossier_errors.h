#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace lienthong::dossier {

absl::Status WorkflowUnknown(absl::string_view workflow);
absl::Status WorkflowNotInForce(absl::string_view workflow, absl::CivilDay day);
// `what` is "a supplement" or "a payment".
absl::Status NothingAwaited(absl::string_view what);
absl::Status PartAmbiguous(absl::string_view what);
absl::Status SupplementChangesNothing();
absl::Status FileUnknown(absl::string_view file_id);
absl::Status FileDigestMismatch(absl::string_view field);
absl::Status FileTooLarge(size_t limit);
absl::Status PaymentAmountWrong(int64_t expected);
absl::Status NotWithdrawable(absl::string_view status);

}  // namespace lienthong::dossier
