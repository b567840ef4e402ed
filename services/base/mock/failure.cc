#include "services/base/mock/failure.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::mock {
namespace {

using control::v1::Failure;

// OK is no failure.
const std::vector<std::string>& CodeNames() {
  static const auto* names = [] {
    auto* all = new std::vector<std::string>;
    for (int code = 1; code <= 16; ++code)
      all->push_back(absl::StatusCodeToString(static_cast<absl::StatusCode>(code)));
    return all;
  }();
  return *names;
}

absl::StatusCode CodeOf(const std::string& name) {
  const auto& names = CodeNames();
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? absl::StatusCode::kOk : static_cast<absl::StatusCode>(found - names.begin() + 1);
}

// What an office usually means by the code; unspecified where it means something else each time.
Reason UsualReason(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return Reason::OFFICE_UNAVAILABLE;
    case absl::StatusCode::kDeadlineExceeded:
      return Reason::DEADLINE_PASSED;
    case absl::StatusCode::kAborted:
      return Reason::CONFLICT;
    case absl::StatusCode::kInternal:
      return Reason::INTERNAL_ERROR;
    case absl::StatusCode::kPermissionDenied:
      return Reason::CALLER_NOT_ALLOWED;
    default:
      return Reason::REASON_UNSPECIFIED;
  }
}

bool IsTrailerName(const std::string& name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' || c == '_' || c == '.';
  });
}

absl::Status CheckTrailer(const std::string& name, const std::string& value, const std::string& field) {
  if (!IsTrailerName(name)) return InvalidField(field, "use a name of a-z, 0-9, hyphen, underscore and full stop");
  if (absl::StartsWith(name, "lienthong-") || absl::StartsWith(name, "grpc-")) {
    return InvalidField(field, "trailers of the simulator and of gRPC can't be set");
  }
  if (!absl::EndsWith(name, "-bin") &&
      !std::all_of(value.begin(), value.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7F; })) {
    return InvalidField(field, "only printable ASCII; other bytes go under a name that ends in -bin");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ToStatus(const Failure& failure, const TemplateScope& scope) {
  const absl::StatusCode code = CodeOf(failure.code());
  const Reason reason = failure.reason() == Reason::REASON_UNSPECIFIED ? UsualReason(code) : failure.reason();
  Error error(code, reason);
  for (const auto& [name, value] : failure.metadata()) error.With(name, TextOf(FillTemplates(value, scope)));
  // In order: a map of protobuf has none, and answers are compared byte by byte.
  const std::map<std::string, std::string> violations(failure.field_violations().begin(),
                                                      failure.field_violations().end());
  for (const auto& [field, problem] : violations) error.Violation(field, problem);
  if (failure.has_retry_after()) error.RetryAfter(FromProto(failure.retry_after()));
  return error;
}

absl::Status CheckFailure(const Failure& failure, const TemplateTypes& types, const std::string& field) {
  const absl::StatusCode code = CodeOf(failure.code());
  if (code == absl::StatusCode::kOk) return RuleValueUnknown(field + ".code", failure.code(), CodeNames());
  if (failure.reason() == Reason::REASON_UNSPECIFIED && UsualReason(code) == Reason::REASON_UNSPECIFIED) {
    return InvalidField(field + ".reason", "it is required with this code");
  }
  if (failure.has_retry_after() && FromProto(failure.retry_after()) < absl::ZeroDuration()) {
    return InvalidField(field + ".retry_after", "it must not be negative");
  }
  for (const auto& [name, value] : failure.metadata()) {
    RETURN_IF_ERROR(CheckTemplates(value, types, absl::StrCat(field, ".metadata[\"", name, "\"]")));
  }
  for (const auto& [name, value] : failure.trailers()) {
    RETURN_IF_ERROR(CheckTrailer(name, value, absl::StrCat(field, ".trailers[\"", name, "\"]")));
  }
  return absl::OkStatus();
}

}  // namespace lienthong::mock
