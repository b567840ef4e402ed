#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace lienthong::portal {

// INVALID_ARGUMENT: the catalogue has no such code (or workflow). `supported` is what it has.
absl::Status ProcedureUnknown(absl::string_view code, const std::vector<std::string>& supported);
// FAILED_PRECONDITION: the procedure's code was not in use on `day`.
absl::Status ProcedureNotInForce(absl::string_view code, absl::CivilDay day);
// NOT_FOUND: no e-form of this code, or none that this workflow uses.
absl::Status FormUnknown(absl::string_view form);
// INVALID_ARGUMENT: the form asks no source of this name, or another `type` of answer.
absl::Status PrefillSourceUnexpected(absl::string_view source, absl::string_view type);
// NOT_FOUND.
absl::Status PortalDossierNotFound(absl::string_view dossier_code);
// ALREADY_EXISTS: the code was registered with other content.
absl::Status PortalDossierCodeTaken(absl::string_view dossier_code);
// INVALID_ARGUMENT: more filters than there is an index for.
absl::Status OneFilterOnly(absl::string_view filters, absl::string_view supported);

}  // namespace lienthong::portal
