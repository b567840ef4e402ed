#pragma once

#include <string>
#include <vector>

#include "gateway/verification/redaction.h"
#include "lienthong/control/v1/journal.pb.h"

namespace lienthong::verification {

// HTTP Archive 1.2 of the calls: each as the POST of the Connect protocol that it would be in JSON, whatever wire it
// took. Rows are left out. A journal keeps headers only as far as they are a line's own fields; what HAR has no place
// for (world time, step, path, run) stands in `_lienthong`. `world` goes into the headers.
std::string Har(const std::vector<control::v1::JournalEntry>& entries, const std::string& world, Showing showing);

}  // namespace lienthong::verification
