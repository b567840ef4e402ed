#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "gateway/http/backend.h"

namespace lienthong::http {

// A Postman collection (v2.1): a folder per routable service, a request per unary method with an example body and a
// test that the answer is documented. `base_url` becomes the variable {{baseUrl}}. The same services give the same
// bytes.
std::string PostmanCollection(const Backend& backend, absl::string_view base_url);

}  // namespace lienthong::http
