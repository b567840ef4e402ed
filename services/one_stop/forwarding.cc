#include "services/one_stop/forwarding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "seeds/calendar/working_calendar.h"
#include "services/base/applications/events.h"
#include "services/base/applications/transitions.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/times.h"
#include "services/one_stop/forwarded_calls.h"

namespace lienthong::one_stop {
namespace {

using applications::Application;
using applications::ApplicationEvent;
using civil_registry::v1::SubmitBirthApplicationResponse;
using store::Txn;

constexpr char kBirthSuffix[] = ".B";
constexpr std::array<absl::Duration, 5> kWaits = {absl::Minutes(1), absl::Minutes(5), absl::Minutes(30), absl::Hours(2),
                                                  absl::Hours(12)};
constexpr absl::Duration kPollEvery = absl::Hours(4);  // office time

absl::Duration WaitAfter(int failures) { return kWaits[std::min<size_t>(failures, kWaits.size()) - 1]; }

// The call or its answer may have been lost, or nobody was there: the same may well succeed later.
bool IsTransient(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsAborted(status);
}

bool IsFinal(applications::ApplicationStatus status) {
  return applications::NextActor(status) == applications::v1::ACTOR_NOBODY;
}

// The application may be over here, or with the applicant, when the agency speaks; that is no defect.
absl::Status UnlessNotNow(const absl::StatusOr<Application>& application) {
  if (ReasonOf(application.status()) == Reason::TRANSITION_NOT_ALLOWED) return absl::OkStatus();
  return application.status();
}

bool IsDecided(applications::ApplicationStatus status) {
  return status == applications::v1::APPLICATION_STATUS_COMPLETED ||
         status == applications::v1::APPLICATION_STATUS_RESULT_RETURNED;
}

// The last word of an application that was read: with its result, even if that was handed over since.
ApplicationEvent WordOf(const Application& there) {
  ApplicationEvent word = applications::EventOf(there, there.sequence());
  if (!IsDecided(there.status())) return word;
  *word.mutable_result() = there.result();
  *word.mutable_documents() = there.documents();
  return word;
}

v1::ForwardedDossier NewDossier(const Application& application) {
  v1::ForwardedDossier dossier;
  dossier.set_application_id(application.application_id());
  dossier.set_forwarded_id(absl::StrCat(application.application_id(), kBirthSuffix));
  dossier.set_tenant(application.tenant());
  dossier.set_agency(kCivilRegistry);
  return dossier;
}

absl::Duration DelayOf(const v1::Tenant& tenant) {
  return tenant.readiness() == v1::TENANT_READINESS_DEGRADED ? absl::Minutes(tenant.delay_minutes())
                                                             : absl::ZeroDuration();
}

bool Works(const v1::Tenant& tenant) {
  return tenant.readiness() == v1::TENANT_READINESS_READY || tenant.readiness() == v1::TENANT_READINESS_DEGRADED;
}

void DropRows(Txn& txn, v1::ForwardedDossier& dossier) {
  agenda::Cancel(txn, dossier.delivery_row());
  agenda::Cancel(txn, dossier.poll_row());
  dossier.clear_delivery_row();
  dossier.clear_poll_row();
}

}  // namespace

void Forwarding::Register(host::Handlers& handlers) {
  handlers.Continue<v1::Errand>(
      kDeliver, [this](CallContext& context, Txn& txn, const v1::Errand& errand, const host::CallAnswer&) {
        auto dossier = registry_.FindDossier(txn, errand.application_id());
        return dossier ? Deliver(context, txn, *std::move(dossier)) : absl::OkStatus();
      });
  handlers.Continue<v1::Errand>(kDelivered, [this](auto&... arguments) { return Delivered(arguments...); });
  handlers.Continue<v1::Errand>(kSupplementPassed, [this](CallContext& context, Txn& txn, const v1::Errand& errand,
                                                          const host::CallAnswer& answer) {
    const auto response = answer.As<applications::v1::SupplementApplicationResponse>();
    return AnswerPassed(context, txn, errand,
                        response.ok() ? absl::StatusOr<Application>(response->application()) : response.status());
  });
  handlers.Continue<v1::Errand>(
      kPaymentPassed, [this](CallContext& context, Txn& txn, const v1::Errand& errand, const host::CallAnswer& answer) {
        const auto response = answer.As<applications::v1::PayApplicationResponse>();
        return AnswerPassed(context, txn, errand,
                            response.ok() ? absl::StatusOr<Application>(response->application()) : response.status());
      });
  handlers.Continue<v1::Errand>(kTakenBack, [this](auto&... arguments) { return TakenBack(arguments...); });
  handlers.Continue<v1::Errand>(kPolled, [this](auto&... arguments) { return Polled(arguments...); });
}

absl::Status Forwarding::PassOn(CallContext& context, Txn& txn, const Application& application) {
  auto known = registry_.FindDossier(txn, application.application_id());
  if (known) return PassAnswer(context, txn, *std::move(known), application);
  v1::ForwardedDossier dossier = NewDossier(application);
  const auto tenant = registry_.FindTenant(txn, dossier.tenant(), context.now);
  const absl::Duration delay = tenant ? DelayOf(*tenant) : absl::ZeroDuration();
  if (delay == absl::ZeroDuration()) return Deliver(context, txn, std::move(dossier));
  dossier.set_delivery_row(CallPlan{context, txn, dossier, context.now + delay}.Deliver());
  return registry_.Save(txn, dossier);
}

absl::Status Forwarding::Deliver(CallContext& context, Txn& txn, v1::ForwardedDossier dossier) {
  dossier.clear_delivery_row();
  const auto application = desk_.Find(txn, dossier.application_id());
  if (!application) return InternalError("a dossier without application");
  const auto tenant = registry_.FindTenant(txn, dossier.tenant(), context.now);
  if (tenant && !Works(*tenant)) {
    if (!tenant->has_readiness_until()) return registry_.Hold(txn, std::move(dossier));
    const absl::Time later = FromProto(tenant->readiness_until());
    dossier.set_delivery_row(CallPlan{context, txn, dossier, later}.Deliver());
    return registry_.Save(txn, dossier);
  }
  if (!dossier.has_forwarded_at()) *dossier.mutable_forwarded_at() = ToProto(context.now);
  CallPlan{context, txn, dossier, context.now}.Submit(*application);
  return registry_.Save(txn, dossier);
}

absl::Status Forwarding::PassAnswer(CallContext& context, Txn& txn, v1::ForwardedDossier dossier,
                                    const Application& application) {
  const CallPlan plan{context, txn, dossier, context.now};
  if (dossier.heard() == applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED) {
    plan.Supplement(application, dossier.supplements_passed() + 1);
    dossier.set_supplements_passed(dossier.supplements_passed() + 1);
  } else if (dossier.heard() == applications::v1::APPLICATION_STATUS_PAYMENT_REQUESTED) {
    plan.Pay(application, dossier.payments_passed() + 1);
    dossier.set_payments_passed(dossier.payments_passed() + 1);
  } else if (dossier.has_forwarded_at()) {
    // The one-stop itself had asked the applicant; meanwhile the agency may have spoken.
    dossier.set_heard_sequence(0);
    PlanPoll(context, txn, context.now, dossier);
  } else if (dossier.delivery_row().empty() && !dossier.held()) {
    return Deliver(context, txn, std::move(dossier));
  }
  return registry_.Save(txn, dossier);
}

absl::Status Forwarding::TakeBack(CallContext& context, Txn& txn, const Application& application) {
  auto dossier = registry_.FindDossier(txn, application.application_id());
  if (!dossier) return absl::OkStatus();
  DropRows(txn, *dossier);
  dossier->set_held(false);
  if (dossier->has_forwarded_at() && !IsFinal(dossier->heard())) {
    CallPlan{context, txn, *dossier, context.now}.Withdraw();
  }
  return registry_.Save(txn, *dossier);
}

absl::Status Forwarding::Hear(CallContext& context, Txn& txn, const ApplicationEvent& event) {
  auto dossier = registry_.FindForwarded(txn, event.application_id());
  if (!dossier) return applications::EventApplicationUnknown(event.application_id());
  RETURN_IF_ERROR(registry_.ReachableTenant(context, txn, dossier->tenant()).status());
  return Learn(context, txn, *dossier, event);
}

absl::Status Forwarding::Release(CallContext& context, Txn& txn, const std::string& tenant) {
  ASSIGN_OR_RETURN(std::vector<v1::ForwardedDossier> held, registry_.Release(txn, tenant));
  for (v1::ForwardedDossier& dossier : held) RETURN_IF_ERROR(Deliver(context, txn, std::move(dossier)));
  return absl::OkStatus();
}

absl::Status Forwarding::Delivered(CallContext& context, Txn& txn, const v1::Errand& errand,
                                   const host::CallAnswer& answer) {
  auto dossier = registry_.FindDossier(txn, errand.application_id());
  const auto application = desk_.Find(txn, errand.application_id());
  if (!dossier || !application || IsFinal(application->status())) return absl::OkStatus();
  const auto response = answer.As<SubmitBirthApplicationResponse>();
  if (response.ok()) {
    dossier->set_failures(0);
    const Application& there = response->application();
    return Learn(context, txn, *dossier, WordOf(there));
  }
  if (!IsTransient(response.status())) {
    return UnlessNotNow(desk_.Stop(context, txn, errand.application_id(), response.status()));
  }
  dossier->set_failures(dossier->failures() + 1);
  const absl::Time later = context.now + WaitAfter(dossier->failures());
  dossier->set_delivery_row(CallPlan{context, txn, *dossier, later}.Deliver());
  return registry_.Save(txn, *dossier);
}

absl::Status Forwarding::AnswerPassed(CallContext& context, Txn& txn, const v1::Errand& errand,
                                      const absl::StatusOr<Application>& there) {
  auto dossier = registry_.FindDossier(txn, errand.application_id());
  const auto application = desk_.Find(txn, errand.application_id());
  if (!dossier || !application || IsFinal(application->status())) return absl::OkStatus();
  if (there.ok()) {
    dossier->set_failures(0);
    return Learn(context, txn, *dossier, WordOf(*there));
  }
  if (!IsTransient(there.status())) {
    // Too late there, or decided: its own word counts.
    PlanPoll(context, txn, context.now, *dossier);
    return registry_.Save(txn, *dossier);
  }
  dossier->set_failures(dossier->failures() + 1);
  const CallPlan again{context, txn, *dossier, context.now + WaitAfter(dossier->failures())};
  const bool supplement = dossier->heard() == applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED;
  supplement ? again.Supplement(*application, errand.ordinal()) : again.Pay(*application, errand.ordinal());
  return registry_.Save(txn, *dossier);
}

absl::Status Forwarding::TakenBack(CallContext& context, Txn& txn, const v1::Errand& errand,
                                   const host::CallAnswer& answer) {
  auto dossier = registry_.FindDossier(txn, errand.application_id());
  // Refused: it was decided there already, and what is registered stays registered.
  if (!dossier || !IsTransient(answer.status)) return absl::OkStatus();
  dossier->set_failures(dossier->failures() + 1);
  CallPlan{context, txn, *dossier, context.now + WaitAfter(dossier->failures())}.Withdraw();
  return registry_.Save(txn, *dossier);
}

absl::Status Forwarding::Polled(CallContext& context, Txn& txn, const v1::Errand& errand,
                                const host::CallAnswer& answer) {
  auto dossier = registry_.FindDossier(txn, errand.application_id());
  const auto application = desk_.Find(txn, errand.application_id());
  if (!dossier || !application || IsFinal(application->status())) return absl::OkStatus();
  dossier->clear_poll_row();
  const auto response = answer.As<applications::v1::GetApplicationResponse>();
  if (absl::IsNotFound(response.status())) return Deliver(context, txn, *std::move(dossier));
  if (response.ok()) {
    const Application& there = response->application();
    RETURN_IF_ERROR(Learn(context, txn, *dossier, WordOf(there)));
  }
  if (IsFinal(dossier->heard()) || !dossier->poll_row().empty()) return absl::OkStatus();
  const auto next = seeds::WorkingCalendar::Default().AddWorkingHours(context.now, kPollEvery);
  if (next.ok()) PlanPoll(context, txn, *next, *dossier);
  return registry_.Save(txn, *dossier);
}

absl::Status Forwarding::Learn(CallContext& context, Txn& txn, v1::ForwardedDossier& dossier,
                               const ApplicationEvent& word) {
  // A decision without its result is known by the event before it, or by a poll.
  const bool known = word.sequence() <= dossier.heard_sequence() || (IsDecided(word.status()) && !word.has_result());
  if (known) return absl::OkStatus();
  dossier.set_heard(word.status());
  dossier.set_heard_sequence(word.sequence());
  *dossier.mutable_answered_at() = ToProto(context.now);
  dossier.set_receipt_code(word.receipt_code());
  *dossier.mutable_due_at() = word.due_at();
  const bool waits_for_agency = applications::IsAtDesk(word.status());
  // Asked after its time, not at it: what comes at the last moment is in time.
  const absl::Time due = std::max(FromProto(word.due_at()), context.now) + absl::Seconds(1);
  if (waits_for_agency && dossier.poll_row().empty()) PlanPoll(context, txn, due, dossier);
  if (!waits_for_agency) DropRows(txn, dossier);
  RETURN_IF_ERROR(registry_.Save(txn, dossier));
  return Act(context, txn, dossier, word);
}

absl::Status Forwarding::Act(CallContext& context, Txn& txn, const v1::ForwardedDossier& dossier,
                             const ApplicationEvent& word) {
  const std::string& id = dossier.application_id();
  switch (word.status()) {
    case applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED:
      return UnlessNotNow(desk_.RequestSupplement(context, txn, id, word.supplement()));
    case applications::v1::APPLICATION_STATUS_PAYMENT_REQUESTED:
      return UnlessNotNow(desk_.RequestPayment(context, txn, id, word.payment()));
    case applications::v1::APPLICATION_STATUS_NOT_ACCEPTED:
    case applications::v1::APPLICATION_STATUS_STOPPED:
      return UnlessNotNow(desk_.Stop(context, txn, id, word.reason(), word.note()));
    case applications::v1::APPLICATION_STATUS_COMPLETED:
    case applications::v1::APPLICATION_STATUS_RESULT_RETURNED: {
      civil_registry::v1::BirthRecord record;
      if (!word.result().UnpackTo(&record)) return InternalError("a registered birth without its record");
      return UnlessNotNow(desk_.Complete(context, txn, id, record, {word.documents().begin(), word.documents().end()}));
    }
    default:
      // At work there; a reason is an obstacle that people here should know of.
      if (word.reason() == Reason::REASON_UNSPECIFIED) return absl::OkStatus();
      return UnlessNotNow(desk_.Remark(context, txn, id, word.reason(), word.note()));
  }
}

void Forwarding::PlanPoll(const CallContext& context, Txn& txn, absl::Time due, v1::ForwardedDossier& dossier) {
  agenda::Cancel(txn, dossier.poll_row());
  dossier.set_poll_row(CallPlan{context, txn, dossier, due}.Poll());
}

}  // namespace lienthong::one_stop
