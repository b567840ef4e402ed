#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/any.pb.h"
#include "services/base/applications/case.h"

// What an officer can decide, each with all its consequences for the case. Whether it is allowed now is for the caller
// (officer.h) and for Move to say.
namespace lienthong::applications {

// The procedure's look at intake, then accepted, not accepted, or a supplement.
absl::Status TakeIn(Case& file, const std::string& by);
// The procedure's check, then its effects; a broken rule refuses, or asks the applicant, instead.
absl::Status Approve(Case& file, const std::string& by);
// The effects alone.
absl::Status Grant(Case& file, const std::string& by);
// Status 9, through 4 when it was accepted on an earlier day.
absl::Status Conclude(Case& file, const std::string& by, google::protobuf::Any result, std::vector<Document> documents);
// Status 3 at intake, 8 later. An agency that was asked by Grant is told to forget it.
absl::Status Refuse(Case& file, const std::string& by, Reason reason, common::v1::LocalizedText note);
// Status 5. `request` brings items, reason and note.
absl::Status AskSupplement(Case& file, const std::string& by, v1::SupplementRequest request);
// Status 6. `request` brings fee code, title and amount.
//   INVALID_FIELD  the amount isn't positive
absl::Status AskPayment(Case& file, const std::string& by, v1::PaymentRequest request);
// The longer legal time, and status 4.
absl::Status BeginVerification(Case& file, const std::string& by);
// Tells the agency that Grant asked, if any, that it is all over.
absl::Status AbandonGrant(Case& file);

}  // namespace lienthong::applications
