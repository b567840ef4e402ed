#pragma once

#include "absl/status/status.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "services/base/world/call_context.h"

// What makes a declaration unreadable, as opposed to refusable: refused at once, naming the field's path.
namespace lienthong::civil_registry {

// Needs no state: required fields, dates, codes, shapes of numbers (R1..R5).
absl::Status CheckDeclaration(const v1::BirthDeclaration& form);

// Needs the world: its day (dates in the future, codes of the day, R6) and its range of numbers.
absl::Status CheckDeclarationInWorld(const CallContext& context, const v1::BirthDeclaration& form);

}  // namespace lienthong::civil_registry
