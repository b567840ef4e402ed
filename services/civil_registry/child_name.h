#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"

namespace lienthong::civil_registry {

// The child's name as one text, upper case NFC: family, middle, given. In the manner of the Central Highlands
// ("Y ...", "H'...", "K'...", "Ka ...") the clan comes last. Demands names that are UTF-8.
std::string FullNameOf(const v1::DeclaredChild& child);

// The rules of names for a Vietnamese citizen (Civil Code 2015 Art. 26): Vietnamese or another language of the country,
// no digits; the family name is one parent's, unless no parent is known or the child's people have no family names.
//   NAME_NOT_ALLOWED  rule digits, letters, or family_name
absl::Status CheckChildName(const v1::DeclaredChild& child, const std::vector<std::string>& parents_full_names);

}  // namespace lienthong::civil_registry
