#pragma once

#include <map>
#include <string>

#include "absl/time/time.h"
#include "grpc/support/time.h"
#include "grpcpp/support/string_ref.h"
#include "services/base/host/wire.h"

// Metadata and deadlines as gRPC has them, and as wire.h has them.
namespace lienthong::host {

// Leaves out what belongs to gRPC itself ("grpc-...", ":...", user-agent). Values of -bin names are bytes either way.
Metadata FromGrpc(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata);

// gRPC ends the process on a header it finds illegal, so every header is asked about first: the name has lower-case
// letters, digits, "-_.", the value printable ASCII unless the name ends in -bin, and gRPC's own names are taken.
bool IsLegalHeader(const std::string& name, const std::string& value);

// Time left until `deadline`; infinite when it is never.
absl::Duration TimeLeft(gpr_timespec deadline);
// The deadline `timeout` from now. Infinite stays infinite.
gpr_timespec DeadlineIn(absl::Duration timeout);

}  // namespace lienthong::host
