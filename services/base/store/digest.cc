#include "services/base/store/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <utility>

#include "absl/strings/escaping.h"

namespace lienthong::store {
namespace {

// Fetched once: looking the algorithm up costs as much as hashing a row.
const EVP_MD* Sha256() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

void Digester::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Digester::Digester() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), Sha256(), nullptr); }

Digester::~Digester() = default;

void Digester::Add(absl::string_view key, absl::string_view value) {
  Field(key);
  Field(value);
}

void Digester::Field(absl::string_view bytes) {
  std::array<unsigned char, 8> length;
  for (int i = 0; i < 8; ++i) length[i] = static_cast<unsigned char>(uint64_t{bytes.size()} >> (56 - 8 * i));
  EVP_DigestUpdate(context_.get(), length.data(), length.size());
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

std::string Digester::Hex() && {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes;
  unsigned int size = 0;
  EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(bytes.data()), size));
}

}  // namespace lienthong::store
