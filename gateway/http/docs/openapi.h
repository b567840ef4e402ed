#pragma once

#include <string>

#include "gateway/http/backend.h"

namespace lienthong::http {

// The OpenAPI 3.1 document of every routable unary method, and of watch methods as event streams. The same services
// give the same bytes.
std::string OpenApiDocument(const Backend& backend);

}  // namespace lienthong::http
