// What citizens see at the national portal is how their dossiers stand at the gateway.
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"

namespace lienthong::coherence {
namespace {

using namespace applications::v1;  // NOLINT: statuses
using gateway::v1::Dossier;
using gateway::v1::PortalRecord;
using portal::v1::PortalDossier;
using portal::v1::PortalDossierPart;

Place AtPortal(const PortalDossier& dossier, const std::string& case_id) {
  return {kPortal, "dossier", dossier.dossier_code(), case_id};
}

// Which statuses the portal may show for one at the gateway: a step from acceptance to work is not reported.
const std::set<int>& ShownFor(ApplicationStatus status) {
  static const auto* shown = new std::map<int, std::set<int>>{
      {APPLICATION_STATUS_SUBMITTED, {APPLICATION_STATUS_SUBMITTED}},
      {APPLICATION_STATUS_ACCEPTED, {APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_IN_PROCESS}},
      {APPLICATION_STATUS_IN_PROCESS, {APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_IN_PROCESS}},
  };
  static const auto* none = new std::set<int>;
  const auto found = shown->find(status);
  return found == shown->end() ? *none : found->second;
}

bool IsShown(ApplicationStatus at_gateway, ApplicationStatus at_portal) {
  return at_gateway == at_portal || ShownFor(at_gateway).count(at_portal) > 0;
}

const PortalRecord* RecordOf(const Ledger& ledger, const std::string& dossier_id) {
  const auto* run = Find(ledger.runs, dossier_id);
  return run != nullptr && run->has_portal() ? &run->portal() : nullptr;
}

// Calls `look` with every dossier that the gateway registered at the portal.
template <class Look>
void ForEachRegistered(const Ledger& ledger, Look look) {
  if (!ledger.Saw(kPortal)) return;
  for (const auto& [id, dossier] : ledger.dossiers) {
    if (const PortalRecord* record = RecordOf(ledger, id)) {
      look(dossier, *record, Find(ledger.portal_dossiers, dossier.dossier_code()));
    }
  }
}

void Registered(const Ledger& ledger, Findings& found) {
  ForEachRegistered(ledger, [&](const Dossier& dossier, const PortalRecord& record, const PortalDossier* shown) {
    found.Unless(shown != nullptr, AtDossier(dossier.dossier_id()),
                 absl::StrCat("It was registered at the portal, which has no dossier ", dossier.dossier_code(), "."),
                 absl::StrCat("Hồ sơ đã đăng ký ở Cổng nhưng Cổng không có hồ sơ ", dossier.dossier_code(), "."));
    if (shown == nullptr) return;
    found.Unless(shown->sequence() <= record.sequence() && shown->applicant().pin() == dossier.applicant().pin(),
                 AtPortal(*shown, dossier.dossier_id()),
                 "It has heard of a report that the gateway never made, or is another person's.",
                 "Cổng đã nhận báo cáo mà phần mềm liên thông chưa lập, hoặc hồ sơ là của người khác.");
  });
}

// The last report has come, and was taken.
bool IsUpToDate(const PortalRecord& record, const PortalDossier& shown) {
  return !record.on_its_way() && shown.sequence() == record.sequence();
}

void Status(const Ledger& ledger, Findings& found) {
  ForEachRegistered(ledger, [&](const Dossier& dossier, const PortalRecord& record, const PortalDossier* shown) {
    if (shown == nullptr || !IsUpToDate(record, *shown)) return;
    const Place place = AtPortal(*shown, dossier.dossier_id());
    found.Unless(IsShown(dossier.status(), shown->status()), place,
                 absl::StrCat("It shows ", StatusName(shown->status()), ", the gateway has ",
                              StatusName(dossier.status()), "."),
                 absl::StrCat("Cổng hiển thị ", StatusName(shown->status()), ", phần mềm liên thông có ",
                              StatusName(dossier.status()), "."));
    for (const gateway::v1::Part& part : dossier.parts()) {
      for (const PortalDossierPart& told : shown->parts()) {
        if (told.part() != part.task() || IsShown(part.status(), told.status())) continue;
        found.Add(place,
                  absl::StrCat("Part ", part.task(), " shows ", StatusName(told.status()), ", the gateway has ",
                               StatusName(part.status()), "."),
                  absl::StrCat("Phần ", part.task(), " hiển thị ", StatusName(told.status()),
                               ", phần mềm liên thông có ", StatusName(part.status()), "."));
      }
    }
  });
}

// A report that the portal refused is a line in the dossier's history; one that is lost is repeated.
void Told(const Ledger& ledger, Findings& found) {
  ForEachRegistered(ledger, [&](const Dossier& dossier, const PortalRecord& record, const PortalDossier*) {
    const bool row = ledger.HasRowOf(kGateway, absl::StrCat("portal/", dossier.dossier_id()));
    found.Unless(record.on_its_way() == row, AtDossier(dossier.dossier_id()),
                 row ? "A report to the portal is planned that the dossier doesn't know of."
                     : "A report to the portal counts as on its way, and no agenda row carries it.",
                 row ? "Có báo cáo tới Cổng trong lịch mà hồ sơ không biết."
                     : "Báo cáo tới Cổng được coi là đang gửi nhưng không có trong lịch.");
  });
}

using Documents = std::map<std::string, std::set<std::string>>;

// Numbers of the documents delivered to the portal, by dossier code.
Documents DeliveredDocuments(const Ledger& ledger) {
  Documents documents;
  for (const auto& [key, result] : ledger.portal_results) {
    documents[result.dossier_code()].insert(absl::StrCat(result.part(), "/", result.document().kind(), "/",
                                                         result.document().number()));
  }
  return documents;
}

void Results(const Ledger& ledger, Findings& found) {
  const Documents documents = DeliveredDocuments(ledger);
  ForEachRegistered(ledger, [&](const Dossier& dossier, const PortalRecord& record, const PortalDossier*) {
    const auto held = documents.find(dossier.dossier_code());
    const std::set<std::string> delivered(record.delivered().begin(), record.delivered().end());
    for (const gateway::v1::Part& part : dossier.parts()) {
      const auto* kept = Find(ledger.part_results, part.application_id());
      if (kept == nullptr || delivered.count(part.application_id()) == 0) continue;
      for (const Document& document : kept->documents()) {
        const std::string name = absl::StrCat(part.task(), "/", document.kind(), "/", document.number());
        found.Unless(held != documents.end() && held->second.count(name) > 0, AtDossier(dossier.dossier_id()),
                     absl::StrCat("Document ", name, " was delivered to the portal, which doesn't hold it."),
                     absl::StrCat("Giấy tờ ", name, " đã chuyển tới Cổng nhưng Cổng không có."));
      }
    }
  });
}

void Counts(const Ledger& ledger, Findings& found) {
  std::map<std::string, int64_t> results;
  std::map<std::string, int64_t> notifications;
  for (const auto& [key, result] : ledger.portal_results) ++results[result.dossier_code()];
  for (const auto& [key, sent] : ledger.portal_notifications) ++notifications[sent.dossier_code()];
  for (const auto& [code, dossier] : ledger.portal_dossiers) {
    found.Unless(dossier.results() == results[code] && dossier.notifications() == notifications[code],
                 AtPortal(dossier, ""),
                 absl::StrCat("It counts ", dossier.notifications(), " notifications and ", dossier.results(),
                              " results; there are ", notifications[code], " and ", results[code], "."),
                 absl::StrCat("Hồ sơ đếm ", dossier.notifications(), " thông báo và ", dossier.results(),
                              " kết quả; thực tế có ", notifications[code], " và ", results[code], "."));
  }
}

}  // namespace

Invariants PortalInvariants() {
  return {
      {"portal.registered", "A dossier registered at the portal is there, its applicant's, and hears of nothing else.",
       "Hồ sơ đã đăng ký ở Cổng có ở đó, đúng người nộp, và không nhận báo cáo nào khác.", "Decree 63/2024; D.2",
       Registered},
      {"portal.status", "The portal shows the status of dossier and parts that was last reported.",
       "Cổng hiển thị đúng trạng thái hồ sơ và các phần đã báo lần cuối.", "domain D.1, D.2", Status},
      {"portal.told", "A report on its way to the portal is in the agenda, and no other is.",
       "Báo cáo đang gửi tới Cổng có trong lịch, và không có báo cáo nào khác.",
       "simulator: deferred work is an agenda row", Told},
      {"portal.results", "Every document delivered to the portal is in the citizen's store.",
       "Mọi giấy tờ đã chuyển tới Cổng có trong kho dữ liệu của công dân.", "Decree 45/2020; Decree 107/2021", Results},
      {"portal.counts", "The portal's counters are the numbers of notifications and results it holds.",
       "Số đếm của Cổng đúng bằng số thông báo và kết quả đang có.", "simulator: nothing is sent twice", Counts},
  };
}

}  // namespace lienthong::coherence
