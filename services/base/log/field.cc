#include "services/base/log/field.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace lienthong::log {
namespace {

constexpr size_t kMaxBytes = 120;
constexpr size_t kFewestDigits = 9;

bool BelongsInId(unsigned char c) { return absl::ascii_isalnum(c) || absl::StrContains("-._:/~#+=", static_cast<char>(c)); }

}  // namespace

std::string Presentable(absl::string_view value) {
  if (!std::all_of(value.begin(), value.end(), BelongsInId)) return "(no-id)";
  std::string text(value);
  size_t digits = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) {
      ++digits;
      continue;
    }
    if (digits >= kFewestDigits) text.replace(i - digits, digits, digits, '#');
    digits = 0;
  }
  if (text.size() > kMaxBytes) text.resize(kMaxBytes);
  return text;
}

}  // namespace lienthong::log
