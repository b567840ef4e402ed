#pragma once

#include "gateway/http/backend.h"
#include "gateway/http/message.h"

namespace lienthong::http {

// {"status": "SERVING", "agencies": {"population": "SERVING", ...}} with 200, or NOT_SERVING with 503. An agency that
// is out of reach does not make the gateway unhealthy: silence of an agency is what people test here.
HttpResponse HealthResponse(const Backend& backend);

}  // namespace lienthong::http
