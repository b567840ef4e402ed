#include "scenarios/runner/sequence_diagram.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scenarios/runner/journal.h"

namespace lienthong::scenarios {
namespace {

using control::v1::JournalEntry;

constexpr int kColumn = 150;
constexpr int kRow = 34;
constexpr int kHead = 40;
constexpr size_t kMostLines = 300;

std::vector<std::string> PartiesOf(const std::vector<JournalEntry>& journal) {
  std::vector<std::string> parties;
  const auto add = [&parties](const std::string& name) {
    if (std::find(parties.begin(), parties.end(), name) == parties.end()) parties.push_back(name);
  };
  for (const JournalEntry& entry : journal) {
    if (!entry.caller().empty()) add(entry.caller());
    add(entry.agency());
  }
  return parties;
}

int ColumnOf(const std::vector<std::string>& parties, const std::string& name) {
  const auto found = std::find(parties.begin(), parties.end(), name);
  return kColumn / 2 + kColumn * static_cast<int>(found - parties.begin());
}

std::string ShortName(const std::string& method) { return method.substr(method.rfind('/') + 1); }

std::string TextAt(int x, int y, const char* type, const std::string& text) {
  return absl::StrCat("<text class=\"", type, "\" x=\"", x, "\" y=\"", y, "\">", Escape(text), "</text>");
}

std::string LineBetween(const char* type, int x1, int y1, int x2, int y2) {
  return absl::StrCat("<line class=\"", type, "\" x1=\"", x1, "\" y1=\"", y1, "\" x2=\"", x2, "\" y2=\"", y2, "\"/>");
}

// The head of an arrow that ends at `to`, coming from `from`.
std::string Head(const char* type, int from, int to, int y) {
  const int back = to > from ? to - 7 : to + 7;
  return absl::StrCat("<path class=\"", type, "\" d=\"M", to, " ", y, " L", back, " ", y - 4, " L", back, " ", y + 4,
                      " Z\"/>");
}

// A call is an arrow, a row of the agenda a mark at its agency.
std::string EntryAt(const JournalEntry& entry, const std::vector<std::string>& parties, int y) {
  const std::string outcome = OutcomeOf(entry);
  const bool refused = outcome != "OK";
  const int to = ColumnOf(parties, entry.agency());
  std::string label = ShortName(entry.method());
  if (refused) absl::StrAppend(&label, " ✗ ", outcome);
  if (entry.kind() == control::v1::ENTRY_KIND_ROW || entry.caller().empty() || entry.caller() == entry.agency()) {
    return absl::StrCat("<circle class=\"", refused ? "refused" : "row", "\" cx=\"", to, "\" cy=\"", y, "\" r=\"4\"/>",
                        TextAt(to + 9, y + 4, "label left", label));
  }
  const int from = ColumnOf(parties, entry.caller());
  const char* type = refused ? "refused" : "arrow";
  return absl::StrCat(LineBetween(type, from, y, to, y), Head(type, from, to, y),
                      TextAt((from + to) / 2, y - 5, "label", label));
}

}  // namespace

std::string SequenceDiagram(const std::vector<JournalEntry>& journal) {
  const std::vector<JournalEntry> shown(journal.begin(),
                                        journal.begin() + static_cast<int64_t>(std::min(journal.size(), kMostLines)));
  const std::vector<std::string> parties = PartiesOf(shown);
  const int width = kColumn * static_cast<int>(parties.size()) + 120;
  const int height = kHead + kRow * static_cast<int>(shown.size() + 1);
  std::string svg = absl::StrCat("<svg class=\"sequence\" role=\"img\" width=\"", width, "\" height=\"", height,
                                 "\" viewBox=\"0 0 ", width, " ", height, "\">");
  for (const std::string& party : parties) {
    const int x = ColumnOf(parties, party);
    absl::StrAppend(&svg, LineBetween("life", x, kHead - 12, x, height - 6), TextAt(x, 18, "party", party));
  }
  int y = kHead + 20;
  for (const JournalEntry& entry : shown) {
    absl::StrAppend(&svg, EntryAt(entry, parties, y));
    y += kRow;
  }
  svg += "</svg>";
  if (shown.size() < journal.size()) {
    absl::StrAppend(&svg, "<p>", shown.size(), " / ", journal.size(), "</p>");
  }
  return svg;
}

std::string Escape(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '"')
      escaped += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
      escaped += c;
  }
  return escaped;
}

}  // namespace lienthong::scenarios
