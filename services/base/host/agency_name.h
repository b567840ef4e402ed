#pragma once

#include "absl/strings/string_view.h"

namespace lienthong::host {

// The agency of a tenant's name: "one_stop" of "one_stop/22"; a name without a tenant is its own agency.
inline absl::string_view AgencyOf(absl::string_view peer) { return peer.substr(0, peer.find('/')); }

}  // namespace lienthong::host
