#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/base/store/sqlite/sqlite_connection.h"

// What a backup says of itself, so that one that was cut short or edited is known: table `manifest` has every space's
// rows and digest, the entry `manifest` of table `meta` a digest over all of that, the spaces' names and versions, and
// the store's id. A store loses its manifest as soon as a process opens it to write.
namespace lienthong::store {

absl::Status WriteManifest(const SqliteConnection& connection);

// Adds a sentence for everything that isn't as the manifest says. False: there is no manifest.
absl::StatusOr<bool> CheckManifest(const SqliteConnection& connection, std::vector<std::string>* problems);

}  // namespace lienthong::store
