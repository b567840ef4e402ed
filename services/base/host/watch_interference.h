#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/host/agency.h"
#include "services/base/mock/interference.h"

namespace lienthong::host {

// What overrides and faults do to one stream.
struct WatchInterference {
  mock::Intervention done;
  // An override plays these instead of the office's, each after its pause.
  struct Played {
    std::string bytes;
    absl::Duration after;
  };
  std::deque<Played> played;
  absl::Status end;
  // Messages given so far.
  int given = 0;

  // The stream ends before its next message.
  bool Cut() const { return done.cut_after && given >= *done.cut_after; }
};

// Looks for the rules that act on a stream, counts it where they count, and tells; null = none acts.
//   FAULT_UNKNOWN  the header lienthong-fault names nothing that there is
void InterfereWithWatch(const std::shared_ptr<WorldPart>& part, const CallContext& context, const RawCall& call,
                        const google::protobuf::Message& request,
                        std::function<void(absl::StatusOr<std::shared_ptr<WatchInterference>>)> done);

}  // namespace lienthong::host
