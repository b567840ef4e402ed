#include "services/portal/portal_errors.h"

#include "absl/strings/str_join.h"
#include "seeds/calendar/partial_date.h"
#include "services/base/error/error.h"

namespace lienthong::portal {

absl::Status ProcedureUnknown(absl::string_view code, const std::vector<std::string>& supported) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::PROCEDURE_UNKNOWN)
      .With("agency", "portal")
      .With("procedure_code", code)
      .With("supported", absl::StrJoin(supported, ", "));
}

absl::Status ProcedureNotInForce(absl::string_view code, absl::CivilDay day) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::PROCEDURE_NOT_IN_FORCE)
      .With("procedure", code)
      .With("date", seeds::FormatDate(day));
}

absl::Status FormUnknown(absl::string_view form) {
  return Error(absl::StatusCode::kNotFound, Reason::FORM_UNKNOWN).With("form", form);
}

absl::Status PrefillSourceUnexpected(absl::string_view source, absl::string_view type) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::PREFILL_SOURCE_UNEXPECTED)
      .With("source", source)
      .With("type", type);
}

absl::Status PortalDossierNotFound(absl::string_view dossier_code) {
  return Error(absl::StatusCode::kNotFound, Reason::PORTAL_DOSSIER_NOT_FOUND).With("dossier_code", dossier_code);
}

absl::Status PortalDossierCodeTaken(absl::string_view dossier_code) {
  return Error(absl::StatusCode::kAlreadyExists, Reason::PORTAL_DOSSIER_CODE_TAKEN).With("dossier_code", dossier_code);
}

absl::Status OneFilterOnly(absl::string_view filters, absl::string_view supported) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FILTER_NOT_SUPPORTED)
      .With("filter", filters)
      .With("supported", supported);
}

}  // namespace lienthong::portal
