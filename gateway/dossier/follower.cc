#include "gateway/dossier/follower.h"

#include "absl/strings/str_cat.h"
#include "gateway/dossier/conductor.h"
#include "gateway/dossier/explanations.h"
#include "gateway/dossier/part_calls.h"
#include "gateway/dossier/part_news.h"
#include "gateway/dossier/portal_reports.h"
#include "gateway/dossier/request_filling.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "services/base/applications/events.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses and desk messages
using gateway::v1::RunWait;

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

// News is in the part: the history says so, the deadline follows, and a decision moves the run.
absl::Status TakeIn(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                    Part& part) {
  part.set_silent(false);
  file.Note(txn, EventOf(part));
  WatchDeadline(context, txn, file, part);
  FollowedApplication* followed = file.Followed(part.application_id());
  const auto outcome = DecisionOf(part);
  if (!outcome || followed->closed()) {
    file.Summarise(txn);
    return absl::OkStatus();
  }
  followed->set_closed(true);
  const std::string token = followed->token();
  return conductor.Resume(context, txn, file, token, *outcome);
}

// The office is closed or out of reach: the same delivery again, later.
void TryAgain(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, const absl::Status& status) {
  part.set_submit_attempts(part.submit_attempts() + 1);
  part.set_next_actor(ACTOR_AGENCY);
  part.set_waiting_for(part.agency());
  part.set_reason(ReasonOf(status));
  *part.mutable_note() = SentenceOf(status);
  if (part.submit_attempts() == 1) file.Note(txn, EventOf(part));
  DeliverLater(context, txn, file, part, WaitBefore(status));
  file.Summarise(txn);
}

// The application is there and still waits for a supplement: the applicant has to send it again, or a better one.
void SupplementStillAwaited(store::Txn& txn, CaseFile& file, Part& part) {
  part.set_next_actor(ACTOR_APPLICANT);
  part.clear_waiting_for();
  part.set_silent(false);
  file.Followed(part.application_id())->set_supplement_refused(true);
  file.Note(txn, EventOf(part));
  file.Summarise(txn);
}

void SupplementRefused(store::Txn& txn, CaseFile& file, Part& part, const absl::Status& status) {
  part.set_reason(ReasonOf(status));
  *part.mutable_note() = SentenceOf(status);
  SupplementStillAwaited(txn, file, part);
}

// The office has the supplement and has not gone on yet: its news may be on the way, or it is asked.
void SupplementAcknowledged(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part) {
  part.set_next_actor(ACTOR_OFFICER);
  part.set_waiting_for(part.agency());
  AskAgainLater(context, txn, file, part);
  file.Summarise(txn);
}

absl::Status NotDelivered(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                          Part& part, const absl::Status& status) {
  if (file.Followed(part.application_id())->closed()) return absl::OkStatus();
  const bool supplement = part.status() == APPLICATION_STATUS_SUPPLEMENT_REQUESTED;
  // The agency has told of it already: only the answer was lost.
  if (part.sequence() > 0 && !supplement) return absl::OkStatus();
  if (applications::WaitingHelps(status)) {
    TryAgain(context, txn, file, part, status);
    return absl::OkStatus();
  }
  if (supplement) {
    SupplementRefused(txn, file, part, status);
    return absl::OkStatus();
  }
  RefusedAtTheDoor(status, &part);
  return TakeIn(context, txn, conductor, file, part);
}

absl::Status Submitted(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                       Part& part, const RunWait&, const host::CallAnswer& answer) {
  if (!answer.status.ok()) return NotDelivered(context, txn, conductor, file, part, answer.status);
  ASSIGN_OR_RETURN(const Application application,
                   ApplicationIn(file.Followed(part.application_id())->method(), answer.body));
  if (TakeNews(EventFrom(application), &part)) return TakeIn(context, txn, conductor, file, part);
  // Not news when an event was faster than the answer.
  if (IsBeingSupplemented(part)) SupplementAcknowledged(context, txn, file, part);
  return absl::OkStatus();
}

// Withdrawn before the agency ever had it.
void NeverSubmitted(Part* part) {
  part->set_status(APPLICATION_STATUS_STOPPED);
  part->set_reason(common::v1::WITHDRAWN_BY_APPLICANT);
  part->clear_note();
  part->set_next_actor(ACTOR_NOBODY);
  part->clear_waiting_for();
}

// A refused action (decided in the meantime) changes nothing: the agency's own news tells.
absl::Status Acted(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file, Part& part,
                   const RunWait& wait, const host::CallAnswer& answer) {
  if (applications::WaitingHelps(answer.status)) {
    ActLater(context, txn, file, part, wait, WaitBefore(answer.status));
    return absl::OkStatus();
  }
  if (wait.action() == kWithdrawal && answer.status.code() == absl::StatusCode::kNotFound && part.sequence() == 0) {
    NeverSubmitted(&part);
    return TakeIn(context, txn, conductor, file, part);
  }
  const auto response = answer.As<GetApplicationResponse>();  // the desk's answers share their first field
  if (!response.ok() || !TakeNews(EventFrom(response->application()), &part)) return absl::OkStatus();
  return TakeIn(context, txn, conductor, file, part);
}

