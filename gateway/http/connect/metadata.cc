#include "gateway/http/connect/metadata.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace lienthong::http {
namespace {

constexpr char kBinary[] = "-bin";

// A value with line breaks would end the header block early.
bool IsHeaderValue(absl::string_view value) {
  for (const char c : value) {
    if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7f) return false;
  }
  return true;
}

}  // namespace

bool IsCallHeader(absl::string_view name) {
  return absl::StartsWith(name, "lienthong-") || absl::StartsWith(name, "x-") || absl::EndsWith(name, kBinary) ||
         name == "traceparent" || name == "tracestate" || name == "baggage" || name == "authorization";
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
