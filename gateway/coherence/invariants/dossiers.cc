// Dossiers at the gateway: their runs, their parts, and the applications behind the parts.
#include <set>

#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"

namespace lienthong::coherence {
namespace {

using namespace applications::v1;  // NOLINT: statuses and actors
using gateway::v1::Dossier;
using gateway::v1::DossierRun;
using gateway::v1::FollowedApplication;
using gateway::v1::Part;

bool IsFinished(const Dossier& dossier) { return dossier.outcome() != gateway::v1::DOSSIER_OUTCOME_UNSPECIFIED; }

std::string OwnerOf(const Dossier& dossier) { return absl::StrCat("dossier/", dossier.dossier_id()); }

void Run(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    const DossierRun* run = Find(ledger.runs, id);
    found.Unless(run != nullptr, AtDossier(id), "The dossier has no workflow run.", "Hồ sơ không có lượt chạy quy trình.");
    if (run == nullptr) continue;
    const bool waits = run->state().phase() == gateway::v1::RUN_PHASE_WAITING;
    found.Unless(IsFinished(dossier) || waits, AtDossier(id),
                 "The dossier is open and its run is over.", "Hồ sơ còn mở nhưng lượt chạy đã kết thúc.");
  }
  for (const auto& [id, run] : ledger.runs) {
    found.Unless(Find(ledger.dossiers, id) != nullptr, {kGateway, "dossier-run", id, id},
                 "The run is of no dossier.", "Lượt chạy không thuộc hồ sơ nào.");
  }
}

void Rows(const Ledger& ledger, Findings& found) {
  for (const auto& [id, run] : ledger.runs) {
    const Place place{kGateway, "dossier-run", id, id};
    for (const auto& [token, row] : run.rows()) {
      found.Unless(ledger.HasRow(kGateway, row), place,
                   absl::StrCat("Wait ", token, " counts on an agenda row that is not there."),
                   absl::StrCat("Điểm chờ ", token, " dựa vào một việc không có trong lịch."));
    }
  }
}

// An applicant, or an officer at an office: whoever the part says, and the agenda or that office will go on from there.
bool HasNext(const Ledger& ledger, const Dossier& dossier, const Part& part) {
  if (part.next_actor() == ACTOR_APPLICANT) return true;
  if (ledger.HasRowOf(kGateway, OwnerOf(dossier))) return true;
  const Application* there = ledger.FindApplication(part.agency(), part.application_id());
  return there == nullptr ? !ledger.HoldsAll(part.agency()) : !IsOver(there->status());
}

bool GoesOn(const Ledger& ledger, const Dossier& dossier) {
  if (ledger.HasRowOf(kGateway, OwnerOf(dossier))) return true;
  for (const Part& part : dossier.parts()) {
    if (!IsOver(part.status()) && HasNext(ledger, dossier, part)) return true;
  }
  return false;
}

void Lives(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    if (IsFinished(dossier)) continue;
    found.Unless(GoesOn(ledger, dossier), AtDossier(id),
                 "Nobody and no agenda row will move it on.",
                 "Không ai và không việc nào trong lịch đưa hồ sơ đi tiếp.");
    const bool named = dossier.next_actor() == ACTOR_APPLICANT || !dossier.waiting_for().empty();
    const bool explained = !dossier.explanation().en().empty() && !dossier.explanation().vi().empty();
    found.Unless(named && explained, AtDossier(id), "It doesn't say why it waits and who must act next.",
                 "Hồ sơ không nêu vì sao chờ và ai phải làm tiếp.");
  }
}

void History(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    const auto* history = Find(ledger.histories, id);
    bool whole = history != nullptr && static_cast<int64_t>(history->size()) == dossier.sequence();
    for (int64_t i = 0; whole && i < dossier.sequence(); ++i) whole = (*history)[i] == i + 1;
    found.Unless(whole, AtDossier(id), absl::StrCat("Its history hasn't the lines 1 to ", dossier.sequence(), "."),
                 absl::StrCat("Lịch sử hồ sơ không đủ các dòng từ 1 đến ", dossier.sequence(), "."));
  }
  for (const auto& [id, lines] : ledger.histories) {
    found.Unless(Find(ledger.dossiers, id) != nullptr, {kGateway, "dossier-event", id, id},
                 "The history is of no dossier.", "Lịch sử không thuộc hồ sơ nào.");
  }
}

