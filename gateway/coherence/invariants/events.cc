// Events between offices: what was told was heard, what was heard was told.
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "services/base/applications/case.h"
#include "services/base/applications/events.h"

namespace lienthong::coherence {
namespace {

using applications::v1::Application;

constexpr char kSourcePrefix[] = "urn:lienthong:";

std::string SourceOf(const Application& application) {
  const std::string source = absl::StrCat(kSourcePrefix, application.agency());
  return application.tenant().empty() ? source : absl::StrCat(source, ":", application.tenant());
}

// On its way, or to be told again.
bool IsUnderWay(const Ledger& ledger, const Application& application, int64_t sequence) {
  const auto rows =
      ledger.rows_of_owner.find({application.agency(), OwnerOfApplication(application.application_id())});
  if (rows == ledger.rows_of_owner.end()) return false;
  for (const size_t at : rows->second) {
    const control::v1::Row& row = ledger.agenda[at].row;
    applications::v1::EventDelivery delivery;
    if (row.continuation() != applications::kEventContinuation || !delivery.ParseFromString(row.arguments())) continue;
    if (delivery.sequence() == sequence) return true;
  }
  return false;
}

// Whoever submitted has learned of the change in another way: it read the application, or was answered.
bool IsKnownOtherwise(const Ledger& ledger, const Application& application, int64_t sequence) {
  if (application.notify() == kOneStop) {
    for (const auto& [id, dossier] : ledger.forwarded) {
      if (dossier.forwarded_id() == application.application_id()) return dossier.heard_sequence() >= sequence;
    }
    return false;
  }
  const auto* dossier = Find(ledger.dossiers, RootOf(application.application_id()));
  if (dossier == nullptr) return false;
  for (const auto& part : dossier->parts()) {
    if (part.application_id() == application.application_id()) return part.sequence() >= sequence;
  }
  return false;
}

void Received(const Ledger& ledger, Findings& found) {
  for (const auto& [agency, desk] : ledger.desks) {
    for (const auto& [id, application] : desk.applications) {
      if (application.notify().empty() || !ledger.Saw(application.notify())) continue;
      const auto inbox = ledger.inboxes.find(application.notify());
      for (int64_t sequence = 2; sequence <= application.sequence(); ++sequence) {
        const std::pair<std::string, std::string> event{SourceOf(application), absl::StrCat(id, "/", sequence)};
        const bool seen = inbox != ledger.inboxes.end() && inbox->second.count(event) > 0;
        if (seen || IsUnderWay(ledger, application, sequence)) continue;
        found.Unless(IsKnownOtherwise(ledger, application, sequence), AtApplication(agency, id),
                     absl::StrCat("Change ", sequence, " never reached ", application.notify(), "."),
                     absl::StrCat("Thay đổi ", sequence, " chưa bao giờ tới ", application.notify(), "."));
      }
    }
  }
}

// The application of this simulator that an event's id names; null for a stranger's.
const Application* SenderOf(const Ledger& ledger, const std::string& source, const std::string& id, int64_t* sequence) {
  const std::vector<std::string> address = absl::StrSplit(source, ':');
  const std::vector<std::string> name = absl::StrSplit(id, '/');
  if (!absl::StartsWith(source, kSourcePrefix) || address.size() < 3 || name.size() != 2) return nullptr;
  if (!absl::SimpleAtoi(name[1], sequence)) return nullptr;
  return ledger.FindApplication(address[2], name[0]);
}

void Sent(const Ledger& ledger, Findings& found) {
  for (const auto& [receiver, events] : ledger.inboxes) {
    for (const auto& [source, id] : events) {
      int64_t sequence = 0;
      const Application* sender = SenderOf(ledger, source, id, &sequence);
      if (sender == nullptr) continue;
      found.Unless(sequence <= sender->sequence(),
                   {receiver, "event-seen", absl::StrCat(source, " ", id), sender->application_id()},
                   absl::StrCat("It tells of change ", sequence, ", and the sender has had ", sender->sequence(), "."),
                   absl::StrCat("Sự kiện báo thay đổi ", sequence, " nhưng bên gửi mới có ", sender->sequence(), "."));
    }
  }
}

}  // namespace

Invariants EventInvariants() {
  return {
      {"event.received", "Every change of an application is known to whoever submitted it, or on its way there.",
       "Mỗi thay đổi của hồ sơ đã được bên nộp biết, hoặc đang trên đường tới đó.",
       "simulator: events come at least once", Received},
      {"event.sent", "Every event taken in tells of a change that its sender has made.",
       "Mỗi sự kiện đã nhận báo một thay đổi mà bên gửi đã thực hiện.", "simulator: events come from commits", Sent},
  };
}

}  // namespace lienthong::coherence
