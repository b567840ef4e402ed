#include "gateway/dossier/part_calls.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gateway/dossier/conductor.h"
#include "gateway/dossier/part_news.h"
#include "gateway/dossier/request_filling.h"
#include "google/rpc/error_details.pb.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "seeds/calendar/working_calendar.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses
using gateway::v1::RunWait;

constexpr char kDesk[] = "lienthong.applications.v1.ApplicationService/";
constexpr absl::Duration kTimeout = absl::Seconds(30);
// An office that is closed or out of reach is tried again after this, unless it says when.
constexpr absl::Duration kTryAgainAfter = absl::Minutes(15);
// An agency is late when this has passed after its deadline: its event may be on the way.
constexpr absl::Duration kGrace = absl::Minutes(1);

agenda::Work WorkOf(const CaseFile& file, const Part& part, absl::Time due, control::v1::RowKind kind,
                    const char* continuation, RunWait wait = {}) {
  wait.set_dossier_id(file.id());
  wait.set_application_id(part.application_id());
  agenda::Work work;
  work.due = due;
  work.kind = kind;
  work.owner = OwnerOf(file);
  work.continuation = continuation;
  work.arguments = wait.SerializeAsString();
  work.run = file.id();
  return work;
}

std::string SeatFor(const FollowedApplication& followed) { return SeatOf(followed.method(), followed.request()); }

agenda::Work Delivery(CaseFile& file, const Part& part, absl::Time due, control::v1::RowKind kind) {
  const FollowedApplication& followed = *file.Followed(part.application_id());
  control::v1::RowCall call;
  call.set_method(followed.method());
  call.set_request_id(followed.request_id());
  call.set_body(WithRequestId(followed.method(), followed.request(), followed.request_id()));
  call.set_to(SeatFor(followed));
  call.set_purpose(followed.purpose());
  *call.mutable_timeout() = ToProto(kTimeout);
  agenda::Work work = WorkOf(file, part, due, kind, kSubmitted);
  work.call = std::move(call);
  return work;
}

agenda::Work ActionAt(CaseFile& file, const Part& part, absl::Time due, control::v1::RowKind kind,
                      const RunWait& action) {
  control::v1::RowCall call;
  call.set_method(kDesk + action.method());
  call.set_request_id(action.request_id());
  call.set_body(action.request());
  call.set_to(SeatFor(*file.Followed(part.application_id())));
  *call.mutable_timeout() = ToProto(kTimeout);
  agenda::Work work = WorkOf(file, part, due, kind, kActed, action);
  work.call = std::move(call);
  return work;
}

// When the office must have answered: its own appointment, or the workflow's limit if that is earlier.
absl::Time DeadlineOf(const CallContext& context, const FollowedApplication& followed, const Part& part) {
  absl::Time deadline = part.has_due_at() ? FromProto(part.due_at()) : absl::InfiniteFuture();
  if (followed.sla_working_days() > 0) {
    const auto limit = seeds::WorkingCalendar::Default().AddWorkingDays(
        context.now, static_cast<int>(followed.sla_working_days()));
    if (limit.ok()) deadline = std::min(deadline, *limit);
  }
  return deadline == absl::InfiniteFuture() ? deadline : std::max(deadline, context.now) + kGrace;
}

// Once silent it is asked every working day at the close of business.
absl::Time NextPoll(const CallContext& context, const FollowedApplication& followed) {
  if (followed.poll_every_seconds() > 0) return context.now + absl::Seconds(followed.poll_every_seconds());
  const auto next = seeds::WorkingCalendar::Default().NextWorkingDay(context.Today());
  return next.ok() ? seeds::WorkingCalendar::DueEndOfDay(*next) : context.now + absl::Hours(24);
}

// Puts the one waiting row of the part in place of the last.
void Await(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, agenda::Work work) {
  FollowedApplication* followed = file.Followed(part.application_id());
  StopWatching(txn, followed);
  followed->set_deadline_row(agenda::Schedule(context, txn, std::move(work)));
}

}  // namespace

absl::Duration WaitBefore(const absl::Status& status) {
  const absl::Duration said = RetryAfterOf(status).value_or(kTryAgainAfter);
  return said > absl::ZeroDuration() ? said : kTryAgainAfter;
}

void Deliver(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part,
             control::v1::RowKind kind) {
  agenda::Schedule(context, txn, Delivery(file, part, context.now, kind));
}

void DeliverLater(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, absl::Duration wait) {
  Await(context, txn, file, part, Delivery(file, part, context.now + wait, control::v1::ROW_KIND_RETRY));
}

std::string ActionId(const CallContext& context, const Part& part, const std::string& action) {
  return absl::StrCat(context.path, "/", part.application_id(), "/", absl::AsciiStrToLower(action));
}

void ActNow(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, const RunWait& action) {
  agenda::Schedule(context, txn,
                   ActionAt(file, part, context.now, control::v1::ROW_KIND_OUTBOX_REQUEST, action));
}

void ActLater(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, const RunWait& action,
              absl::Duration wait) {
  Await(context, txn, file, part, ActionAt(file, part, context.now + wait, control::v1::ROW_KIND_RETRY, action));
}

void Ask(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part) {
  GetApplicationRequest request;
  request.set_agency(part.agency());
  request.set_application_id(part.application_id());
  agenda::Work work = WorkOf(file, part, context.now, control::v1::ROW_KIND_POLL, kPolled);
  work.call = agenda::Call(SeatFor(*file.Followed(part.application_id())), std::string(kDesk) + "GetApplication",
                           request, kTimeout);
  Await(context, txn, file, part, std::move(work));
}

void WatchDeadline(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part) {
  FollowedApplication* followed = file.Followed(part.application_id());
  StopWatching(txn, followed);
  if (followed->closed() || !WaitsForOffice(part)) return;
  const absl::Time deadline = DeadlineOf(context, *followed, part);
  if (deadline == absl::InfiniteFuture()) return;
  Await(context, txn, file, part, WorkOf(file, part, deadline, control::v1::ROW_KIND_DEADLINE, kDeadline));
}

void AskAgainLater(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part) {
  const absl::Time next = NextPoll(context, *file.Followed(part.application_id()));
  Await(context, txn, file, part, WorkOf(file, part, next, control::v1::ROW_KIND_DEADLINE, kDeadline));
}

void StopWatching(store::Txn& txn, FollowedApplication* followed) {
  if (followed->deadline_row().empty()) return;
  agenda::Cancel(txn, followed->deadline_row());
  followed->clear_deadline_row();
}

bool WaitsForOffice(const Part& part) {
  if (IsSupplemented(part)) return true;
  return !IsFinal(part.status()) && part.status() != APPLICATION_STATUS_SUPPLEMENT_REQUESTED &&
         part.status() != APPLICATION_STATUS_PAYMENT_REQUESTED;
}

}  // namespace lienthong::dossier
