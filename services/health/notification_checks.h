#pragma once

#include "absl/status/status.h"
#include "lienthong/health/v1/health.pb.h"
#include "services/base/world/call_context.h"

// What makes a notification unreadable: refused at once, naming the field's path.
namespace lienthong::health {

// Needs no state: required fields, dates, counts, shapes of numbers (R1..R5).
absl::Status CheckNotification(const v1::BirthNotification& notification);

// Needs the world: its day (dates in the future, codes of the day, R6) and its range of numbers.
absl::Status CheckNotificationInWorld(const CallContext& context, const v1::BirthNotification& notification);

}  // namespace lienthong::health
