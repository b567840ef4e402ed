#include "gateway/verification/redaction.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "embed/lienthong_verification_lists.h"
#include "services/base/mock/text_match.h"

namespace lienthong::verification {
namespace {

bool IsPersonalNumber(const std::string& text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c); });
}

bool AnyFits(const std::vector<std::string>& patterns, absl::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [name](const auto& pattern) { return mock::GlobMatches(pattern, name); });
}

}  // namespace

const Redaction& Redaction::Default() {
  static const auto* redaction = new Redaction(lists::File("redacted_fields.txt"));
  return *redaction;
}

Redaction::Redaction(absl::string_view list) {
  for (absl::string_view line : absl::StrSplit(list, '\n')) {
    line = line.substr(0, line.find('#'));
    const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    if (words.size() != 2) continue;
    (words[0] == "secret" ? secret_ : personal_).push_back(words[1]);
  }
}

bool Redaction::IsSecret(absl::string_view field) const { return AnyFits(secret_, field); }
bool Redaction::IsPersonal(absl::string_view field) const { return AnyFits(personal_, field); }

void Redaction::Apply(Showing showing, nlohmann::json& json) const {
  const bool personal = showing == Showing::kNothingPersonal;
  if (json.is_object()) {
    for (auto& member : json.items()) {
      const bool hidden = IsSecret(member.key()) || (personal && IsPersonal(member.key()));
      if (!hidden) {
        Apply(showing, member.value());
      } else if (!member.value().empty() && member.value() != "") {
        member.value() = kRedacted;  // that something is missing stays visible
      }
    }
  } else if (json.is_array()) {
    for (auto& element : json) Apply(showing, element);
  } else if (personal && json.is_string() && IsPersonalNumber(json.get_ref<const std::string&>())) {
    json = kRedacted;
  }
}

}  // namespace lienthong::verification
