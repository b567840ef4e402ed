#include "gateway/engine/duration.h"

#include <map>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace lienthong::engine {
namespace {

absl::Status NoDuration(absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" is no duration; write ISO 8601 such as PT30S or P7D, without years and months"));
}

// The length of one unit; zero when the letter names none. Letters of dates and of times differ.
absl::Duration UnitOf(char letter, bool in_time) {
  if (in_time) {
    return letter == 'H'   ? absl::Hours(1)
           : letter == 'M' ? absl::Minutes(1)
           : letter == 'S' ? absl::Seconds(1)
                           : absl::ZeroDuration();
  }
  return letter == 'W' ? absl::Hours(168) : letter == 'D' ? absl::Hours(24) : absl::ZeroDuration();
}

}  // namespace

absl::StatusOr<absl::Duration> ParseIsoDuration(absl::string_view text) {
  absl::string_view rest = text;
  if (rest.size() < 3 || rest[0] != 'P') return NoDuration(text);
  rest.remove_prefix(1);
  absl::Duration total;
  bool in_time = false;
  while (!rest.empty()) {
    if (rest[0] == 'T') {
      if (in_time || rest.size() < 3) return NoDuration(text);
      in_time = true;
      rest.remove_prefix(1);
    }
    size_t digits = 0;
    while (digits < rest.size() && (absl::ascii_isdigit(rest[digits]) || rest[digits] == '.')) ++digits;
    double count;
    if (digits == 0 || digits == rest.size() || !absl::SimpleAtod(rest.substr(0, digits), &count)) {
      return NoDuration(text);
    }
    const absl::Duration unit = UnitOf(rest[digits], in_time);
    if (unit == absl::ZeroDuration()) return NoDuration(text);
    total += unit * count;
    rest.remove_prefix(digits + 1);
  }
  return total;
}

absl::StatusOr<absl::Duration> DurationOf(const Value& value) {
  if (value.IsString()) return ParseIsoDuration(value.string());
  static const auto* const units = new std::map<std::string, absl::Duration>{{"days", absl::Hours(24)},
                                                                             {"hours", absl::Hours(1)},
                                                                             {"minutes", absl::Minutes(1)},
                                                                             {"seconds", absl::Seconds(1)},
                                                                             {"milliseconds", absl::Milliseconds(1)}};
  if (!value.IsObject() || value.size() == 0) return NoDuration(value.Text());
  absl::Duration total;
  bool valid = true;
  value.ForEachMember([&](absl::string_view key, const Value& count) {
    const auto unit = units->find(std::string(key));
    if (unit == units->end() || !count.IsNumber() || count.number() < 0) {
      valid = false;
    } else {
      total += unit->second * count.number();
    }
  });
  if (!valid) {
    return absl::InvalidArgumentError("a duration has days, hours, minutes, seconds, milliseconds, none negative");
  }
  return total;
}

}  // namespace lienthong::engine
