#include "gateway/http/pages/agencies.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "embed/lienthong_http_pages.h"
#include "gateway/http/pages/agencies_text.h"

namespace lienthong::http {
namespace {

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string Badge(absl::string_view kind, absl::string_view text) {
  return absl::StrCat("<span class=\"badge ", kind, "\">", EscapeHtml(text), "</span>");
}

std::string ServiceList(const Agency& agency) {
  std::string list;
  for (const std::string& service : agency.services) {
    // Long names break at their dots.
    const std::string name = absl::StrReplaceAll(EscapeHtml(service), {{".", ".<wbr>"}});
    absl::StrAppend(&list, "<li><code>", name, "</code></li>");
  }
  return list;
}

std::string AgencyCard(const Agency& agency, const AgenciesText& text, bool vietnamese) {
  const std::string state = agency.reachable ? Badge("good", text.reachable) : Badge("bad", text.unreachable);
  const std::string seat = agency.simulated ? Badge("plain", text.simulated) : Badge("real", text.foreign);
  return absl::StrReplaceAll(pages::File("pages/agency_card.html"),
                             {{"{{title}}", EscapeHtml(vietnamese ? agency.title_vi : agency.title_en)},
                              {"{{name}}", EscapeHtml(agency.name)},
                              {"{{address}}", EscapeHtml(agency.address)},
                              {"{{state}}", state},
                              {"{{seat}}", seat},
                              {"{{services}}", ServiceList(agency)}});
}

std::string Cards(const Backend& backend, const AgenciesText& text, bool vietnamese) {
  std::string cards;
  for (const Agency& agency : backend.Agencies()) absl::StrAppend(&cards, AgencyCard(agency, text, vietnamese));
  return cards.empty() ? absl::StrCat("<p class=\"empty\">", text.none, "</p>") : cards;
}

}  // namespace

std::string PageLanguage(absl::string_view query_lang, absl::string_view accept_language) {
  if (query_lang == "vi" || query_lang == "en") return std::string(query_lang);
  for (absl::string_view range : absl::StrSplit(accept_language, ',')) {
    const std::string tag = absl::AsciiStrToLower(absl::StripAsciiWhitespace(range.substr(0, range.find(';'))));
    if (tag == "vi" || absl::StartsWith(tag, "vi-")) return "vi";
    if (tag == "en" || absl::StartsWith(tag, "en-")) return "en";
  }
  return "vi";
}

std::string AgenciesPage(const Backend& backend, absl::string_view language, absl::string_view base_url) {
  const bool vietnamese = language == "vi";
  const AgenciesText& text = TextOfAgencies(vietnamese);
  return absl::StrReplaceAll(pages::File("pages/agencies.html"),
                             {{"{{lang}}", std::string(language)},
                              {"{{style}}", pages::File("pages/style.css")},
                              {"{{subtitle}}", text.subtitle},
                              {"{{about}}", text.about},
                              {"{{agencies}}", text.agencies},
                              {"{{count}}", absl::StrCat(backend.Agencies().size())},
                              {"{{links}}", text.links},
                              {"{{openapi}}", text.openapi},
                              {"{{postman}}", text.postman},
                              {"{{metrics}}", text.metrics},
                              {"{{health}}", text.health},
                              {"{{try}}", text.call},
                              {"{{base_url}}", EscapeHtml(base_url)},
                              {"{{other_lang}}", vietnamese ? "en" : "vi"},
                              {"{{other_name}}", vietnamese ? "English" : "Tiếng Việt"},
                              {"{{footer}}", text.footer},
                              {"{{cards}}", Cards(backend, text, vietnamese)}});
}

}  // namespace lienthong::http
