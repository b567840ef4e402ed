#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/verification/markup.h"
#include "gateway/verification/sequence.h"

namespace lienthong::verification {
namespace {

// Pixels.
constexpr int kMargin = 24;
constexpr int kTitle = 58;     // title and key, above the parties
constexpr int kBox = 30;       // height of a party's box
constexpr int kRow = 30;       // one arrow
constexpr int kMoment = 30;    // a change of world time
constexpr int kLeastGap = 96;  // between two columns
constexpr double kCharacter = 6.7;

constexpr char kStyle[] =
    ".lt-seq{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;"
    "--paper:#fff;--ink:#1b2733;--soft:#6b7a89;--faint:#c9d2db;--box:#eef3f8;--write:#0b5cad;--read:#5b6b7a;"
    "--bad:#b3261e;--row:#8a5a00}"
    "@media(prefers-color-scheme:dark){.lt-seq{--paper:#14191f;--ink:#e6edf3;--soft:#9aa8b5;--faint:#3a4551;"
    "--box:#202a34;--write:#6cb2ff;--read:#9aa8b5;--bad:#ff8a80;--row:#e0b050}}"
    ".lt-seq .paper{fill:var(--paper)}.lt-seq text{fill:var(--ink);text-anchor:middle}"
    ".lt-seq .title{font-size:15px;font-weight:600;text-anchor:start}.lt-seq .key,.lt-seq .moment{fill:var(--soft);"
    "font-size:11px}.lt-seq .key,.lt-seq .start{text-anchor:start}.lt-seq .party{font-weight:600}"
    ".lt-seq .box{fill:var(--box);stroke:var(--faint)}.lt-seq .life{stroke:var(--faint);stroke-dasharray:3 4}"
    ".lt-seq .time{stroke:var(--faint)}.lt-seq line,.lt-seq path{fill:none;stroke-width:1.4}"
    ".lt-seq .write{stroke:var(--write)}.lt-seq .read{stroke:var(--read);stroke-dasharray:5 3}"
    ".lt-seq .refused{stroke:var(--bad)}.lt-seq .row{stroke:var(--row)}.lt-seq .head{stroke-dasharray:none}"
    ".lt-seq .write.head{fill:var(--write)}.lt-seq .read.head{fill:var(--read)}.lt-seq .refused.head{fill:var(--bad)}"
    ".lt-seq .label{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}"
    ".lt-seq text.refusal{fill:var(--bad)}";

size_t Characters(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

int WidthOf(const std::string& text) { return static_cast<int>(kCharacter * static_cast<double>(Characters(text))); }

std::string LabelOf(const Arrow& arrow) {
  std::string label = arrow.label;
  if (!arrow.refusal.empty()) absl::StrAppend(&label, " ✗ ", arrow.refusal);
  if (arrow.replay) label += " ⟲";
  return label;
}

const char* ClassOf(const Arrow& arrow) {
  if (!arrow.refusal.empty()) return "refused";
  if (arrow.row) return "row";
  return arrow.write ? "write" : "read";
}

std::string LineAt(absl::string_view type, int x1, int y1, int x2, int y2) {
  return absl::StrCat("<line class=\"", type, "\" x1=\"", x1, "\" y1=\"", y1, "\" x2=\"", x2, "\" y2=\"", y2, "\"/>");
}

std::string TextAt(absl::string_view type, int x, int y, const std::string& text) {
  return absl::StrCat("<text class=\"", type, "\" x=\"", x, "\" y=\"", y, "\">", Escape(text), "</text>");
}

// Lays a sequence out and writes it down.
class Picture {
 public:
  Picture(const Sequence& sequence, const std::string& language)
      : sequence_(sequence), vi_(language == "vi"), by_itself_(!language.empty()) {
    PlaceColumns();
  }

  std::string Draw() {
    const int top = kMargin + (by_itself_ ? kTitle : 0);
    int y = top + kBox;
    std::string arrows;
    for (const Arrow& arrow : sequence_.arrows) {
      if (!arrow.moment.empty()) arrows += MomentAt(arrow.moment, y += kMoment);
      arrows += ArrowAt(arrow, y += kRow);
    }
    const int bottom = y + kRow;
    std::string boxes, lives;
    for (size_t i = 0; i < sequence_.parties.size(); ++i) {
      lives += LineAt("life", columns_[i], top + kBox, columns_[i], bottom);
      boxes += BoxAt(i, top);
      boxes += BoxAt(i, bottom);
    }
    const int height = bottom + kBox + kMargin;
    const std::string attributes =
        by_itself_ ? absl::StrCat(" xmlns=\"http://www.w3.org/2000/svg\" lang=\"", vi_ ? "vi" : "en", "\"") : "";
    return absl::StrCat("<svg", attributes, " class=\"lt-seq\" role=\"img\" width=\"", width_, "\" height=\"", height,
                        "\" viewBox=\"0 0 ", width_, " ", height, "\"><style>", kStyle,
                        "</style><rect class=\"paper\" width=\"", width_, "\" height=\"", height, "\"/>", Heading(),
                        lives, boxes, arrows, "</svg>\n");
  }

 private:
  // A label is above its own arrow, so the columns that it spans must be as far apart as it is long.
  void PlaceColumns() {
    const auto& parties = sequence_.parties;
    std::vector<int> gaps(parties.size() + 1, kLeastGap);
    for (size_t i = 0; i < parties.size(); ++i) {
      const int half = BoxWidth(i) / 2 + 8;
      if (i + 1 < parties.size()) gaps[i] = std::max(gaps[i], half + BoxWidth(i + 1) / 2 + 8);
    }
    for (const Arrow& arrow : sequence_.arrows) {
      const auto first = static_cast<size_t>(std::min(arrow.from, arrow.to));
      const auto last = static_cast<size_t>(std::max(arrow.from, arrow.to));
      const int needed = WidthOf(LabelOf(arrow)) + 34;
      if (first == last) {
        gaps[first] = std::max(gaps[first], needed);
        continue;
      }
      int there = 0;
      for (size_t i = first; i < last; ++i) there += gaps[i];
      if (there < needed) gaps[last - 1] += needed - there;
    }
    int x = kMargin + (parties.empty() ? 0 : BoxWidth(0) / 2);
    for (size_t i = 0; i < parties.size(); ++i) {
      columns_.push_back(x);
      width_ = std::max(width_, x + BoxWidth(i) / 2 + kMargin);
      if (i + 1 < parties.size()) x += gaps[i];
    }
    if (!parties.empty()) {
      for (const Arrow& arrow : sequence_.arrows) {
        if (arrow.from == arrow.to) {
          width_ = std::max(width_, columns_[static_cast<size_t>(arrow.to)] + WidthOf(LabelOf(arrow)) + 34 + kMargin);
        }
      }
    }
    if (by_itself_) width_ = std::max(width_, kMargin * 2 + WidthOf(Key()));
  }

  int BoxWidth(size_t party) const { return std::max(80, WidthOf(sequence_.parties[party]) + 28); }

  std::string Key() const {
    std::string key =
        vi_ ? "nét liền: ghi · nét đứt: đọc · đỏ ✗: bị từ chối · ◦: việc trong lịch · ⟲: trả lại lần trước"
            : "solid: write · dashed: read · red ✗: refused · ◦: agenda row · ⟲: repeated answer";
    if (sequence_.more) {
      absl::StrAppend(&key, " · ", sequence_.arrows.size(), vi_ ? " dòng đầu, còn nữa" : " lines, the first of more");
    }
    return key;
  }

  std::string Heading() const {
    if (!by_itself_) return "";
    return TextAt("title", kMargin, kMargin + 14, vi_ ? "Trình tự các cuộc gọi" : "Sequence of calls") +
           TextAt("key", kMargin, kMargin + 36, Key());
  }

  std::string BoxAt(size_t party, int y) const {
    const int width = BoxWidth(party);
    return absl::StrCat("<rect class=\"box\" rx=\"5\" x=\"", columns_[party] - width / 2, "\" y=\"", y, "\" width=\"",
                        width, "\" height=\"", kBox, "\"/>") +
           TextAt("party", columns_[party], y + 19, sequence_.parties[party]);
  }

  std::string MomentAt(const std::string& moment, int y) const {
    return LineAt("time", kMargin, y, width_ - kMargin, y) + TextAt("moment label start", kMargin + 6, y + 4, moment);
  }

  std::string ArrowAt(const Arrow& arrow, int y) const {
    const char* const type = ClassOf(arrow);
    const std::string label_type = absl::StrCat("label", arrow.refusal.empty() ? "" : " refusal");
    const int to = columns_[static_cast<size_t>(arrow.to)];
    if (arrow.row) {
      return absl::StrCat("<circle class=\"", type, "\" fill=\"var(--paper)\" cx=\"", to, "\" cy=\"", y,
                          "\" r=\"4\"/>") +
             TextAt(label_type + " start", to + 11, y + 4, LabelOf(arrow));
    }
    if (arrow.from == arrow.to) {
      return absl::StrCat("<path class=\"", type, "\" d=\"M", to, " ", y - 7, " h16 v10 h-16\"/>") +
             HeadAt(type, to + 16, to, y + 3) + TextAt(label_type + " start", to + 23, y + 2, LabelOf(arrow));
    }
    const int from = columns_[static_cast<size_t>(arrow.from)];
    return LineAt(type, from, y, to, y) + HeadAt(type, from, to, y) +
           TextAt(label_type, (from + to) / 2, y - 6, LabelOf(arrow));
  }

  static std::string HeadAt(const char* type, int from, int to, int y) {
    const int back = to > from ? to - 8 : to + 8;
    return absl::StrCat("<path class=\"", type, " head\" d=\"M", to, " ", y, " L", back, " ", y - 4, " L", back, " ",
                        y + 4, " Z\"/>");
  }

  const Sequence& sequence_;
  const bool vi_;
  const bool by_itself_;
  std::vector<int> columns_;
  int width_ = 2 * kMargin;
};

}  // namespace

std::string Svg(const Sequence& sequence, const std::string& language) { return Picture(sequence, language).Draw(); }

}  // namespace lienthong::verification
