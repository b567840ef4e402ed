#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "lienthong/control/v1/mock.pb.h"
#include "services/base/mock/rules.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

namespace lienthong::mock {

// One call, as it has been read and before an office sees it.
struct Call {
  const CallContext* context = nullptr;
  absl::string_view tenant;
  const google::protobuf::Message* request = nullptr;
  bool stream = false;
  // The request was held up on the way once; it isn't again.
  bool delayed = false;
  // Faults that the caller asks for, beside the world's own.
  std::vector<const control::v1::Fault*> requested;
};

// Intervention is what is done with one call instead of, or beside, what the office does.
struct Intervention {
  // Such as "fault lost-once"; empty = nothing is done.
  std::string injected_by;
  // The office does not see the call: it is refused, or answered with these bytes.
  absl::Status refusal;
  absl::optional<std::string> answer;
  std::vector<std::pair<std::string, std::string>> trailers;
  // The office's answer is changed.
  absl::optional<google::protobuf::Struct> patch;
  int64_t patch_call = 0;
  // What the office takes for later than it is.
  absl::Duration clock_skew;
  // On the way.
  absl::Duration delay;
  bool request_lost = false;
  bool answer_lost = false;
  absl::optional<absl::Duration> request_late;
  absl::optional<absl::Duration> request_again;
  absl::optional<control::v1::DamageKind> damage;
  uint64_t damage_draw = 0;
  int64_t padding = 0;
  // Streams.
  absl::optional<control::v1::StreamAnswer> stream;
  absl::optional<int> cut_after;
  absl::Status cut_status;

  // The office does not see the call, now or ever.
  bool InsteadOfOffice() const { return !refusal.ok() || answer || request_lost || request_late || stream.has_value(); }
};

// Looks for the rules that act on the call, in order: faults asked for, faults of the world, then one override. What
// they count goes into `txn`.
Intervention Interfere(const Rules& rules, const Call& call, store::Txn& txn);

// The office's answer with the patch, and damaged as bytes suffer on the way.
absl::StatusOr<std::string> Changed(const Intervention& intervention, const Call& call, std::string body);

// A message of a stream that an override plays.
absl::StatusOr<std::string> StreamBytes(const control::v1::StreamMessage& message, const Call& call);

// Names `by` in the refusal's details.
absl::Status InjectedBy(const absl::Status& status, const std::string& by);

}  // namespace lienthong::mock
