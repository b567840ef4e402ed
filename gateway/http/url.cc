#include "gateway/http/url.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"

namespace lienthong::http {
namespace {

bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

absl::optional<std::string> Decode(absl::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !IsHex(text[i + 1]) || !IsHex(text[i + 2])) return absl::nullopt;
      decoded += absl::HexStringToBytes(text.substr(i + 1, 2));
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

}  // namespace

absl::optional<std::string> Url::Parameter(absl::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return absl::nullopt;
}

absl::optional<Url> ParseUrl(absl::string_view target) {
  if (target.empty() || target[0] != '/') return absl::nullopt;
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(target, absl::MaxSplits('?', 1));
  Url url;
  auto path = Decode(parts.first, false);
  if (!path) return absl::nullopt;
  url.path = *std::move(path);
  for (const absl::string_view pair : absl::StrSplit(parts.second, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> halves = absl::StrSplit(pair, absl::MaxSplits('=', 1));
    auto name = Decode(halves.first, true);
    auto value = Decode(halves.second, true);
    if (!name || !value) return absl::nullopt;
    url.query.emplace_back(*std::move(name), *std::move(value));
  }
  return url;
}

}  // namespace lienthong::http
