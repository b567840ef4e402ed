#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/common/v1/common.pb.h"

// Printable results. Every one of them says that it is synthetic; none bears an emblem, a seal or a logo.
namespace lienthong::applications {

// A whole HTML page around `body` (HTML), with the mark of synthetic documents. `realistic` adds the warning of worlds
// whose personal numbers look real.
std::string PrintablePage(const common::v1::LocalizedText& title, absl::string_view body, bool realistic);

// Makes sure that the document's page bears the mark: HTML without it is taken as the body of a page. Empty stays
// empty.
void MarkSynthetic(v1::Document& document, bool realistic);

// A row of a table of facts (HTML): what it says in both languages, and the value as text, "-" when empty.
std::string TableRow(absl::string_view vi, absl::string_view en, absl::string_view value);

// Text as HTML content or attribute value.
std::string EscapeHtml(absl::string_view text);

}  // namespace lienthong::applications
