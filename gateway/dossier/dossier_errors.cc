#include "gateway/dossier/dossier_errors.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"

namespace lienthong::dossier {

absl::Status WorkflowUnknown(absl::string_view workflow) {
  return Error(absl::StatusCode::kNotFound, Reason::WORKFLOW_UNKNOWN).With("workflow", workflow);
}

absl::Status WorkflowNotInForce(absl::string_view workflow, absl::CivilDay day) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::WORKFLOW_NOT_IN_FORCE)
      .With("workflow", workflow)
      .With("date", absl::FormatCivilTime(day));
}

absl::Status NothingAwaited(absl::string_view what) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::NOTHING_AWAITED).With("what", what);
}

absl::Status PartAmbiguous(absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::PART_AMBIGUOUS)
      .With("what", what)
      .Violation("application_id", "Name the part that is meant.");
}

absl::Status SupplementChangesNothing() {
  return Error(absl::StatusCode::kInvalidArgument, Reason::SUPPLEMENT_CHANGES_NOTHING);
}

absl::Status FileUnknown(absl::string_view file_id) {
  return Error(absl::StatusCode::kNotFound, Reason::FILE_UNKNOWN).With("file", file_id);
}

absl::Status FileDigestMismatch(absl::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FILE_DIGEST_MISMATCH)
      .Violation(field, "Send the SHA-256 of the bytes as they are.");
}

absl::Status FileTooLarge(size_t limit) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FILE_TOO_LARGE).With("limit", absl::StrCat(limit));
}

absl::Status PaymentAmountWrong(int64_t expected) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::PAYMENT_AMOUNT_WRONG)
      .With("expected", absl::StrCat(expected))
      .Violation("amount_vnd", "Pay exactly the amount asked.");
}

absl::Status NotWithdrawable(absl::string_view status) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::TRANSITION_NOT_ALLOWED)
      .With("status", status)
      .With("action", "withdrawal");
}

}  // namespace lienthong::dossier
