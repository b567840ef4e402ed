#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "gateway/coherence/finding.h"
#include "gateway/coherence/office_rows.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/applications/v1/desk_state.pb.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_state.pb.h"
#include "lienthong/control/v1/row.pb.h"
#include "lienthong/control/v1/world.pb.h"
#include "lienthong/gateway/v1/dossier.pb.h"
#include "lienthong/gateway/v1/dossier_state.pb.h"
#include "lienthong/health/v1/health.pb.h"
#include "lienthong/one_stop/v1/one_stop.pb.h"
#include "lienthong/one_stop/v1/one_stop_state.pb.h"
#include "lienthong/population/v1/population.pb.h"
#include "lienthong/population/v1/population_state.pb.h"
#include "lienthong/portal/v1/portal.pb.h"
#include "lienthong/social_insurance/v1/social_insurance.pb.h"
#include "seeds/nation/nation.h"

namespace lienthong::coherence {

// Names of offices, as the directory has them.
inline constexpr char kPopulation[] = "population";
inline constexpr char kCivilRegistry[] = "civil_registry";
inline constexpr char kHealth[] = "health";
inline constexpr char kSocialInsurance[] = "social_insurance";
inline constexpr char kPortal[] = "portal";
inline constexpr char kOneStop[] = "one_stop";
inline constexpr char kGateway[] = "gateway";

template <class T>
using ByKey = std::map<std::string, T>;

// The applications at one office's desk, by application id.
struct DeskRows {
  ByKey<applications::v1::Application> applications;
  ByKey<applications::v1::DeskState> states;
};

// A piece of deferred work as it is stored.
struct AgendaRow {
  std::string agency;
  std::string key;
  control::v1::Row row;
};

// Ledger is all that a world changed, at every office that was looked at, by key. Plain values, read once; invariants
// only look.
struct Ledger {
  control::v1::World world;
  absl::Time now;
  // Rows may be due that are about to run.
  bool contended = false;
  // With the numbers of the world.
  const seeds::Nation* nation = nullptr;

  // Offices looked at; nothing is claimed about any other.
  std::map<std::string, OfficeRows> offices;
  bool Saw(const std::string& agency) const { return offices.count(agency) > 0; }
  // Offices of which single tenants are somebody else's servers: not every application is there.
  std::set<std::string> with_tenants_elsewhere;
  bool HoldsAll(const std::string& agency) const { return Saw(agency) && with_tenants_elsewhere.count(agency) == 0; }
  // Offices that say the world's state was lost with an earlier life of their process.
  std::vector<std::string> lost;
  // Rows of known tables that can't be read.
  std::vector<Place> unreadable;

  std::map<std::string, DeskRows> desks;
  std::vector<AgendaRow> agenda;
  // Encoded keys of agenda rows, by office.
  std::map<std::string, std::set<std::string>> agenda_keys;
  // Positions in `agenda`, by office and owner.
  std::map<std::pair<std::string, std::string>, std::vector<size_t>> rows_of_owner;
  // Events taken in, by receiver: source and id.
  std::map<std::string, std::set<std::pair<std::string, std::string>>> inboxes;

  ByKey<population::v1::Person> persons;
  ByKey<population::v1::Household> households;
  ByKey<population::v1::NumberIssue> issues;
  ByKey<population::v1::ResidenceRegistration> residences;

  ByKey<civil_registry::v1::BirthRecord> births;
  ByKey<civil_registry::v1::PersonalNumberInquiry> inquiries;

  ByKey<health::v1::BirthNotification> notices;

  ByKey<social_insurance::v1::Participant> participants;
  // In no order that means something: keys are encoded.
  ByKey<social_insurance::v1::InsuranceCard> cards;

  ByKey<one_stop::v1::ForwardedDossier> forwarded;
  ByKey<one_stop::v1::ReceiptEntry> receipts;

  ByKey<portal::v1::PortalDossier> portal_dossiers;
  ByKey<portal::v1::PortalResult> portal_results;
  ByKey<portal::v1::Notification> portal_notifications;

  ByKey<gateway::v1::Dossier> dossiers;
  ByKey<gateway::v1::DossierRun> runs;
  // Result and documents of parts, by application id.
  ByKey<gateway::v1::Part> part_results;
  // Application id -> dossier id.
  ByKey<std::string> links;
  // Sequence numbers of a dossier's history, by dossier id, ascending.
  ByKey<std::vector<int64_t>> histories;

  // Null when the office has no such application, or has not been looked at.
  const applications::v1::Application* FindApplication(const std::string& agency, const std::string& id) const;
  // Whether the office's agenda holds the row.
  bool HasRow(const std::string& agency, const std::string& key) const;
  // Rows of one owner at one office, optionally of one continuation only.
  bool HasRowOf(const std::string& agency, const std::string& owner, absl::string_view continuation = "") const;
};

// The entry with that key, or null.
template <class T>
const T* Find(const ByKey<T>& table, const std::string& key) {
  const auto it = table.find(key);
  return it == table.end() ? nullptr : &it->second;
}

// Reads the rows into typed tables; unreadable ones are noted.
void ReadTables(Ledger& ledger);

// Tables of the office that no invariant knows.
std::vector<std::string> UnknownTables(const OfficeRows& office);

// The dossier or stand-alone application that a case is part of: "D-1" of "D-1", "D-1.2" and "D-1.2.B".
std::string RootOf(absl::string_view case_id);

}  // namespace lienthong::coherence
