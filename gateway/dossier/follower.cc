#include "gateway/dossier/follower.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/dossier/conductor.h"
#include "gateway/dossier/part_news.h"
#include "gateway/dossier/request_filling.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "seeds/calendar/working_calendar.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses and desk messages
using gateway::v1::RunWait;

constexpr char kDesk[] = "lienthong.applications.v1.ApplicationService/";
constexpr char kSubmitted[] = "dossier.part-submitted";
constexpr char kActed[] = "dossier.part-acted";
constexpr char kDeadline[] = "dossier.part-deadline";
constexpr char kPolled[] = "dossier.part-polled";

constexpr absl::Duration kTimeout = absl::Seconds(30);
// An office that is closed or out of reach is tried again after this, unless it says when.
constexpr absl::Duration kResubmitAfter = absl::Minutes(15);
// An agency is late when this has passed after its deadline: its event may be on the way.
constexpr absl::Duration kGrace = absl::Minutes(1);
// Once silent it is asked every working day.
constexpr int kPollWorkingDays = 1;

RunWait WaitOf(const CaseFile& file, const Part& part, const std::string& action = "") {
  RunWait wait;
  wait.set_dossier_id(file.id());
  wait.set_application_id(part.application_id());
  wait.set_action(action);
  return wait;
}

agenda::Work WorkOf(const CaseFile& file, absl::Time due, control::v1::RowKind kind, const char* continuation,
                    const RunWait& wait) {
  agenda::Work work;
  work.due = due;
  work.kind = kind;
  work.owner = OwnerOf(file);
  work.continuation = continuation;
  work.arguments = wait.SerializeAsString();
  work.run = file.id();
  return work;
}

ApplicationHeader HeaderFor(const Dossier& dossier, const Part& part) {
  ApplicationHeader header;
  header.set_application_id(part.application_id());
  header.set_dossier_code(dossier.dossier_code());
  header.set_procedure_code(part.procedure_code());
  *header.mutable_applicant() = dossier.applicant();
  *header.mutable_components() = dossier.components();
  header.set_channel(dossier.channel());
  return header;
}

// Sends the kept request; `request_id` tells the first delivery from a supplement.
void Deliver(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, absl::Time due,
             control::v1::RowKind kind, const std::string& request_id) {
  const FollowedApplication& followed = *file.Followed(part.application_id());
  control::v1::RowCall call;
  call.set_method(followed.method());
  call.set_request_id(request_id);
  call.set_body(WithRequestId(followed.method(), followed.request(), request_id));
  call.set_to(SeatOf(followed.method(), followed.request()));
  call.set_purpose(followed.purpose());
  *call.mutable_timeout() = ToProto(kTimeout);
  agenda::Work work = WorkOf(file, due, kind, kSubmitted, WaitOf(file, part));
  work.call = std::move(call);
  agenda::Schedule(context, txn, std::move(work));
}

