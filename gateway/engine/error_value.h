#pragma once

#include <string>

#include "gateway/engine/error.h"
#include "gateway/engine/value.h"

namespace lienthong::engine {

// The error as an expression sees it: type, status, title, detail, instance, reason, metadata; all present.
Value ValueOfError(const WorkflowError& error);

// The inverse; members that are absent or of another kind are left empty.
WorkflowError ErrorOfValue(const Value& value);

}  // namespace lienthong::engine
