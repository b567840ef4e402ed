#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/base/host/agency_name.h"

namespace lienthong::host {

// Finds `peer` in `map`, or else its agency: a tenant without a seat of its own is served by the agency's.
template <class Map>
typename Map::const_iterator FindPeer(const Map& map, const std::string& peer) {
  const auto exact = map.find(peer);
  return exact != map.end() ? exact : map.find(std::string(AgencyOf(peer)));
}

// UNAVAILABLE, PEER_UNREACHABLE: the wire to `peer` failed; the call may or may not have been carried out.
absl::Status PeerUnreachable(absl::string_view peer);
// DEADLINE_EXCEEDED, DEADLINE_PASSED: no answer in time; the call may or may not have been carried out.
absl::Status DeadlinePassed();

}  // namespace lienthong::host