template <class Request>
void Act(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, const std::string& method,
         const std::string& action, Request request) {
  const FollowedApplication& followed = *file.Followed(part.application_id());
  request.set_agency(part.agency());
  request.set_application_id(part.application_id());
  agenda::Work work =
      WorkOf(file, context.now, control::v1::ROW_KIND_OUTBOX_REQUEST, kActed, WaitOf(file, part, action));
  work.call = agenda::Call(SeatOf(followed.method(), followed.request()), kDesk + method, request, kTimeout);
  agenda::Schedule(context, txn, std::move(work));
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

void StopWatching(store::Txn& txn, FollowedApplication* followed) {
  agenda::Cancel(txn, followed->deadline_row());
  followed->clear_deadline_row();
}

bool WaitsForOffice(const Part& part) {
  return !IsFinal(part.status()) && part.status() != APPLICATION_STATUS_SUPPLEMENT_REQUESTED &&
         part.status() != APPLICATION_STATUS_PAYMENT_REQUESTED;
}

// Arms the deadline anew after news: an office that waits for the applicant is not late.
void WatchDeadline(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part) {
  FollowedApplication* followed = file.Followed(part.application_id());
  StopWatching(txn, followed);
  if (followed->closed() || !WaitsForOffice(part)) return;
  const absl::Time deadline = DeadlineOf(context, *followed, part);
  if (deadline == absl::InfiniteFuture()) return;
  followed->set_deadline_row(agenda::Schedule(
      context, txn,
      WorkOf(file, deadline, control::v1::ROW_KIND_DEADLINE, kDeadline, WaitOf(file, part))));
}

absl::Time NextPoll(const CallContext& context, const FollowedApplication& followed) {
  if (followed.poll_every_seconds() > 0) return context.now + absl::Seconds(followed.poll_every_seconds());
  const auto next = seeds::WorkingCalendar::Default().AddWorkingDays(context.now, kPollWorkingDays);
  return next.ok() && *next > context.now ? *next : context.now + absl::Hours(24);
}

// Asks the agency how it stands (a deadline polls before it concludes silence: AGENDA rule 3).
void Ask(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part) {
  FollowedApplication* followed = file.Followed(part.application_id());
  GetApplicationRequest request;
  request.set_agency(part.agency());
  request.set_application_id(part.application_id());
  agenda::Work work = WorkOf(file, context.now, control::v1::ROW_KIND_POLL, kPolled, WaitOf(file, part));
  work.call =
      agenda::Call(SeatOf(followed->method(), followed->request()), std::string(kDesk) + "GetApplication", request, kTimeout);
  followed->set_deadline_row(agenda::Schedule(context, txn, std::move(work)));
}

absl::optional<engine::Outcome> OutcomeOf(const Part& part) {
  engine::ApplicationDecided decided;
  using Verdict = engine::ApplicationDecided::Verdict;
  if (IsGranted(part.status())) {
    decided.result = ResultJson(part);
    return decided;
  }
  if (!IsRefusal(part.status())) return absl::nullopt;
  const bool withdrawn = part.reason() == common::v1::WITHDRAWN_BY_APPLICANT;
  decided.verdict = withdrawn ? Verdict::kWithdrawn : Verdict::kRefused;
  decided.error.reason = common::v1::Reason_Name(part.reason());
  decided.error.detail = part.note().en();
  decided.error.metadata["agency"] = part.agency();
  decided.error.metadata["task"] = part.task();
  return decided;
}

// News is in the part: the history says so, the deadline follows, and a decision moves the run.
absl::Status Digest(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                    Part& part) {
  part.set_silent(false);
  file.Note(txn, EventOf(part));
  WatchDeadline(context, txn, file, part);
  FollowedApplication* followed = file.Followed(part.application_id());
  const auto outcome = OutcomeOf(part);
  if (!outcome || followed->closed()) {
    file.Summarise(txn);
    return absl::OkStatus();
  }
  followed->set_closed(true);
  const std::string token = followed->token();
  return conductor.Resume(context, txn, file, token, *outcome);
}

bool MayTryAgain(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable || status.code() == absl::StatusCode::kDeadlineExceeded ||
         status.code() == absl::StatusCode::kResourceExhausted;
}

// The office is closed or out of reach: the same delivery again, later.
void TryAgain(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, const absl::Status& status) {
  part.set_submit_attempts(part.submit_attempts() + 1);
  part.set_next_actor(ACTOR_AGENCY);
  part.set_waiting_for(part.agency());
  part.set_reason(ReasonOf(status));
  part.mutable_note()->set_vi(ReasonText(ReasonOf(status), "vi", {}));
  part.mutable_note()->set_en(std::string(status.message()));
  if (part.submit_attempts() == 1) file.Note(txn, EventOf(part));
  const FollowedApplication& followed = *file.Followed(part.application_id());
  Deliver(context, txn, file, part, context.now + kResubmitAfter, control::v1::ROW_KIND_RETRY,
          absl::StrCat(file.id(), "/", followed.token(), "/submit"));
  file.Summarise(txn);
}

absl::Status Submitted(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                       Part& part, const host::CallAnswer& answer) {
  if (!answer.status.ok()) {
    if (MayTryAgain(answer.status)) {
      TryAgain(context, txn, file, part, answer.status);
      return absl::OkStatus();
    }
    RefusedAtTheDoor(answer.status, &part);
    return Digest(context, txn, conductor, file, part);
  }
  ASSIGN_OR_RETURN(const Application application,
                   ApplicationIn(file.Followed(part.application_id())->method(), answer.body));
  if (!TakeNews(EventFrom(application), &part)) {
    WatchDeadline(context, txn, file, part);  // an event was faster than the answer
    return absl::OkStatus();
  }
  return Digest(context, txn, conductor, file, part);
}

absl::Status Polled(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file, Part& part,
                    const host::CallAnswer& answer) {
  const auto response = answer.As<GetApplicationResponse>();
  if (response.ok() && TakeNews(EventFrom(response->application()), &part)) {
    return Digest(context, txn, conductor, file, part);
  }
  if (!WaitsForOffice(part)) return absl::OkStatus();
  part.set_polls(part.polls() + 1);
  if (!part.silent()) {
    part.set_silent(true);
    file.Note(txn, SilenceOf(part));
  }
  FollowedApplication* followed = file.Followed(part.application_id());
  followed->set_deadline_row(agenda::Schedule(
      context, txn,
      WorkOf(file, NextPoll(context, *followed), control::v1::ROW_KIND_DEADLINE, kDeadline, WaitOf(file, part))));
  file.Summarise(txn);
  return absl::OkStatus();
}

// Registers a continuation about one part of an open case.
void ContinuePart(host::Handlers& handlers, const DossierRegistry& registry, const char* name,
                  std::function<absl::Status(CallContext&, store::Txn&, CaseFile&, Part&, const RunWait&,
                                             const host::CallAnswer&)>
                      body) {
  handlers.Continue<RunWait>(name, [&registry, body = std::move(body)](CallContext& context, store::Txn& txn,
                                                                       const RunWait& wait,
                                                                       const host::CallAnswer& answer) -> absl::Status {
    auto file = registry.Open(context, txn, wait.dossier_id());
    if (!file.ok()) return file.status();
    Part* part = file->FindPart(wait.application_id());
    if (part == nullptr) return absl::OkStatus();
    RETURN_IF_ERROR(body(context, txn, *file, *part, wait, answer));
    registry.Save(txn, *file);
    return absl::OkStatus();
  });
}

}  // namespace

