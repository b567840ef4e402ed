#include "scenarios/runner/journal.h"

#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/status.h"

namespace lienthong::scenarios {

absl::StatusOr<std::vector<control::v1::JournalEntry>> ReadJournal(const TownClient& client) {
  std::vector<control::v1::JournalEntry> entries;
  control::v1::ListJournalRequest request;
  request.set_world(client.world());
  request.set_page_size(1000);
  request.set_canonical(true);
  do {
    ASSIGN_OR_RETURN(auto page, client.Ask<control::v1::ListJournalResponse>(
                                    "control", "lienthong.control.v1.ControlService/ListJournal", request));
    if (page.dropped() > 0) return absl::ResourceExhaustedError("the journal is longer than what is kept of it");
    for (auto& entry : *page.mutable_entries()) entries.push_back(std::move(entry));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return entries;
}

}  // namespace lienthong::scenarios
