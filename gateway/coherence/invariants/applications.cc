// Every application at every desk: its history, who must act next, what was decided.
#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "services/base/applications/transitions.h"
#include "services/base/world/times.h"

namespace lienthong::coherence {
namespace {

using namespace applications::v1;  // NOLINT: statuses and actors

template <class Look>
void ForEachApplication(const Ledger& ledger, Look look) {
  for (const auto& [agency, desk] : ledger.desks) {
    for (const auto& [id, application] : desk.applications) look(AtApplication(agency, id), application, desk);
  }
}

// A line may remark on work that goes on.
bool MayCome(ApplicationStatus from, ApplicationStatus to) {
  return lienthong::applications::MayFollow(from, to) ||
         (from == to && to == APPLICATION_STATUS_IN_PROCESS);
}

void ExpectLegal(const Place& place, const Application& application, Findings& found) {
  ApplicationStatus before = APPLICATION_STATUS_UNSPECIFIED;
  absl::Time at = absl::InfinitePast();
  for (const StatusChange& line : application.history()) {
    found.Unless(MayCome(before, line.status()), place,
                 absl::StrCat("Status ", StatusName(line.status()), " can't follow ", StatusName(before), "."),
                 absl::StrCat("Trạng thái ", StatusName(line.status()), " không thể đến sau ", StatusName(before), "."));
    found.Unless(FromProto(line.at()) >= at, place, "The history runs backward in time.",
                 "Lịch sử hồ sơ đi ngược thời gian.");
    before = line.status();
    at = FromProto(line.at());
  }
  found.Unless(before == application.status(), place,
               absl::StrCat("It stands at ", StatusName(application.status()), ", its history ends with ",
                            StatusName(before), "."),
               absl::StrCat("Hồ sơ ở trạng thái ", StatusName(application.status()), " nhưng lịch sử kết thúc ở ",
                            StatusName(before), "."));
  found.Unless(application.sequence() == application.history_size(), place,
               absl::StrCat("Its sequence is ", application.sequence(), ", its history has ",
                            application.history_size(), " lines."),
               absl::StrCat("Số thứ tự là ", application.sequence(), " nhưng lịch sử có ", application.history_size(),
                            " dòng."));
}

void History(const Ledger& ledger, Findings& found) {
  ForEachApplication(ledger, [&](const Place& place, const Application& application, const DeskRows&) {
    ExpectLegal(place, application, found);
  });
}

void Actor(const Ledger& ledger, Findings& found) {
  ForEachApplication(ledger, [&](const Place& place, const Application& application, const DeskRows&) {
    const auto usual = lienthong::applications::NextActor(application.status());
    const bool elsewhere = application.next_actor() == ACTOR_AGENCY && usual == ACTOR_OFFICER;
    found.Unless(application.next_actor() == usual || elsewhere, place,
                 absl::StrCat("At ", StatusName(application.status()), " the next actor is ",
                              NameOf(Actor_descriptor(), application.next_actor()), "."),
                 absl::StrCat("Ở trạng thái ", StatusName(application.status()), ", người phải làm tiếp là ",
                              NameOf(Actor_descriptor(), application.next_actor()), "."));
    found.Unless(elsewhere == !application.waiting_for().empty(), place,
                 "It waits for another agency without naming it, or names one without waiting.",
                 "Hồ sơ chờ cơ quan khác mà không nêu tên, hoặc nêu tên mà không chờ.");
  });
}

void Decided(const Ledger& ledger, Findings& found) {
  ForEachApplication(ledger, [&](const Place& place, const Application& application, const DeskRows&) {
    const bool granted = IsGranted(application.status());
    found.Unless(granted == application.has_result(), place,
                 granted ? "It was granted without a result." : "It has a result and was not granted.",
                 granted ? "Hồ sơ đã giải quyết nhưng không có kết quả." : "Hồ sơ có kết quả nhưng chưa được giải quyết.");
    found.Unless(!granted || !application.documents().empty(), place, "It was granted without a document.",
                 "Hồ sơ đã giải quyết nhưng không có giấy tờ kết quả.");
    found.Unless(IsRefused(application.status()) == (application.reason() != common::v1::REASON_UNSPECIFIED), place,
                 "A refusal has a reason, and nothing else has one.",
                 "Chỉ hồ sơ bị từ chối hoặc dừng mới có lý do, và phải có lý do.");
  });
}

bool IsOpen(const SupplementRequest& request) { return !request.has_answered_at(); }

void Supplements(const Ledger& ledger, Findings& found) {
  ForEachApplication(ledger, [&](const Place& place, const Application& application, const DeskRows& desk) {
    if (application.status() != APPLICATION_STATUS_SUPPLEMENT_REQUESTED) return;
    const bool asked = !application.supplements().empty() && IsOpen(*application.supplements().rbegin());
    found.Unless(asked, place, "It waits for a supplement that was not asked for.",
                 "Hồ sơ chờ bổ sung nhưng không có yêu cầu bổ sung còn mở.");
    const DeskState* state = Find(desk.states, application.application_id());
    found.Unless(state != nullptr && !state->deadline_row().empty(), place,
                 "It waits for a supplement without a deadline.", "Hồ sơ chờ bổ sung nhưng không có thời hạn.");
  });
}

// Rows that the desk means to cancel later must be there.
void Desk(const Ledger& ledger, Findings& found) {
  ForEachApplication(ledger, [&](const Place& place, const Application&, const DeskRows& desk) {
    found.Unless(desk.states.count(place.key) > 0, place, "The desk has no notes on it.",
                 "Bàn xử lý không có ghi chép về hồ sơ này.");
  });
  for (const auto& [agency, desk] : ledger.desks) {
    for (const auto& [id, state] : desk.states) {
      const Place place{agency, "application-desk", id, id};
      found.Unless(desk.applications.count(id) > 0, place, "The desk has notes on no application.",
                   "Bàn xử lý có ghi chép về một hồ sơ không tồn tại.");
      for (const std::string& row : {state.officer_row(), state.deadline_row()}) {
        found.Unless(row.empty() || ledger.HasRow(agency, row), place,
                     "The officer's act or the deadline it counts on is not in the agenda.",
                     "Việc của cán bộ hoặc thời hạn được ghi không có trong lịch.");
      }
    }
  }
}

}  // namespace

Invariants ApplicationInvariants() {
  return {
      {"application.history", "Every status of an application may follow the one before, and the last is where it stands.",
       "Mỗi trạng thái của hồ sơ đến hợp lệ từ trạng thái trước, và trạng thái cuối là trạng thái hiện tại.",
       "domain D.1 with the additions of J", History},
      {"application.actor", "An application says who must act next, as its status demands.",
       "Hồ sơ nêu ai phải làm tiếp, đúng với trạng thái.", "simulator: never stuck without a name on it", Actor},
      {"application.decided", "What was granted has result and documents, what was refused a reason.",
       "Hồ sơ được giải quyết có kết quả và giấy tờ, hồ sơ bị từ chối có lý do.", "Decree 61/2018", Decided},
      {"application.supplement", "An application that waits for a supplement has an open request and a deadline.",
       "Hồ sơ chờ bổ sung có yêu cầu còn mở và thời hạn.", "Decree 63/2024: seven working days", Supplements},
      {"application.desk", "Application and desk know of each other, and what the desk has planned is in the agenda.",
       "Hồ sơ và bàn xử lý biết nhau, và việc đã định có trong lịch.", "simulator: deferred work is an agenda row", Desk},
  };
}

}  // namespace lienthong::coherence
