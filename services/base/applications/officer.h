#pragma once

#include <string>

#include "absl/status/status.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "services/base/applications/case.h"

// The officer: when he acts (the world's policy), and what he does.
namespace lienthong::applications {

// One act of a person or of a script's line.
struct Act {
  v1::OfficerAction action = v1::OFFICER_ACTION_UNSPECIFIED;
  std::string by;
  Reason reason = Reason::REASON_UNSPECIFIED;
  common::v1::LocalizedText note = {};
  // For REQUEST_SUPPLEMENT.
  std::vector<std::string> items = {};
  // For REQUEST_PAYMENT.
  int64_t amount_vnd = 0;
  std::string fee_code = {};
};

// Performs the act and counts it.
//   TRANSITION_NOT_ALLOWED
absl::Status Perform(Case& file, const Act& act);

// The application has come, or come back, to the desk. By the policy in force now the officer takes it in, and his next
// act is planned; a person is waited for.
// A script takes submitted applications in by itself, unless its line is about just that (ACCEPT, NOT_ACCEPT) or
// silent.
absl::Status Arrive(Case& file);

// The planned time has come: the officer acts by the policy in force now. A script performs its next line, skips it
// when the status doesn't allow it, and goes on with the following line while the application stays at the desk; the
// last line repeats only at the next visit.
absl::Status TakeTurn(Case& file);

// The applicant has answered what the granting agency asked: the effects again, without another decision.
absl::Status Resume(Case& file);

}  // namespace lienthong::applications
