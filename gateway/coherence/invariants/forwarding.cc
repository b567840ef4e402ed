// Dossiers that the one-stop passed on to the agency that decides.
#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "lienthong/applications/v1/application_service.pb.h"

namespace lienthong::coherence {
namespace {

using applications::v1::Application;
using one_stop::v1::ForwardedDossier;

Place AtForwarded(const ForwardedDossier& dossier) {
  return {kOneStop, "forwarded", dossier.application_id(), dossier.application_id()};
}

void Known(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.forwarded) {
    found.Unless(ledger.FindApplication(kOneStop, id) != nullptr, AtForwarded(dossier),
                 "It was passed on without an application at the desk.",
                 "Hồ sơ được chuyển đi nhưng không có ở bộ phận một cửa.");
    const bool answered = dossier.heard_sequence() > 0 && ledger.Saw(dossier.agency());
    found.Unless(!answered || ledger.FindApplication(dossier.agency(), dossier.forwarded_id()) != nullptr,
                 AtForwarded(dossier),
                 absl::StrCat("Agency ", dossier.agency(), " has answered about ", dossier.forwarded_id(),
                              " and doesn't have it."),
                 absl::StrCat("Cơ quan ", dossier.agency(), " đã trả lời về ", dossier.forwarded_id(),
                              " nhưng không có hồ sơ đó."));
  }
}

void Heard(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.forwarded) {
    const Application* there = ledger.FindApplication(dossier.agency(), dossier.forwarded_id());
    if (there == nullptr) continue;
    const bool ahead = dossier.heard_sequence() > there->sequence();
    const bool other = dossier.heard_sequence() == there->sequence() && dossier.heard() != there->status();
    found.Unless(!ahead && !other, AtForwarded(dossier),
                 absl::StrCat("It heard of ", StatusName(dossier.heard()), " as change ", dossier.heard_sequence(),
                              ", the agency has ", StatusName(there->status()), " as change ", there->sequence(), "."),
                 absl::StrCat("Một cửa nghe ", StatusName(dossier.heard()), " ở lần ", dossier.heard_sequence(),
                              ", cơ quan giải quyết có ", StatusName(there->status()), " ở lần ", there->sequence(),
                              "."));
  }
}

// Somebody will bring the agency's word, or ask for it.
bool IsFollowed(const Ledger& ledger, const ForwardedDossier& dossier) {
  return dossier.held() || ledger.HasRowOf(kOneStop, OwnerOfApplication(dossier.application_id())) ||
         ledger.HasRowOf(dossier.agency(), OwnerOfApplication(dossier.forwarded_id()));
}

void Followed(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.forwarded) {
    const Application* here = ledger.FindApplication(kOneStop, id);
    if (here == nullptr || here->next_actor() != applications::v1::ACTOR_AGENCY) continue;
    found.Unless(IsFollowed(ledger, dossier), AtForwarded(dossier),
                 absl::StrCat("It waits for ", dossier.agency(), ", and no agenda row will bring or ask for its word."),
                 absl::StrCat("Hồ sơ chờ ", dossier.agency(), " nhưng không còn việc nào trong lịch để nhận hoặc hỏi."));
  }
}

void Rows(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.forwarded) {
    const Application* here = ledger.FindApplication(kOneStop, id);
    if (here == nullptr || IsOver(here->status())) continue;
    for (const std::string& row : {dossier.delivery_row(), dossier.poll_row()}) {
      found.Unless(row.empty() || ledger.HasRow(kOneStop, row), AtForwarded(dossier),
                   "The delivery or poll it counts on is not in the agenda.",
                   "Lần chuyển hoặc lần hỏi được ghi không có trong lịch.");
    }
  }
}

void Same(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.forwarded) {
    const Application* here = ledger.FindApplication(kOneStop, id);
    const Application* there = ledger.FindApplication(dossier.agency(), dossier.forwarded_id());
    if (here == nullptr || there == nullptr || !IsGranted(here->status())) continue;
    found.Unless(IsGranted(there->status()) && here->result().SerializeAsString() == there->result().SerializeAsString(),
                 AtForwarded(dossier),
                 absl::StrCat("It was granted here with a result that ", dossier.agency(), " didn't give."),
                 absl::StrCat("Hồ sơ có kết quả mà ", dossier.agency(), " không cấp."));
  }
}

void Receipts(const Ledger& ledger, Findings& found) {
  for (const auto& [code, entry] : ledger.receipts) {
    const Application* application = ledger.FindApplication(kOneStop, entry.application_id());
    found.Unless(application != nullptr && application->receipt_code() == code,
                 {kOneStop, "receipt", code, entry.application_id()},
                 "The receipt is for an application that has another code, or is not there.",
                 "Giấy tiếp nhận thuộc về hồ sơ không có hoặc mang mã khác.");
  }
  const auto desk = ledger.desks.find(kOneStop);
  if (desk == ledger.desks.end()) return;
  for (const auto& [id, application] : desk->second.applications) {
    found.Unless(application.receipt_code().empty() || Find(ledger.receipts, application.receipt_code()) != nullptr,
                 AtApplication(kOneStop, id), "Its receipt code is in no entry.",
                 "Mã tiếp nhận của hồ sơ không có trong sổ tiếp nhận.");
  }
}

}  // namespace

Invariants ForwardingInvariants() {
  return {
      {"forwarding.application", "A dossier passed on is an application here, and, once answered, one there.",
       "Hồ sơ được chuyển đi có ở một cửa và, khi đã được trả lời, có ở cơ quan giải quyết.",
       "Decree 61/2018; Decree 63/2024", Known},
      {"forwarding.heard", "What the one-stop heard of a dossier is what the deciding agency has.",
       "Điều một cửa biết về hồ sơ đúng như cơ quan giải quyết có.", "simulator: sequence orders news", Heard},
      {"forwarding.followed", "A dossier that waits for the deciding agency is told of or asked for.",
       "Hồ sơ chờ cơ quan giải quyết sẽ được báo hoặc được hỏi.", "simulator: never stuck without a reason", Followed},
      {"forwarding.rows", "Every delivery or poll that the one-stop counts on is in the agenda.",
       "Mỗi lần chuyển hoặc hỏi mà một cửa đã định có trong lịch.", "simulator: deferred work is an agenda row", Rows},
      {"forwarding.same", "What the one-stop returns is what the deciding agency granted.",
       "Kết quả một cửa trả đúng là kết quả cơ quan giải quyết đã cấp.", "Decree 61/2018", Same},
      {"forwarding.receipt", "Every receipt belongs to one application, and every application to its receipt.",
       "Mỗi giấy tiếp nhận thuộc một hồ sơ và ngược lại.", "Decree 61/2018", Receipts},
  };
}

}  // namespace lienthong::coherence