absl::Status Late(const CallContext& context, store::Txn& txn, const Conductor&, CaseFile& file, Part& part,
                  const RunWait&, const host::CallAnswer&) {
  if (!file.finished() && WaitsForOffice(part)) Ask(context, txn, file, part);
  return absl::OkStatus();
}

absl::Status Polled(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file, Part& part,
                    const RunWait&, const host::CallAnswer& answer) {
  const auto response = answer.As<GetApplicationResponse>();
  if (response.ok() && TakeNews(EventFrom(response->application()), &part)) {
    return TakeIn(context, txn, conductor, file, part);
  }
  if (file.Followed(part.application_id())->closed() || !WaitsForOffice(part)) return absl::OkStatus();
  if (response.ok() && IsSupplemented(part)) {
    SupplementStillAwaited(txn, file, part);
    return absl::OkStatus();
  }
  if (response.ok()) TakeActor(EventFrom(response->application()), &part);
  part.set_polls(part.polls() + 1);
  if (!part.silent()) {
    part.set_silent(true);
    file.Note(txn, SilenceOf(part));
  }
  AskAgainLater(context, txn, file, part);
  file.Summarise(txn);
  return absl::OkStatus();
}

// A result that was told of in an event which has not come: the news that it was handed over has none.
bool ResultMissed(const ApplicationEvent& event, const Part& part) {
  return IsGranted(event.status()) && !event.has_result() && event.sequence() > part.sequence() + 1;
}

using Continuation = absl::Status (*)(const CallContext&, store::Txn&, const Conductor&, CaseFile&, Part&,
                                      const RunWait&, const host::CallAnswer&);

// Registers a continuation about one part of an open case.
void ContinuePart(const Conductor& conductor, const DossierRegistry& registry, host::Handlers& handlers,
                  const char* name, Continuation body) {
  handlers.Continue<RunWait>(name, [&conductor, &registry, body](CallContext& context, store::Txn& txn,
                                                                 const RunWait& wait,
                                                                 const host::CallAnswer& answer) -> absl::Status {
    auto file = registry.Open(context, txn, wait.dossier_id());
    if (!file.ok()) return file.status();
    Part* part = file->FindPart(wait.application_id());
    if (part == nullptr) return absl::OkStatus();
    RETURN_IF_ERROR(body(context, txn, conductor, *file, *part, wait, answer));
    ReportAndSave(context, txn, registry, *file);
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
  followed.set_request_id(absl::StrCat(file.id(), "/", effect.token, "/submit"));
  followed.set_sla_working_days(effect.sla_working_days.value_or(effect.legal_limit_working_days.value_or(0)));
  if (effect.poll_every) followed.set_poll_every_seconds(absl::ToInt64Seconds(*effect.poll_every));
  (*file.run().mutable_applications())[part.application_id()] = std::move(followed);
  registry.Link(txn, part.application_id(), file.id());
  Deliver(context, txn, file, part, control::v1::ROW_KIND_RUN_STEP);
}

void WithdrawByToken(const CallContext& context, store::Txn& txn, CaseFile& file, const std::string& token) {
  for (Part& part : *file.dossier().mutable_parts()) {
    FollowedApplication* followed = file.Followed(part.application_id());
    if (followed->token() != token || followed->closed()) continue;
    if (IsFinal(part.status())) {
      followed->set_closed(true);
    } else {
      PassOnWithdrawal(context, txn, file, part);
    }
  }
}

void PassOnSupplement(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, std::string request) {
  FollowedApplication* followed = file.Followed(part.application_id());
  StopWatching(txn, followed);
  followed->set_request(std::move(request));
  followed->set_request_id(absl::StrCat(context.path, "/supplement"));
  followed->clear_supplement_refused();
  part.set_submit_attempts(0);
  part.set_next_actor(ACTOR_AGENCY);
  part.set_waiting_for(part.agency());
  Deliver(context, txn, file, part);
  file.Summarise(txn);
}

void PassOnPayment(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, int64_t amount_vnd,
                   const std::string& reference) {
  StopWatching(txn, file.Followed(part.application_id()));
  PayApplicationRequest request;
  request.set_amount_vnd(amount_vnd);
  request.set_payment_reference(reference);
  Act(context, txn, file, part, "PayApplication", kPayment, std::move(request));
}

void PassOnWithdrawal(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part) {
  FollowedApplication* followed = file.Followed(part.application_id());
  if (followed->closed()) return;
  followed->set_closed(true);
  StopWatching(txn, followed);
  Act(context, txn, file, part, "WithdrawApplication", kWithdrawal, WithdrawApplicationRequest());
}

absl::Status Hear(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                  const ApplicationEvent& event) {
  Part* part = file.FindPart(event.application_id());
  if (part == nullptr) return absl::OkStatus();
  if (ResultMissed(event, *part)) {
    Ask(context, txn, file, *part);
    return absl::OkStatus();
  }
  if (!TakeNews(event, part)) return absl::OkStatus();
  return TakeIn(context, txn, conductor, file, *part);
}

void RegisterFollower(const Conductor& conductor, const DossierRegistry& registry, host::Handlers& handlers) {
  ContinuePart(conductor, registry, handlers, kSubmitted, Submitted);
  ContinuePart(conductor, registry, handlers, kActed, Acted);
  ContinuePart(conductor, registry, handlers, kDeadline, Late);
  ContinuePart(conductor, registry, handlers, kPolled, Polled);
}

}  // namespace lienthong::dossier
