#include "services/portal/dossier_progress.h"

#include <algorithm>
#include <array>
#include <vector>

#include "services/base/applications/transitions.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::portal {
namespace {

using applications::v1::ApplicationStatus;

constexpr int kStatuses = applications::v1::ApplicationStatus_ARRAYSIZE;
using Reach = std::array<std::array<bool, kStatuses>, kStatuses>;

// The transitive closure of the desk's transitions (Warshall).
Reach ClosureOfTransitions() {
  Reach reach{};
  for (int from = 0; from < kStatuses; ++from) {
    for (int to = 0; to < kStatuses; ++to) {
      const auto step = [](int status) { return static_cast<ApplicationStatus>(status); };
      reach[from][to] = applications::MayFollow(step(from), step(to));
    }
  }
  for (int via = 0; via < kStatuses; ++via) {
    for (int from = 0; from < kStatuses; ++from) {
      for (int to = 0; to < kStatuses; ++to) reach[from][to] |= reach[from][via] && reach[via][to];
    }
  }
  return reach;
}

// Statuses that an agency gives only to what it has taken in.
bool IsTakenIn(ApplicationStatus status) {
  switch (status) {
    case applications::v1::APPLICATION_STATUS_ACCEPTED:
    case applications::v1::APPLICATION_STATUS_IN_PROCESS:
    case applications::v1::APPLICATION_STATUS_PAYMENT_REQUESTED:
    case applications::v1::APPLICATION_STATUS_COMPLETED:
    case applications::v1::APPLICATION_STATUS_RESULT_RETURNED:
      return true;
    default:
      return false;
  }
}

absl::Status CheckMove(ApplicationStatus from, ApplicationStatus to) {
  if (MayHaveCome(from, to)) return absl::OkStatus();
  return applications::TransitionNotAllowed(from, applications::v1::ApplicationStatus_Name(to));
}

// Refused, stopped or withdrawn.
bool EndsWithoutResult(ApplicationStatus status) {
  return status == applications::v1::APPLICATION_STATUS_STOPPED ||
         status == applications::v1::APPLICATION_STATUS_NOT_ACCEPTED;
}

// What the whole and a part share.
template <class News, class Row>
void TakeOver(const News& news, Row& row) {
  row.set_status(news.status());
  row.set_reason(news.reason());
  row.clear_note();
  if (news.has_note()) *row.mutable_note() = news.note();
  if (news.has_due_at()) *row.mutable_due_at() = news.due_at();
  if (news.sequence() != 0) row.set_sequence(news.sequence());
}

void AddToHistory(const v1::UpdateDossierStatusRequest& update, const google::protobuf::Timestamp& at,
                  const std::string& by, v1::PortalDossier& dossier) {
  applications::v1::StatusChange& change = *dossier.add_history();
  change.set_status(update.status());
  *change.mutable_at() = at;
  change.set_by(by);
  change.set_reason(update.reason());
  if (update.has_note()) *change.mutable_note() = update.note();
}

v1::PortalDossierPart* FindPart(const std::string& name, v1::PortalDossier& dossier) {
  auto& parts = *dossier.mutable_parts();
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.part() == name; });
  return found == parts.end() ? nullptr : &*found;
}

v1::PortalDossierPart& AddPart(const v1::PortalDossierPart& news, v1::PortalDossier& dossier) {
  v1::PortalDossierPart& part = *dossier.add_parts();
  part.set_part(news.part());
  part.set_agency(news.agency());
  part.set_procedure_code(news.procedure_code());
  if (news.has_title()) *part.mutable_title() = news.title();
  part.set_status(applications::v1::APPLICATION_STATUS_SUBMITTED);
  return part;
}

absl::Status MovePart(const v1::PortalDossierPart& news, const google::protobuf::Timestamp& at,
                      v1::PortalDossier& dossier) {
  v1::PortalDossierPart* part = FindPart(news.part(), dossier);
  if (part == nullptr && news.agency().empty()) return InvalidField("agency", "is required when the part is new");
  if (part == nullptr) part = &AddPart(news, dossier);
  if (IsStale(part->sequence(), news.sequence())) return absl::OkStatus();
  RETURN_IF_ERROR(CheckMove(part->status(), news.status()));
  TakeOver(news, *part);
  *part->mutable_updated_at() = at;
  return absl::OkStatus();
}

// Parts that no agency has ever seen end with the whole.
void EndParts(const google::protobuf::Timestamp& at, v1::PortalDossier& dossier) {
  for (v1::PortalDossierPart& part : *dossier.mutable_parts()) {
    if (part.status() != applications::v1::APPLICATION_STATUS_SUBMITTED || part.sequence() != 0) continue;
    part.set_status(applications::v1::APPLICATION_STATUS_STOPPED);
    part.set_reason(dossier.reason());
    *part.mutable_updated_at() = at;
  }
}

absl::Status MoveWhole(const v1::UpdateDossierStatusRequest& update, const google::protobuf::Timestamp& at,
                       const std::string& by, v1::PortalDossier& dossier) {
  if (IsStale(dossier.sequence(), update.sequence())) return absl::OkStatus();
  RETURN_IF_ERROR(CheckMove(dossier.status(), update.status()));
  if (dossier.status() != update.status()) AddToHistory(update, at, by, dossier);
  TakeOver(update, dossier);
  if (IsTakenIn(update.status()) && !dossier.has_received_at()) *dossier.mutable_received_at() = at;
  const bool named = update.next_actor() != applications::v1::ACTOR_UNSPECIFIED;
  dossier.set_next_actor(named ? update.next_actor() : applications::NextActor(update.status()));
  return absl::OkStatus();
}

// An update of one part, in the form of those that come along with the whole.
v1::PortalDossierPart OnePart(const v1::UpdateDossierStatusRequest& update) {
  v1::PortalDossierPart part;
  part.set_part(update.part());
  part.set_agency(update.agency());
  TakeOver(update, part);
  return part;
}

}  // namespace

bool MayHaveCome(ApplicationStatus from, ApplicationStatus to) {
  static const Reach reach = ClosureOfTransitions();
  return from == to || reach[from][to];
}

bool IsStale(int64_t last_sequence, int64_t sequence) { return sequence != 0 && sequence <= last_sequence; }

absl::Status Move(const v1::UpdateDossierStatusRequest& update, const google::protobuf::Timestamp& at,
                  const std::string& by, v1::PortalDossier& dossier) {
  if (!update.part().empty()) return MovePart(OnePart(update), at, dossier);
  for (const v1::PortalDossierPart& part : update.parts()) RETURN_IF_ERROR(MovePart(part, at, dossier));
  RETURN_IF_ERROR(MoveWhole(update, at, by, dossier));
  if (EndsWithoutResult(dossier.status())) EndParts(at, dossier);
  return absl::OkStatus();
}

}  // namespace lienthong::portal
