#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gateway/http/json/codec.h"
#include "gateway/http/message.h"

namespace lienthong::http {

// The Connect protocol's name of a code, such as not_found.
absl::string_view ConnectCode(absl::StatusCode code);
// The HTTP status that goes with a refusal: Connect's table, and HTTP's own number for what HTTP itself refuses.
int HttpStatus(const absl::Status& status);

// {"code", "message", "details": [{"type", "value", "debug"}]}, one line. `value` is base64 without padding; `debug`
// is the detail in JSON, for people.
std::string ConnectErrorJson(const absl::Status& status, const JsonCodec& codec);
HttpResponse ErrorResponse(const absl::Status& status, const JsonCodec& codec);

}  // namespace lienthong::http
