#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lienthong::http {

// SHA-256 as 64 lower-case hex digits.
std::string Sha256Hex(absl::string_view bytes);

// Compares a `digest` header with the digest of the bytes. Read are sha-256=<base64> (RFC 3230), sha-256=<64 hex
// digits> and sha-256=:<base64>: (RFC 9530); an empty header is not compared.
//   FILE_DIGEST_MALFORMED, FILE_DIGEST_MISMATCH
absl::Status CheckDigest(absl::string_view header, absl::string_view sha256_hex);

}  // namespace lienthong::http
