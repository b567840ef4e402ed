#pragma once

#include <functional>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/authority/authority.h"

namespace lienthong::snapshots {

// Encoded keys and values of one office, in key order.
using OfficeRows = std::map<std::string, std::string>;

// All that a world changed, at every office that opened it.
struct WorldRows {
  authority::Authority::Hold hold;  // released
  std::map<std::string, OfficeRows> offices;
};

// Reads every row with the world's turn held: a MANUAL world is read at one moment.
//   WORLD_UNKNOWN, or why an office could not be asked
void ReadWorldRows(authority::Authority& authority, const std::string& world,
                   std::function<void(absl::StatusOr<WorldRows>)> done);

}  // namespace lienthong::snapshots
