#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/applications/v1/application_service.pb.h"

// The portal's statuses 1..10 and what may follow what, as data.
namespace lienthong::applications {

bool MayFollow(v1::ApplicationStatus from, v1::ApplicationStatus to);
// Whether an officer may do this to an application in that status.
bool MayAct(v1::OfficerAction action, v1::ApplicationStatus status);
// Submitted, accepted or in process: an officer's turn, unless another agency is waited for.
bool IsAtDesk(v1::ApplicationStatus status);
// The applicant may still withdraw.
bool MayWithdraw(v1::ApplicationStatus status);
v1::Actor NextActor(v1::ApplicationStatus status);

// FAILED_PRECONDITION, reason TRANSITION_NOT_ALLOWED.
absl::Status TransitionNotAllowed(v1::ApplicationStatus status, absl::string_view action);

}  // namespace lienthong::applications
