#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lienthong::verification {

// What of a body is shown.
enum class Showing {
  kAllButSecrets,
  kNothingPersonal,
};

inline constexpr char kRedacted[] = "[redacted]";

// Redaction hides fields by their names (redacted_fields.txt), wherever they stand. Immutable.
class Redaction {
 public:
  // The list that is compiled in.
  static const Redaction& Default();
  // Lines "secret NAME" and "personal NAME"; '#' begins a comment, '*' stands for any letters.
  explicit Redaction(absl::string_view list);

  bool IsSecret(absl::string_view field) const;
  bool IsPersonal(absl::string_view field) const;

  // Replaces what isn't to be shown by "[redacted]"; nothing personal: any text of twelve digits as well, for a
  // personal number may stand where no field says so.
  void Apply(Showing showing, nlohmann::json& json) const;

 private:
  std::vector<std::string> secret_;
  std::vector<std::string> personal_;
};

}  // namespace lienthong::verification
