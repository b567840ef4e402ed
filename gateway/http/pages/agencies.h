#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "gateway/http/backend.h"

namespace lienthong::http {

// "vi" or "en": ?lang wins, then the first of the two in Accept-Language, then Vietnamese.
std::string PageLanguage(absl::string_view query_lang, absl::string_view accept_language);

// The plain HTML page of agencies and links. `base_url` stands in the example call.
std::string AgenciesPage(const Backend& backend, absl::string_view language, absl::string_view base_url);

}  // namespace lienthong::http
