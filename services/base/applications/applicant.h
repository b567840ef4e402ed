#pragma once

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/base/applications/case.h"

// What the applicant does after submitting.
namespace lienthong::applications {

using Components = google::protobuf::RepeatedPtrField<common::v1::Component>;

// The open supplement is answered: components are added or replaced by code, the form is replaced unless null. The
// application goes back to where it was, or on to the agency that asked.
//   TRANSITION_NOT_ALLOWED  none is open
//   LATE_SUPPLEMENT         it came after the due time
//   INVALID_FIELD           the form is of another type than the submitted one
absl::Status AnswerSupplement(Case& file, const Components& components, const google::protobuf::Any* form);

// The open payment request is met.
//   TRANSITION_NOT_ALLOWED  none is open
//   PAYMENT_AMOUNT_WRONG    not the amount asked; nothing changes
absl::Status Pay(Case& file, int64_t amount_vnd, const std::string& reference);

// Status 7, then 8 at once.
//   TRANSITION_NOT_ALLOWED  it is decided, or over
absl::Status Withdraw(Case& file);

// The supplement's time is over: status 8. Nothing when it was answered.
absl::Status Expire(Case& file, int working_days);

// Fingerprints of what was delivered under the application's id.
v1::Delivery DeliveryOf(const google::protobuf::Any& form, const Components& components);
bool WasDelivered(const v1::DeskState& state, const v1::Delivery& delivery);
bool FormWasDelivered(const v1::DeskState& state, const v1::Delivery& delivery);

}  // namespace lienthong::applications
