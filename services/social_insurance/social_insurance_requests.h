#pragma once

#include "absl/status/status.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"

// What can be said about a request without looking into the register. CheckCard has no place here: its answer to a
// malformed request is the portal's code 205.
namespace lienthong::social_insurance {

absl::Status ValidateGetParticipant(const v1::GetParticipantRequest& request);
absl::Status ValidateSubmitChildCard(const v1::SubmitChildCardApplicationRequest& request);
absl::Status ValidateGetCard(const v1::GetCardRequest& request);
absl::Status ValidateListCards(const v1::ListCardsRequest& request);
absl::Status ValidateReportCardChange(const v1::ReportCardChangeRequest& request);

}  // namespace lienthong::social_insurance
