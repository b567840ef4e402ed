#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "lienthong/portal/v1/portal_service.pb.h"

namespace lienthong::portal {

// Fills the form from the answers of the request. Every field of the form is in the response exactly once, filled or
// unresolved. `now` is the time of answers that don't say theirs.
//   PREFILL_SOURCE_UNEXPECTED  the form asks for no such source, or for another type of answer
//   INVALID_FIELD              the source "applicant" is about somebody else than applicant_pin
absl::StatusOr<v1::PrefillFormResponse> Prefill(const v1::EForm& form, const v1::PrefillFormRequest& request,
                                                absl::Time now);

}  // namespace lienthong::portal
