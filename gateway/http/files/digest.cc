#include "gateway/http/files/digest.h"

#include <openssl/evp.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "gateway/http/errors.h"

namespace lienthong::http {
namespace {

constexpr size_t kSha256Bytes = 32;

// Lower-case hex of the digest, empty when it is neither hex nor base64 of 32 bytes.
std::string HexOf(absl::string_view digest) {
  const bool is_hex = digest.size() == 2 * kSha256Bytes &&
                      digest.find_first_not_of("0123456789abcdefABCDEF") == absl::string_view::npos;
  if (is_hex) return absl::AsciiStrToLower(digest);
  absl::ConsumePrefix(&digest, ":");
  absl::ConsumeSuffix(&digest, ":");
  std::string bytes;
  if (!absl::Base64Unescape(digest, &bytes) || bytes.size() != kSha256Bytes) return "";
  return absl::BytesToHexString(bytes);
}

}  // namespace

std::string Sha256Hex(absl::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), size));
}

absl::Status CheckDigest(absl::string_view header, absl::string_view sha256_hex) {
  if (header.empty()) return absl::OkStatus();
  constexpr absl::string_view kAlgorithm = "sha-256=";
  if (!absl::StartsWithIgnoreCase(header, kAlgorithm)) return FileDigestMalformed();
  const std::string claimed = HexOf(header.substr(kAlgorithm.size()));
  if (claimed.empty()) return FileDigestMalformed();
  return claimed == sha256_hex ? absl::OkStatus() : FileDigestMismatch();
}

}  // namespace lienthong::http
