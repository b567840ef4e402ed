#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "lienthong/control/v1/journal_service.pb.h"

namespace lienthong::host {

class Agency;

// The lines of a world's journal here after a line that is known; without any, `done` waits for one as long as the
// request says. A world that isn't open here has none, and isn't waited for.
void FollowJournal(Agency& agency, const control::v1::FollowJournalRequest& request,
                   std::function<void(absl::StatusOr<control::v1::FollowJournalResponse>)> done);

}  // namespace lienthong::host
