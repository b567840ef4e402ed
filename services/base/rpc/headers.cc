#include "services/base/rpc/headers.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "grpc/grpc.h"
#include "grpc/slice.h"

namespace lienthong::host {
namespace {

absl::string_view View(grpc::string_ref text) { return absl::string_view(text.data(), text.size()); }

bool BelongsToGrpc(absl::string_view name) {
  return name.empty() || name[0] == ':' || absl::StartsWith(name, "grpc-") || name == "user-agent" || name == "te" ||
         name == "content-type" || name == "accept-encoding";
}

grpc_slice Borrow(const std::string& text) { return grpc_slice_from_static_buffer(text.data(), text.size()); }

}  // namespace

Metadata FromGrpc(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata) {
  Metadata result;
  result.reserve(metadata.size());
  for (const auto& [name, value] : metadata) {
    if (BelongsToGrpc(View(name))) continue;
    result.emplace_back(std::piecewise_construct, std::forward_as_tuple(name.data(), name.size()),
                        std::forward_as_tuple(value.data(), value.size()));
  }
  return result;
}

bool IsLegalHeader(const std::string& name, const std::string& value) {
  if (BelongsToGrpc(name) || grpc_header_key_is_legal(Borrow(name)) == 0) return false;
  return absl::EndsWith(name, "-bin") || grpc_header_nonbin_value_is_legal(Borrow(value)) != 0;
}

absl::Duration TimeLeft(gpr_timespec deadline) {
  if (gpr_time_cmp(deadline, gpr_inf_future(deadline.clock_type)) == 0) return absl::InfiniteDuration();
  const gpr_timespec left = gpr_time_sub(deadline, gpr_now(deadline.clock_type));
  return absl::Seconds(left.tv_sec) + absl::Nanoseconds(left.tv_nsec);
}

gpr_timespec DeadlineIn(absl::Duration timeout) {
  if (timeout == absl::InfiniteDuration()) return gpr_inf_future(GPR_CLOCK_MONOTONIC);
  const int64_t nanoseconds = absl::ToInt64Nanoseconds(std::max(timeout, absl::ZeroDuration()));
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_nanos(nanoseconds, GPR_TIMESPAN));
}

}  // namespace lienthong::host
