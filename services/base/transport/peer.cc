#include "services/base/transport/peer.h"

#include "services/base/error/error.h"

namespace lienthong::host {

absl::Status PeerUnreachable(absl::string_view peer) {
  return Error(absl::StatusCode::kUnavailable, Reason::PEER_UNREACHABLE).With("peer", peer);
}

absl::Status DeadlinePassed() { return Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE_PASSED); }

}  // namespace lienthong::host
