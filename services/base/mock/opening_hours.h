#pragma once

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "lienthong/control/v1/mock.pb.h"

namespace lienthong::mock {

// When an office that is closed at `now` opens again; nullopt: it is open. Of a year outside the working calendar
// nobody knows, and the office is open.
absl::optional<absl::Time> OpensAgain(const control::v1::Closed& closed, absl::Time now);

}  // namespace lienthong::mock