void Linked(const Ledger& ledger, Findings& found) {
  std::set<std::string> parts;
  for (const auto& [id, dossier] : ledger.dossiers) {
    const DossierRun* run = Find(ledger.runs, id);
    for (const Part& part : dossier.parts()) {
      parts.insert(part.application_id());
      const std::string* link = Find(ledger.links, part.application_id());
      const bool followed = run != nullptr && run->applications().count(part.application_id()) > 0;
      found.Unless(link != nullptr && *link == id && followed, AtDossier(id),
                   absl::StrCat("Events of part ", part.application_id(), " don't find the dossier."),
                   absl::StrCat("Sự kiện của phần ", part.application_id(), " không tìm được hồ sơ."));
    }
  }
  for (const auto& [application, id] : ledger.links) {
    found.Unless(parts.count(application) > 0, {kGateway, "dossier-application", application, id},
                 "The application is a part of no dossier.", "Hồ sơ thành phần không thuộc hồ sơ nào.");
  }
}

Place AtPart(const Part& part, const std::string& dossier_id) {
  return {kGateway, "dossier", dossier_id, part.application_id()};
}

void ExpectSame(const Part& part, const Application& there, const Place& place, Findings& found) {
  const bool ahead = part.sequence() > there.sequence();
  const bool other = part.sequence() == there.sequence() && part.status() != there.status();
  found.Unless(!ahead && !other, place,
               absl::StrCat("Part ", part.application_id(), " stands at ", StatusName(part.status()), " by change ",
                            part.sequence(), ", ", part.agency(), " has ", StatusName(there.status()), " by change ",
                            there.sequence(), "."),
               absl::StrCat("Phần ", part.application_id(), " ở ", StatusName(part.status()), " theo thay đổi ",
                            part.sequence(), ", còn ", part.agency(), " có ", StatusName(there.status()),
                            " theo thay đổi ", there.sequence(), "."));
}

void Agrees(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    for (const Part& part : dossier.parts()) {
      if (part.sequence() == 0 || !ledger.Saw(part.agency())) continue;
      const Application* there = ledger.FindApplication(part.agency(), part.application_id());
      if (there != nullptr) ExpectSame(part, *there, AtPart(part, id), found);
      found.Unless(there != nullptr || !ledger.HoldsAll(part.agency()), AtPart(part, id),
                   absl::StrCat(part.agency(), " doesn't have the application of part ", part.application_id(), "."),
                   absl::StrCat(part.agency(), " không có hồ sơ của phần ", part.application_id(), "."));
    }
  }
}

// News that the gateway hasn't heard is brought by an event or asked for; `deadline_row` is when.
bool WillLearn(const Ledger& ledger, const DossierRun* run, const Part& part) {
  if (ledger.HasRowOf(part.agency(), OwnerOfApplication(part.application_id()), "desk.event-delivered")) return true;
  if (run == nullptr) return false;
  const auto followed = run->applications().find(part.application_id());
  return followed != run->applications().end() && !followed->second.deadline_row().empty() &&
         ledger.HasRow(kGateway, followed->second.deadline_row());
}

void Behind(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    for (const Part& part : dossier.parts()) {
      const Application* there = ledger.FindApplication(part.agency(), part.application_id());
      if (there == nullptr || there->sequence() <= part.sequence() || there->status() == part.status()) continue;
      found.Unless(WillLearn(ledger, Find(ledger.runs, id), part), AtPart(part, id),
                   absl::StrCat("Part ", part.application_id(), " stands at ", StatusName(part.status()),
                                " and won't learn of ", StatusName(there->status()), "."),
                   absl::StrCat("Phần ", part.application_id(), " ở ", StatusName(part.status()),
                                " và sẽ không biết về ", StatusName(there->status()), "."));
    }
  }
}

// By outcome: which statuses the whole may have in the end.
bool EndsRightly(const Dossier& dossier) {
  int granted = 0;
  int refused = 0;
  for (const Part& part : dossier.parts()) {
    granted += IsGranted(part.status()) ? 1 : 0;
    refused += IsRefused(part.status()) ? 1 : 0;
  }
  switch (dossier.outcome()) {
    case gateway::v1::DOSSIER_OUTCOME_COMPLETED:
      return dossier.status() == APPLICATION_STATUS_RESULT_RETURNED && granted == dossier.parts_size();
    case gateway::v1::DOSSIER_OUTCOME_COMPLETED_IN_PART:
      return dossier.status() == APPLICATION_STATUS_RESULT_RETURNED && granted > 0 &&
             granted + refused == dossier.parts_size();
    default:
      return IsRefused(dossier.status());
  }
}

