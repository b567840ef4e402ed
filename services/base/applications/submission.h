#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/applications/office.h"

namespace lienthong::applications {

// Desk::Submit.
absl::StatusOr<Application> Submit(const Office& office, CallContext& context, store::Txn& txn,
                                   const ApplicationHeader& header, const google::protobuf::Message& form,
                                   absl::string_view procedure_code, absl::string_view tenant);

}  // namespace lienthong::applications