void SubmitPart(const CallContext& context, store::Txn& txn, const DossierRegistry& registry, CaseFile& file,
                const engine::ApplicationEffect& effect) {
  const std::string method = absl::StrCat(effect.service, "/", effect.method);
  Part& part = *file.dossier().add_parts();
  part.set_application_id(absl::StrCat(file.id(), ".", file.dossier().parts_size()));
  part.set_agency(AgencyOfMethod(method));
  part.set_procedure_code(effect.procedure);
  part.set_task(effect.name);
  *part.mutable_title() = TitleOf(effect.title);
  part.set_status(APPLICATION_STATUS_SUBMITTED);
  part.set_next_actor(ACTOR_AGENCY);
  part.set_waiting_for(part.agency());

  FollowedApplication followed;
  followed.set_token(effect.token);
  followed.set_method(method);
  followed.set_purpose(effect.purpose);
  followed.set_request(WithHeader(method, effect.request, HeaderFor(file.dossier(), part)));
  followed.set_sla_working_days(effect.sla_working_days.value_or(effect.legal_limit_working_days.value_or(0)));
  if (effect.poll_every) followed.set_poll_every_seconds(absl::ToInt64Seconds(*effect.poll_every));
  (*file.run().mutable_applications())[part.application_id()] = std::move(followed);
  registry.Link(txn, part.application_id(), file.id());
  Deliver(context, txn, file, part, context.now, control::v1::ROW_KIND_RUN_STEP,
          absl::StrCat(file.id(), "/", effect.token, "/submit"));
}

void WithdrawByToken(const CallContext& context, store::Txn& txn, CaseFile& file, const std::string& token) {
  for (auto& [application_id, followed] : *file.run().mutable_applications()) {
    if (followed.token() != token || followed.closed()) continue;
    followed.set_closed(true);
    StopWatching(txn, &followed);
    Part* part = file.FindPart(application_id);
    if (part != nullptr && !IsFinal(part->status())) PassOnWithdrawal(context, txn, file, *part);
  }
}

void PassOnSupplement(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, std::string request) {
  file.Followed(part.application_id())->set_request(std::move(request));
  part.clear_supplement();
  Deliver(context, txn, file, part, context.now, control::v1::ROW_KIND_OUTBOX_REQUEST,
          absl::StrCat(context.path, "/supplement"));
}

void PassOnPayment(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, int64_t amount_vnd,
                   const std::string& reference) {
  PayApplicationRequest request;
  request.set_amount_vnd(amount_vnd);
  request.set_payment_reference(reference);
  Act(context, txn, file, part, "PayApplication", "PAYMENT", std::move(request));
}

void PassOnWithdrawal(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part) {
  Act(context, txn, file, part, "WithdrawApplication", "WITHDRAWAL", WithdrawApplicationRequest());
}

absl::Status Hear(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                  const ApplicationEvent& event) {
  Part* part = file.FindPart(event.application_id());
  if (part == nullptr || !TakeNews(event, part)) return absl::OkStatus();
  return Digest(context, txn, conductor, file, *part);
}

void RegisterFollower(const Conductor& conductor, const DossierRegistry& registry, host::Handlers& handlers) {
  ContinuePart(handlers, registry, kSubmitted,
               [&conductor](CallContext& context, store::Txn& txn, CaseFile& file, Part& part, const RunWait&,
                            const host::CallAnswer& answer) {
                 return Submitted(context, txn, conductor, file, part, answer);
               });
  ContinuePart(handlers, registry, kActed,
               [&conductor](CallContext& context, store::Txn& txn, CaseFile& file, Part& part, const RunWait&,
                            const host::CallAnswer& answer) -> absl::Status {
                 // A refused action (decided in the meantime) changes nothing: the agency's own news tells.
                 const auto response = answer.As<GetApplicationResponse>();  // the answers share their first field
                 if (!response.ok() || !TakeNews(EventFrom(response->application()), &part)) return absl::OkStatus();
                 return Digest(context, txn, conductor, file, part);
               });
  ContinuePart(handlers, registry, kDeadline,
               [](CallContext& context, store::Txn& txn, CaseFile& file, Part& part, const RunWait&,
                  const host::CallAnswer&) -> absl::Status {
                 if (!file.finished() && WaitsForOffice(part)) Ask(context, txn, file, part);
                 return absl::OkStatus();
               });
  ContinuePart(handlers, registry, kPolled,
               [&conductor](CallContext& context, store::Txn& txn, CaseFile& file, Part& part, const RunWait&,
                            const host::CallAnswer& answer) {
                 return Polled(context, txn, conductor, file, part, answer);
               });
}

}  // namespace lienthong::dossier
