#pragma once

#include <string>
#include <vector>

#include "lienthong/control/v1/journal.pb.h"

namespace lienthong::verification {

// One line of a sequence diagram.
struct Arrow {
  // Columns. The same: something that an office does by itself, such as a row of its agenda.
  int from = 0;
  int to = 0;
  bool row = false;
  bool write = false;
  bool replay = false;
  // Method, or the row's kind and continuation.
  std::string label;
  // Empty = answered as asked; else the reason of the refusal, or its code.
  std::string refusal;
  // World time to the minute, of the first arrow and wherever it is another than before; else empty.
  std::string moment;
};

// Sequence is what a sequence diagram shows, whatever it is drawn with: parties as columns in order of appearance, time
// downwards.
struct Sequence {
  std::vector<std::string> parties;
  std::vector<Arrow> arrows;
  // There are more lines than are shown.
  bool more = false;
};

// Of the first `most` lines of a journal in the world's order.
Sequence SequenceOf(const std::vector<control::v1::JournalEntry>& journal, size_t most);

// Text of Mermaid's sequenceDiagram. `language` is "vi" or "en".
std::string Mermaid(const Sequence& sequence, const std::string& language);

// A picture by itself: style and text are in it, nothing is fetched. `language` is "vi" or "en"; empty: without heading
// and namespace, for a page that has a heading of its own.
std::string Svg(const Sequence& sequence, const std::string& language);

}  // namespace lienthong::verification