// While it is open: that of an open part, or in between two.
bool StandsRightly(const Dossier& dossier) {
  if (dossier.parts().empty()) return dossier.status() == APPLICATION_STATUS_SUBMITTED;
  if (dossier.status() == APPLICATION_STATUS_IN_PROCESS) return true;
  for (const Part& part : dossier.parts()) {
    if (!IsOver(part.status()) && part.status() == dossier.status()) return true;
  }
  return false;
}

void Stands(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    const bool finished = IsFinished(dossier);
    found.Unless(finished ? EndsRightly(dossier) : StandsRightly(dossier), AtDossier(id),
                 absl::StrCat("It stands at ", StatusName(dossier.status()), ", which its parts don't bear out."),
                 absl::StrCat("Hồ sơ ở ", StatusName(dossier.status()), " không phù hợp với các phần."));
    found.Unless(finished == dossier.has_finished_at() && finished == (dossier.next_actor() == ACTOR_NOBODY),
                 AtDossier(id), "End, outcome and next actor disagree.",
                 "Thời điểm kết thúc, kết cục và người phải làm tiếp không khớp.");
  }
}

void Results(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    for (const Part& part : dossier.parts()) {
      if (!IsGranted(part.status())) continue;
      const Part* kept = Find(ledger.part_results, part.application_id());
      const Application* there = ledger.FindApplication(part.agency(), part.application_id());
      const bool same = kept != nullptr && (there == nullptr || kept->result().SerializeAsString() ==
                                                                    there->result().SerializeAsString());
      found.Unless(same, AtPart(part, id),
                   absl::StrCat("The result kept of part ", part.application_id(), " is not what its agency gave."),
                   absl::StrCat("Kết quả lưu của phần ", part.application_id(), " không phải kết quả cơ quan đã cấp."));
    }
  }
}

}  // namespace

Invariants DossierInvariants() {
  return {
      {"dossier.run", "Every dossier has one run, every run a dossier, and an open dossier a run that waits.",
       "Mỗi hồ sơ có một lượt chạy, mỗi lượt chạy một hồ sơ, và hồ sơ còn mở có lượt chạy đang chờ.",
       "simulator: workflows", Run},
      {"dossier.rows", "Every wait of a run is in the agenda.", "Mỗi điểm chờ của lượt chạy có trong lịch.",
       "simulator: deferred work is an agenda row", Rows},
      {"dossier.lives", "An open dossier will be moved on, and says why it waits and who must act next.",
       "Hồ sơ còn mở sẽ được đưa đi tiếp, và nêu vì sao chờ, ai phải làm tiếp.",
       "simulator: never stuck without saying why", Lives},
      {"dossier.history", "A dossier's history has every line from 1 to its sequence.",
       "Lịch sử hồ sơ có đủ mọi dòng từ 1 đến số thứ tự.", "simulator: watchers count on it", History},
      {"dossier.linked", "Every part finds its dossier, and every application linked is a part.",
       "Mỗi phần tìm được hồ sơ, và mỗi hồ sơ thành phần đã liên kết là một phần.", "Decree 63/2024", Linked},
      {"dossier.agrees", "A part stands where its application stands, as of the change it has heard of.",
       "Mỗi phần ở đúng trạng thái của hồ sơ thành phần, theo thay đổi đã biết.", "simulator: sequence orders news",
       Agrees},
      {"dossier.behind", "A change that a part hasn't heard of will be told or asked for.",
       "Thay đổi mà một phần chưa biết sẽ được báo hoặc được hỏi.", "simulator: never stuck without a reason", Behind},
      {"dossier.stands", "Status, outcome and end of a dossier follow from its parts.",
       "Trạng thái, kết cục và thời điểm kết thúc của hồ sơ suy ra từ các phần.", "domain B, D.1", Stands},
      {"dossier.results", "The gateway keeps the result of every granted part as the agency gave it.",
       "Cổng liên thông lưu kết quả của mọi phần đã giải quyết đúng như cơ quan đã cấp.", "Decree 63/2024", Results},
  };
}

}  // namespace lienthong::coherence
