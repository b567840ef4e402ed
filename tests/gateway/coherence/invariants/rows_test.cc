#include "gateway/coherence/invariant.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/table.h"
#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

using health::v1::BirthNotification;

store::Table<BirthNotification> Notices() {
  return {"birth-notification",
          [](const BirthNotification& row) { return row.number(); },
          {{"facility", [](const BirthNotification& row) { return std::vector<std::string>{row.facility_code()}; }},
           {"link", [](const BirthNotification& row) { return std::vector<std::string>{row.link_code()}; }, true}}};
}

// The health office with one notice, written through a store as offices write.
Ledger OneNotice() {
  const auto space = store::NewMemorySpace();
  store::Txn txn(space->Read());
  BirthNotification notice;
  notice.set_number("notice-1");
  notice.set_facility_code("01901");
  notice.set_link_code("link-1");
  EXPECT_TRUE(Notices().Insert(txn, notice));
  space->Commit(std::move(txn).Take(), [](const absl::Status& status) { EXPECT_TRUE(status.ok()); });
  Ledger ledger;
  OfficeRows& office = ledger.offices[kHealth] = OfficeRows(kHealth);
  space->Read()->Scan("", "", [&](absl::string_view key, const store::Entry& entry) {
    office.Put(std::string(key), entry.value);
    return true;
  });
  return ledger;
}

std::set<std::string> ViolatedAsStored(Ledger ledger) {
  ledger.nation = Granted().nation;
  ReadTables(ledger);
  return Violated(ledger);
}

TEST(RowsTest, WhatATableWritesIsClean) {
  EXPECT_THAT(ViolatedAsStored(OneNotice()), IsEmpty());
  Ledger ledger = OneNotice();
  ReadTables(ledger);
  EXPECT_EQ(Only(ledger.notices).facility_code(), "01901");
  EXPECT_THAT(UnknownTables(ledger.offices.at(kHealth)), IsEmpty());
}

TEST(RowsTest, AnOfficeThatLostItsWorld) {
  Ledger ledger = OneNotice();
  ledger.lost.push_back(kPopulation);
  EXPECT_THAT(ViolatedAsStored(ledger), ElementsAre("rows.held"));
}

TEST(RowsTest, ARowThatIsTorn) {
  Ledger ledger = OneNotice();
  const std::string key = store::Key("birth-notification", "", "notice-1");
  OfficeRows& office = ledger.offices.at(kHealth);
  const std::string whole = office.rows().at(key);
  office.Put(key, whole.substr(0, whole.size() - 3));
  EXPECT_THAT(ViolatedAsStored(ledger), ElementsAre("rows.readable"));
  office.Put(key, "");
  EXPECT_THAT(ViolatedAsStored(ledger), ElementsAre("rows.readable"));
}

TEST(RowsTest, AnIndexThatLeadsNowhere) {
  Ledger ledger = OneNotice();
  ledger.offices.at(kHealth).Put(store::Key("birth-notification", "facility", "01901", "notice-2"), "");
  EXPECT_THAT(ViolatedAsStored(ledger), ElementsAre("rows.indexed"));
}

TEST(RowsTest, AUniqueIndexThatLeadsToAnother) {
  Ledger ledger = OneNotice();
  ledger.offices.at(kHealth).Put(store::Key("birth-notification", "link", "link-1"), "notice-2");
  EXPECT_THAT(ViolatedAsStored(ledger), ElementsAre("rows.indexed"));
}

TEST(RowsTest, ATableThatNoInvariantKnows) {
  OfficeRows office("payment");
  office.Put(store::Key("bill", "", "1"), std::string(1, '\0'));
  EXPECT_THAT(UnknownTables(office), ElementsAre("bill"));
}

}  // namespace
}  // namespace lienthong::coherence
