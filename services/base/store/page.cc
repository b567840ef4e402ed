#include "services/base/store/page.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/digest.h"

namespace lienthong::store {
namespace {

constexpr size_t kFingerprintDigits = 16;

std::string Fingerprint(absl::string_view query) {
  Digester digester;
  digester.Add("page token", query);
  return std::move(digester).Hex().substr(0, kFingerprintDigits);
}

}  // namespace

absl::StatusOr<int> PageSize(int requested) {
  if (requested < 0) return InvalidField("page_size", "it must not be negative; leave it 0 for the default");
  return requested == 0 ? kDefaultPageSize : std::min(requested, kMaxPageSize);
}

std::string PageToken(absl::string_view query, absl::string_view last_key) {
  return absl::WebSafeBase64Escape(absl::StrCat(Fingerprint(query), last_key));
}

absl::StatusOr<std::string> LastKey(absl::string_view query, absl::string_view page_token) {
  if (page_token.empty()) return std::string();
  std::string plain;
  const std::string fingerprint = Fingerprint(query);
  // A token without a key would silently begin again.
  if (!absl::WebSafeBase64Unescape(page_token, &plain) || plain.size() <= fingerprint.size() ||
      !absl::StartsWith(plain, fingerprint)) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID).With("field", "page_token");
  }
  return plain.substr(fingerprint.size());
}

}  // namespace lienthong::store
