#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the enclosing function when `expression`, an absl::Status, is not OK.
#define RETURN_IF_ERROR(expression)                        \
  do {                                                     \
    if (absl::Status status_of_expression = (expression);  \
        !status_of_expression.ok()) {                      \
      return status_of_expression;                         \
    }                                                      \
  } while (false)

#define LIENTHONG_CONCAT_INNER(a, b) a##b
#define LIENTHONG_CONCAT(a, b) LIENTHONG_CONCAT_INNER(a, b)

// Assigns the value of `expression`, an absl::StatusOr, to `target`, which may be a declaration, or returns its status.
#define ASSIGN_OR_RETURN(target, expression) \
  ASSIGN_OR_RETURN_INNER(LIENTHONG_CONCAT(status_or_, __LINE__), target, expression)
#define ASSIGN_OR_RETURN_INNER(holder, target, expression) \
  auto holder = (expression);                              \
  if (!holder.ok()) return std::move(holder).status();     \
  target = *std::move(holder)
