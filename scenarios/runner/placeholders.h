#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "scenarios/runner/json.h"
#include "seeds/nation/nation.h"

// The language of ${...} (scenarios/README.md).
namespace lienthong::scenarios {

// What placeholders see.
struct Scope {
  // Not owned.
  const seeds::Nation* nation = nullptr;
  // People by the names of `find`; nobody yet before the run.
  std::map<std::string, std::optional<seeds::Person>> find;
  // Values as written, placeholders and all.
  std::map<std::string, Json> let;
  std::map<std::string, Json> saved;
  // A saved dossier as it stands now; null when the name holds something else. Unset: all is taken as it was saved.
  std::function<absl::StatusOr<const Json*>(const std::string& name)> dossier_now;
  std::string world;
  absl::Time now;
  // Within `parallel`; -1 = not there.
  int copy = -1;
};

// Replaces the placeholders of a text; the whole text may become another kind of value.
//   INVALID_ARGUMENT  malformed, or a value that can't be written where it stands
//   NOT_FOUND         nobody and nothing of this name; the nearest is named
absl::StatusOr<Json> Expand(const std::string& text, const Scope& scope);
// The same for every text in a value.
absl::StatusOr<Json> Expand(const Json& json, const Scope& scope);
// The same for every text in a message; the error names the field.
absl::Status Expand(google::protobuf::Message& message, const Scope& scope);

// What can be known before a run: the grammar, personas and their fields, names of `let` and `find`.
absl::Status CheckPlaceholders(const std::string& text, const Scope& scope);

}  // namespace lienthong::scenarios
