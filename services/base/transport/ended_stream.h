#pragma once

#include "absl/status/status.h"
#include "services/base/host/wire.h"

namespace lienthong::host {

// A stream that ended before its first message.
class EndedStream : public RawStream {
 public:
  explicit EndedStream(absl::Status status) : status_(std::move(status)) {}
  void Next(absl::AnyInvocable<void(Item)> done) override;

 private:
  const absl::Status status_;
};

}  // namespace lienthong::host
