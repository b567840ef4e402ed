#include "gateway/coherence/ledger.h"

#include <algorithm>

namespace lienthong::coherence {
namespace {

// Known to be without an invariant of its own: the readiness of provinces is set by testers, and a registration repeats
// what the portal's dossier has. Facilities, marriages, tenants, taxpayers and procedures can't be changed in a world.
const std::set<std::string>& Uneventful() {
  static const auto* tables =
      new std::set<std::string>{"readiness", "registration", "tenant", "facility", "marriage", "taxpayer"};
  return *tables;
}

const std::set<std::string>& Known() {
  static const auto* tables = new std::set<std::string>{
      "application", "application-desk", "person",    "household",          "number_issue",
      "birth",       "residence_registration",        "personal-number-inquiry", "birth-notification",
      "participant", "card",             "forwarded", "receipt",            "dossier",
      "result",      "notification"};
  return *tables;
}

// Reads the tables of one office.
class Reader {
 public:
  Reader(Ledger& ledger, const OfficeRows& office) : ledger_(ledger), office_(office) {}

  void ReadAll() {
    ReadAgenda();
    office_.ForEachPlain("event-seen", [&](store::KeyReader& rest, const std::string&) {
      auto source = rest.Text();
      auto id = rest.Text();
      if (source && id) ledger_.inboxes[office_.agency()].emplace(*source, *id);
    });
    DeskRows desk;
    Table("application", desk.applications);
    Table("application-desk", desk.states);
    if (!desk.applications.empty() || !desk.states.empty()) ledger_.desks[office_.agency()] = std::move(desk);
    if (office_.agency() == kPopulation) ReadPopulation();
    if (office_.agency() == kCivilRegistry) ReadCivilRegistry();
    if (office_.agency() == kHealth) Table("birth-notification", ledger_.notices);
    if (office_.agency() == kSocialInsurance) ReadSocialInsurance();
    if (office_.agency() == kOneStop) ReadOneStop();
    if (office_.agency() == kPortal) ReadPortal();
    if (office_.agency() == kGateway) ReadGateway();
  }

 private:
  void ReadAgenda() {
    for (auto it = office_.rows().lower_bound(store::Key("agenda")); it != office_.rows().end(); ++it) {
      store::KeyReader reader(it->first);
      if (!reader.Skip(store::Key("agenda"))) return;
      AgendaRow& row = ledger_.agenda.emplace_back();
      row.agency = office_.agency();
      row.key = it->first;
      ledger_.agenda_keys[row.agency].insert(row.key);
      if (!row.row.ParseFromString(it->second)) Unreadable("agenda", row.row.owner());
    }
  }

  void ReadPopulation() {
    Table("person", ledger_.persons);
    Table("household", ledger_.households);
    Table("number_issue", ledger_.issues);
    Table("residence_registration", ledger_.residences);
  }

  void ReadCivilRegistry() {
    Table("birth", ledger_.births);
    Table("personal-number-inquiry", ledger_.inquiries);
  }

  void ReadSocialInsurance() {
    Table("participant", ledger_.participants);
    Table("card", ledger_.cards);
  }

  void ReadOneStop() {
    Table("forwarded", ledger_.forwarded);
    Table("receipt", ledger_.receipts);
  }

  void ReadPortal() {
    Table("dossier", ledger_.portal_dossiers);
    Table("result", ledger_.portal_results);
    Table("notification", ledger_.portal_notifications);
  }

  void ReadGateway() {
    Table("dossier", ledger_.dossiers);
    Plain("dossier-run", ledger_.runs);
    Plain("dossier-result", ledger_.part_results);
    office_.ForEachPlain("dossier-application", [&](store::KeyReader& rest, const std::string& value) {
      if (auto id = rest.Text()) ledger_.links[*id] = value;
    });
    office_.ForEachPlain("dossier-event", [&](store::KeyReader& rest, const std::string& value) {
      const auto id = rest.Text();
      const auto sequence = rest.Integer();
      gateway::v1::DossierEvent event;
      if (!id || !sequence || !event.ParseFromString(value)) return Unreadable("dossier-event", id.value_or(""));
      ledger_.histories[*id].push_back(*sequence);
    });
  }

  // Rows of a typed table.
  template <class T>
  void Table(const char* name, ByKey<T>& into) {
    office_.ForEachRow(name, [&](const store::StoredRow& stored, bool readable) {
      if (stored.tombstone) return;
      T row;
      readable = readable && row.ParseFromArray(stored.message.data(), static_cast<int>(stored.message.size()));
      if (!readable) return Unreadable(name, stored.key);
      into[stored.key] = std::move(row);
    });
  }

  // Messages kept without a table, under one text.
  template <class T>
  void Plain(const char* name, ByKey<T>& into) {
    office_.ForEachPlain(name, [&](store::KeyReader& rest, const std::string& value) {
      const std::string key = rest.Text().value_or("");
      T row;
      if (!row.ParseFromString(value)) return Unreadable(name, key);
      into[key] = std::move(row);
    });
  }

  void Unreadable(const char* table, const std::string& key) {
    ledger_.unreadable.push_back({office_.agency(), table, key, ""});
  }

  Ledger& ledger_;
  const OfficeRows& office_;
};

}  // namespace

const applications::v1::Application* Ledger::FindApplication(const std::string& agency, const std::string& id) const {
  const auto desk = desks.find(agency);
  return desk == desks.end() ? nullptr : Find(desk->second.applications, id);
}

bool Ledger::HasRow(const std::string& agency, const std::string& key) const {
  const auto keys = agenda_keys.find(agency);
  return keys != agenda_keys.end() && keys->second.count(key) > 0;
}

bool Ledger::HasRowOf(const std::string& agency, const std::string& owner, absl::string_view continuation) const {
  const auto it = rows_of_owner.find({agency, owner});
  if (it == rows_of_owner.end()) return false;
  return std::any_of(it->second.begin(), it->second.end(), [&](size_t row) {
    return continuation.empty() || agenda[row].row.continuation() == continuation;
  });
}

void ReadTables(Ledger& ledger) {
  for (const auto& [agency, office] : ledger.offices) Reader(ledger, office).ReadAll();
  for (size_t i = 0; i < ledger.agenda.size(); ++i) {
    ledger.rows_of_owner[{ledger.agenda[i].agency, ledger.agenda[i].row.owner()}].push_back(i);
  }
}

std::vector<std::string> UnknownTables(const OfficeRows& office) {
  std::vector<std::string> unknown;
  for (const std::string& table : office.Tables()) {
    if (Known().count(table) == 0 && Uneventful().count(table) == 0) unknown.push_back(table);
  }
  return unknown;
}

std::string RootOf(absl::string_view case_id) {
  return std::string(case_id.substr(0, std::min(case_id.find('.'), case_id.size())));
}

}  // namespace lienthong::coherence
