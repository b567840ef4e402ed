// Deferred work: whose it is, and that it is done.
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "services/base/world/agenda.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::coherence {
namespace {

// The case behind an owner such as application/<id>; empty for owners of another kind.
std::string CaseOf(const std::string& owner) {
  const size_t slash = owner.find('/');
  return slash == std::string::npos ? "" : owner.substr(slash + 1);
}

Place AtRow(const AgendaRow& row) { return {row.agency, "agenda", row.row.path(), CaseOf(row.row.owner())}; }

bool HasOwner(const Ledger& ledger, const AgendaRow& row) {
  const std::string id = CaseOf(row.row.owner());
  const std::string kind = row.row.owner().substr(0, row.row.owner().find('/'));
  if (kind == "application") return ledger.FindApplication(row.agency, id) != nullptr;
  if (kind == "dossier" || kind == "portal") return Find(ledger.dossiers, id) != nullptr;
  return true;  // a record that no invariant knows
}

void Owner(const Ledger& ledger, Findings& found) {
  for (const AgendaRow& row : ledger.agenda) {
    found.Unless(HasOwner(ledger, row), AtRow(row), absl::StrCat("Its owner ", row.row.owner(), " is gone."),
                 absl::StrCat("Chủ của việc này, ", row.row.owner(), ", không còn."));
  }
}

void Placed(const Ledger& ledger, Findings& found) {
  for (const AgendaRow& row : ledger.agenda) {
    found.Unless(agenda::RowKey(row.row, row.agency) == row.key, AtRow(row),
                 "It lies elsewhere than its time, kind, owner and number say.",
                 "Việc này nằm sai chỗ so với thời điểm, loại, chủ và số thứ tự của nó.");
  }
}

void Overdue(const Ledger& ledger, Findings& found) {
  if (ledger.world.clock_mode() == control::v1::CLOCK_MODE_REAL) return;  // due rows are in flight there
  for (const AgendaRow& row : ledger.agenda) {
    if (FromProto(row.row.due()) > ledger.now) continue;
    const std::string due = absl::FormatTime("%Y-%m-%d %H:%M:%S", FromProto(row.row.due()), HanoiZone());
    found.Add(AtRow(row), absl::StrCat("It was due at ", due, " and was not done."),
              absl::StrCat("Việc này đến hạn lúc ", due, " nhưng chưa được làm."));
  }
}

}  // namespace

Invariants AgendaInvariants() {
  return {
      {"agenda.owner", "Every agenda row belongs to a record that exists.", "Mỗi việc trong lịch thuộc về một bản ghi còn tồn tại.",
       "simulator: AGENDA rule 3", Owner},
      {"agenda.placed", "Every agenda row lies where its time, kind, owner and number say.",
       "Mỗi việc trong lịch nằm đúng chỗ theo thời điểm, loại, chủ và số thứ tự.", "simulator: AGENDA rule 3", Placed},
      {"agenda.overdue", "In a MANUAL world at rest nothing that is due is left undone.",
       "Trong thế giới MANUAL đứng yên, không việc nào đã đến hạn mà chưa làm.", "simulator: AGENDA rule 7", Overdue},
  };
}

}  // namespace lienthong::coherence
