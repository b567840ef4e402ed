#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "lienthong/common/v1/reason.pb.h"

namespace lienthong {

using Reason = common::v1::Reason;

// Error builds a refusal. Its sentence comes from the reason's English text, its {braces} from the metadata, so a
// message can't say what a machine can't read. Use it in named constructors, one per situation:
//
//   absl::Status PersonNotFound(absl::string_view pin) {
//     return Error(absl::StatusCode::kNotFound, Reason::PERSON_NOT_FOUND).With("type", "person");
//   }
//
// Never put personal data into metadata: a field's name, never its value.
class Error {
 public:
  Error(absl::StatusCode code, Reason reason) : code_(code), reason_(reason) {}

  Error& With(absl::string_view name, absl::string_view value) &;
  Error&& With(absl::string_view name, absl::string_view value) && { return std::move(With(name, value)); }
  // Names a wrong field; `description` is English and says what to do.
  Error& Violation(absl::string_view field, absl::string_view description) &;
  Error&& Violation(absl::string_view field, absl::string_view description) && {
    return std::move(Violation(field, description));
  }
  // The shortest wait after which the same call may succeed.
  Error& RetryAfter(absl::Duration delay) &;
  Error&& RetryAfter(absl::Duration delay) && { return std::move(RetryAfter(delay)); }

  operator absl::Status() const;  // NOLINT: reads as `return Error(...)`

 private:
  absl::StatusCode code_;
  Reason reason_;
  std::vector<std::pair<std::string, std::string>> metadata_;
  google::rpc::BadRequest violations_;
  absl::optional<absl::Duration> retry_after_;
};

// INVALID_ARGUMENT with reason INVALID_FIELD: one wrong field, what is wrong with it and what to do.
absl::Status InvalidField(absl::string_view field, absl::string_view problem);
// NOT_FOUND with reason RESOURCE_NOT_FOUND: nothing of this type has this name.
absl::Status ResourceNotFound(absl::string_view type, absl::string_view name);
// INVALID_ARGUMENT with reason FILTER_NOT_SUPPORTED: no list is kept in this order; `supported` names those that are.
absl::Status FilterNotSupported(absl::string_view filter, absl::string_view supported);
// INTERNAL with reason INTERNAL_ERROR: a defect of ours.
absl::Status InternalError(absl::string_view detail);
// UNAVAILABLE with reason SERVER_STOPPING: nothing was done; this server, started again, or another may do it.
absl::Status ServerStopping();
// RESOURCE_EXHAUSTED with reason OVERLOADED: nothing was done, `limit` (an option's name) has been reached.
absl::Status Overloaded(absl::string_view limit, int64_t value, absl::Duration retry_after);

// The reason of a refusal, REASON_UNSPECIFIED when `status` is OK or not ours.
Reason ReasonOf(const absl::Status& status);
absl::optional<google::rpc::ErrorInfo> ErrorInfoOf(const absl::Status& status);

// What RetryInfo says; nullopt when there is none.
absl::optional<absl::Duration> RetryAfterOf(const absl::Status& status);

// The one converter between absl::Status and google.rpc.Status. Details live in the payloads of absl::Status under
// their type URLs, so nothing is lost either way. `domain` (the office that refuses) is filled in where still empty.
google::rpc::Status ToRpcStatus(const absl::Status& status);
absl::Status FromRpcStatus(const google::rpc::Status& status);
absl::Status WithDomain(const absl::Status& status, absl::string_view domain);
// Adds metadata to the ErrorInfo; existing names are kept as they are.
absl::Status WithMetadata(const absl::Status& status, absl::string_view name, absl::string_view value);

// A reason's sentence: `language` is "vi" or "en".
std::string ReasonText(Reason reason, absl::string_view language,
                       const google::protobuf::Map<std::string, std::string>& metadata);

}  // namespace lienthong
