#pragma once

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/timestamp.pb.h"
#include "lienthong/portal/v1/portal_service.pb.h"

// How a dossier moves on, as the citizen sees it.
namespace lienthong::portal {

// Whether the agency can have come from `from` to `to`, by any number of steps: the portal hears only some of the
// statuses that a desk goes through. Staying where it is counts: a new appointment, a new note.
bool MayHaveCome(applications::v1::ApplicationStatus from, applications::v1::ApplicationStatus to);

// The update is not newer than what is known.
bool IsStale(int64_t last_sequence, int64_t sequence);

// Takes over what the update says of the whole and of its parts; what is stale is left out. `by` goes into the history.
// A whole that ends without a result takes the parts that nothing was heard of with it.
//   TRANSITION_NOT_ALLOWED
//   INVALID_FIELD  a new part without an agency
absl::Status Move(const v1::UpdateDossierStatusRequest& update, const google::protobuf::Timestamp& at,
                  const std::string& by, v1::PortalDossier& dossier);

}  // namespace lienthong::portal
