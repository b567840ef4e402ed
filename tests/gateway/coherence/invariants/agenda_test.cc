#include "services/base/world/agenda.h"
#include "services/base/world/times.h"
#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

AgendaRow RowOf(const std::string& owner, absl::Time due) {
  AgendaRow row;
  row.agency = kGateway;
  row.row.set_owner(owner);
  row.row.set_path("gateway:" + owner + ".99");
  *row.row.mutable_due() = ToProto(due);
  row.key = agenda::RowKey(row.row, row.agency);
  return row;
}

TEST(AgendaTest, ARowWhoseOwnerIsGone) {
  Ledger ledger = Granted();
  ledger.agenda.push_back(RowOf("dossier/gone", ledger.now + absl::Hours(1)));
  EXPECT_THAT(Violated(ledger), ElementsAre("agenda.owner"));
}

TEST(AgendaTest, ARowOfAnotherTime) {
  Ledger ledger = Granted();
  const std::string owner = "dossier/" + Only(ledger.dossiers).dossier_id();
  AgendaRow row = RowOf(owner, ledger.now + absl::Hours(1));
  row.key = RowOf(owner, ledger.now + absl::Hours(2)).key;
  ledger.agenda.push_back(row);
  EXPECT_THAT(Violated(ledger), ElementsAre("agenda.placed"));
}

TEST(AgendaTest, ARowThatWasNotDone) {
  Ledger ledger = Granted();
  ledger.agenda.push_back(RowOf("dossier/" + Only(ledger.dossiers).dossier_id(), ledger.now));
  EXPECT_THAT(Violated(ledger), ElementsAre("agenda.overdue"));
}

}  // namespace
}  // namespace lienthong::coherence
