#pragma once

#include <string>
#include <vector>

#include "lienthong/control/v1/journal.pb.h"

namespace lienthong::scenarios {

// The calls of a journal as an SVG: parties as columns in order of appearance, time downwards, refusals marked. Cut
// after a few hundred lines, which it says.
std::string SequenceDiagram(const std::vector<control::v1::JournalEntry>& journal);

// Text for HTML and XML; control characters that XML can't hold are left out.
std::string Escape(const std::string& text);

}  // namespace lienthong::scenarios
