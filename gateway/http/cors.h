#pragma once

#include "absl/strings/string_view.h"
#include "gateway/http/message.h"

namespace lienthong::http {

// Whether a page of this origin may read our answers: pages served from this computer only (localhost, *.localhost,
// 127.0.0.1, [::1], any port and scheme http or https).
bool IsTrustedOrigin(absl::string_view origin);

// Adds the cross-origin headers for the request's origin; nothing for an origin that isn't trusted.
void AllowOrigin(absl::string_view origin, HttpResponse& response);
// Answers OPTIONS; `allowed` is the Allow header's value.
HttpResponse PreflightResponse(const HttpRequest& request, absl::string_view allowed);

}  // namespace lienthong::http
