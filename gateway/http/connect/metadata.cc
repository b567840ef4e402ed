#include "gateway/http/connect/metadata.h"

#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/errors.h"

namespace lienthong::http {
namespace {

constexpr char kBinary[] = "-bin";
constexpr char kOwn[] = "lienthong-";

// A value with line breaks would end the header block early.
bool IsHeaderValue(absl::string_view value) {
  for (const char c : value) {
    if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7f) return false;
  }
  return true;
}

}  // namespace

bool IsCallHeader(absl::string_view name) {
  return absl::StartsWith(name, kOwn) || absl::StartsWith(name, "x-") || absl::EndsWith(name, kBinary) ||
         name == "traceparent" || name == "tracestate" || name == "baggage" || name == "authorization";
}

absl::Status CheckCallHeaders(const Metadata& headers) {
  std::set<absl::string_view> seen;
  for (const auto& [name, value] : headers) {
    if (absl::StartsWith(name, kOwn) && !seen.insert(name).second) return HeaderInvalid(name, "one value");
  }
  return absl::OkStatus();
}

Metadata CallMetadata(const Metadata& headers) {
  Metadata metadata;
  for (const auto& [name, value] : headers) {
    if (!IsCallHeader(name)) continue;
    std::string bytes = value;
    if (absl::EndsWith(name, kBinary) && !absl::Base64Unescape(value, &bytes)) continue;
    metadata.emplace_back(name, std::move(bytes));
  }
  return metadata;
}

Metadata TrailerHeaders(const Metadata& trailers) {
  Metadata headers;
  for (const auto& [name, value] : trailers) {
    const bool is_binary = absl::EndsWith(name, kBinary);
    if (!is_binary && !IsHeaderValue(value)) continue;
    headers.emplace_back(absl::StrCat("trailer-", name), is_binary ? absl::Base64Escape(value) : value);
  }
  return headers;
}

}  // namespace lienthong::http
