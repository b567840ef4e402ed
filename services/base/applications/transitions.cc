#include "services/base/applications/transitions.h"

#include <array>
#include <cstdint>
#include <initializer_list>

#include "services/base/error/error.h"

namespace lienthong::applications {
namespace {

using Statuses = uint32_t;

constexpr Statuses Set(std::initializer_list<int> statuses) {
  Statuses set = 0;
  for (const int status : statuses) set |= Statuses{1} << status;
  return set;
}

constexpr bool Has(Statuses set, int status) { return status >= 0 && status < 32 && (set >> status & 1) != 0; }

// Indexed by the status left: portal statuses with the additions of the simulator (a supplement may be asked at intake
// and leads back to where it was asked; 2 -> 9 is a decision the same day).
constexpr std::array<Statuses, 11> kFollowers = {
    Set({1}),                 // no status yet
    Set({2, 3, 5, 7}),        // SUBMITTED
    Set({4, 5, 6, 7, 8, 9}),  // ACCEPTED
    Set({}),                  // NOT_ACCEPTED
    Set({5, 6, 7, 8, 9}),     // IN_PROCESS
    Set({1, 2, 4, 7, 8}),     // SUPPLEMENT_REQUESTED
    Set({4, 7, 8}),           // PAYMENT_REQUESTED
    Set({4, 8}),              // WITHDRAWAL_REQUESTED
    Set({}),                  // STOPPED
    Set({10}),                // COMPLETED
    Set({}),                  // RESULT_RETURNED
};

// Indexed by the officer's action. APPROVE, VERIFY_FIRST and REQUEST_PAYMENT take a submitted application in first.
constexpr std::array<Statuses, 11> kActions = {
    Set({}),               // UNSPECIFIED
    Set({1}),              // ACCEPT
    Set({1}),              // NOT_ACCEPT
    Set({2}),              // PROCESS
    Set({1, 2, 4}),        // APPROVE
    Set({1, 2, 4, 5, 6}),  // REFUSE
    Set({1, 2, 4}),        // REQUEST_SUPPLEMENT
    Set({1, 2, 4}),        // REQUEST_PAYMENT
    Set({9}),              // RETURN_RESULT
    Set({1, 2, 4}),        // STAY_SILENT
    Set({1, 2, 4}),        // VERIFY_FIRST
};

constexpr Statuses kAtDesk = Set({1, 2, 4});
constexpr Statuses kOpen = Set({1, 2, 4, 5, 6});

}  // namespace

bool MayFollow(v1::ApplicationStatus from, v1::ApplicationStatus to) {
  return v1::ApplicationStatus_IsValid(from) && Has(kFollowers[from], to);
}

bool MayAct(v1::OfficerAction action, v1::ApplicationStatus status) {
  return v1::OfficerAction_IsValid(action) && Has(kActions[action], status);
}

bool IsAtDesk(v1::ApplicationStatus status) { return Has(kAtDesk, status); }

bool MayWithdraw(v1::ApplicationStatus status) { return Has(kOpen, status); }

v1::Actor NextActor(v1::ApplicationStatus status) {
  switch (status) {
    case v1::APPLICATION_STATUS_SUBMITTED:
    case v1::APPLICATION_STATUS_ACCEPTED:
    case v1::APPLICATION_STATUS_IN_PROCESS:
    case v1::APPLICATION_STATUS_WITHDRAWAL_REQUESTED:
      return v1::ACTOR_OFFICER;
    case v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED:
    case v1::APPLICATION_STATUS_PAYMENT_REQUESTED:
      return v1::ACTOR_APPLICANT;
    default:
      return v1::ACTOR_NOBODY;
  }
}

absl::Status TransitionNotAllowed(v1::ApplicationStatus status, absl::string_view action) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::TRANSITION_NOT_ALLOWED)
      .With("status", v1::ApplicationStatus_Name(status))
      .With("action", action);
}

}  // namespace lienthong::applications
