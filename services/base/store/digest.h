#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

struct evp_md_ctx_st;

namespace lienthong::store {

// SHA-256 over a list of (key, value), each preceded by its length so that no two lists run together. A space digests
// its rows; whoever holds many spaces digests (agency, digest of the agency), in order.
class Digester {
 public:
  Digester();
  ~Digester();
  Digester(const Digester&) = delete;
  Digester& operator=(const Digester&) = delete;

  void Add(absl::string_view key, absl::string_view value);

  // 64 lower-case hexadecimal digits. The digester is used up.
  std::string Hex() &&;

 private:
  void Field(absl::string_view bytes);

  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace lienthong::store
