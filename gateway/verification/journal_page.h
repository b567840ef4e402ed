#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/verification/query.h"
#include "services/base/authority/authority.h"
#include "services/base/world/trampoline.h"

namespace lienthong::verification {

// Lines that a query means, in the world's order.
struct JournalPage {
  std::vector<control::v1::JournalEntry> entries;
  // Empty on the last page. A page may be short, even empty, and still have a successor.
  std::string next_page_token;
  int64_t dropped = 0;
};

struct PageRequest {
  std::string world;
  Query query;
  size_t size = 0;
  std::string token;
  bool omit_bodies = false;
};

//   WORLD_UNKNOWN, PAGE_TOKEN_INVALID, or why an office could not be asked
void ReadPage(authority::Authority& authority, PageRequest request,
              std::function<void(absl::StatusOr<JournalPage>)> done);

}  // namespace lienthong::verification
