#pragma once

#include <string>
#include <vector>

#include "gateway/verification/redaction.h"
#include "lienthong/control/v1/journal.pb.h"

namespace lienthong::verification {

// One line of JSON for each entry, its fields in a fixed order: equal journals have equal text. What isn't set is left
// out; a body that can't be decoded is there in base64, unless nothing personal is to be shown.
std::string JournalLines(const std::vector<control::v1::JournalEntry>& entries,
                         Showing showing = Showing::kAllButSecrets);

}  // namespace lienthong::verification
