#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/portal/catalogue.h"

namespace lienthong::portal {

// The entries of a file in the form of catalogue.yaml.
//   INVALID_ARGUMENT  file:line:column of what is wrong
absl::StatusOr<std::vector<Catalogue::Entry>> ReadCatalogue(absl::string_view yaml, const seeds::Law& law);

}  // namespace lienthong::portal
