#include "services/base/applications/printable.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace lienthong::applications {
namespace {

constexpr char kMark[] =
    "<p class=\"synthetic\">BẢN MÔ PHỎNG – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ<br>SYNTHETIC – NO LEGAL VALUE</p>";
constexpr char kRealistic[] =
    "<p class=\"synthetic\">Số định danh trong thế giới này trông như thật và có thể trùng với người thật.<br>"
    "Personal numbers of this world look real and may belong to living people.</p>";
constexpr char kStyle[] =
    "<style>body{font-family:serif;margin:2cm}.synthetic{border:2px solid;padding:.5em;text-align:center;"
    "font-family:sans-serif;font-weight:bold}</style>";

}  // namespace

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string TableRow(absl::string_view vi, absl::string_view en, absl::string_view value) {
  return absl::StrCat("<tr><th>", vi, " / ", en, "</th><td>", EscapeHtml(value.empty() ? "-" : value), "</td></tr>\n");
}

std::string PrintablePage(const common::v1::LocalizedText& title, absl::string_view body, bool realistic) {
  return absl::StrCat("<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>",
                      EscapeHtml(title.vi()), "</title>", kStyle, "</head><body>", kMark, realistic ? kRealistic : "",
                      "<h1>", EscapeHtml(title.vi()), "</h1>", body, kMark, "</body></html>\n");
}

void MarkSynthetic(v1::Document& document, bool realistic) {
  if (document.html().empty() || absl::StrContains(document.html(), kMark)) return;
  document.set_html(PrintablePage(document.title(), document.html(), realistic));
}

}  // namespace lienthong::applications
