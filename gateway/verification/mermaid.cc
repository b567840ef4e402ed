#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/verification/sequence.h"

namespace lienthong::verification {
namespace {

// Whatever could mean something to Mermaid is written as an entity of its own; bytes of other scripts stay.
std::string Plain(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || byte >= 0x80 || absl::StrContains(" _-./()", std::string(1, c))) {
      plain += c;
    } else if (byte >= 0x20) {
      absl::StrAppend(&plain, "#", byte, ";");
    }
  }
  return plain;
}

std::string LineOf(const Arrow& arrow) {
  std::string label = Plain(arrow.label);
  if (!arrow.refusal.empty()) absl::StrAppend(&label, " ✗ ", Plain(arrow.refusal));
  if (arrow.replay) absl::StrAppend(&label, " ⟲");
  if (arrow.row) return absl::StrCat("  Note over p", arrow.to, ": ", label, "\n");
  const char* const line = !arrow.refusal.empty() ? "-x" : (arrow.write ? "->>" : "-->>");
  return absl::StrCat("  p", arrow.from, line, "p", arrow.to, ": ", label, "\n");
}

}  // namespace

std::string Mermaid(const Sequence& sequence, const std::string& language) {
  std::string text = "sequenceDiagram\n";
  for (size_t i = 0; i < sequence.parties.size(); ++i) {
    absl::StrAppend(&text, "  participant p", i, " as ", Plain(sequence.parties[i]), "\n");
  }
  const std::string everywhere = sequence.parties.size() < 2 ? "p0" : absl::StrCat("p0,p", sequence.parties.size() - 1);
  for (const Arrow& arrow : sequence.arrows) {
    if (!arrow.moment.empty()) absl::StrAppend(&text, "  Note over ", everywhere, ": ", Plain(arrow.moment), "\n");
    text += LineOf(arrow);
  }
  if (sequence.more && !sequence.parties.empty()) {
    absl::StrAppend(&text, "  Note over ", everywhere, ": ", language == "vi" ? "còn nữa, không vẽ" : "there is more",
                    "\n");
  }
  return text;
}

}  // namespace lienthong::verification
