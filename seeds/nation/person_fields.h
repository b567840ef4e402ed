// Fields of people by name: the vocabulary of ${persona...} and ${find...} in scenario files.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "seeds/nation/nation.h"

namespace lienthong::seeds {

// One field of a person as text. The path is a field (pin, full_name, residence.commune_code, ...: PersonFieldNames),
// or goes over relatives to one: spouse, father, mother, head and owner (of the household's dwelling), children.0 the
// eldest, children.1, ... the living and the dead. `nation` knows them.
//   NOT_FOUND            no such field or relative in the language; names the nearest
//   FAILED_PRECONDITION  this person has none
absl::StatusOr<std::string> ReadPersonField(const Nation& nation, const Person& person, absl::string_view path);

// What can be known of a path without a person.
//   NOT_FOUND  as ReadPersonField
absl::Status CheckPersonField(absl::string_view path);

// In alphabetical order.
std::vector<std::string> PersonFieldNames();

}  // namespace lienthong::seeds
