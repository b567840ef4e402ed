#pragma once

#include "absl/status/status.h"
#include "lienthong/social_insurance/v1/social_insurance.pb.h"
#include "services/base/world/call_context.h"

// The form that asks for the card of a child under six.
namespace lienthong::social_insurance {

// Without the world: required fields, dates, R1..R5 of the numbers. The child's number and birth record may be missing
// here: that is a refusal with a reason of its own (IsRegistered).
absl::Status CheckChildCardForm(const v1::ChildCardForm& form);
// Against the world: the numbers' range and R6, no birth in the future.
absl::Status CheckChildCardFormInWorld(const CallContext& context, const v1::ChildCardForm& form);

// The birth is recorded and the child has its number.
bool IsRegistered(const v1::ChildCardForm& form);

}  // namespace lienthong::social_insurance
