#include "services/base/applications/events.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "services/base/applications/case.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::applications {
namespace {

constexpr std::array<absl::Duration, 5> kRedeliverAfter = {absl::Minutes(1), absl::Minutes(5), absl::Minutes(30),
                                                           absl::Hours(2), absl::Hours(12)};

// How often the status of this line had been reached before it: the n-th supplement belongs to the n-th such line.
int Earlier(const Application& application, int64_t sequence) {
  int count = 0;
  for (int64_t i = 0; i < sequence - 1; ++i) {
    if (application.history(i).status() == application.history(sequence - 1).status()) ++count;
  }
  return count;
}

void AddSubject(const Application& application, int64_t sequence, ApplicationEvent& event) {
  switch (event.status()) {
    case v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED:
      *event.mutable_supplement() = application.supplements(Earlier(application, sequence));
      return;
    case v1::APPLICATION_STATUS_PAYMENT_REQUESTED:
      *event.mutable_payment() = application.payments(Earlier(application, sequence));
      return;
    case v1::APPLICATION_STATUS_COMPLETED:
      *event.mutable_result() = application.result();
      *event.mutable_documents() = application.documents();
      return;
    default:
      return;
  }
}

std::string SourceOf(const Application& application) {
  if (application.tenant().empty()) return absl::StrCat("urn:lienthong:", application.agency());
  return absl::StrCat("urn:lienthong:", application.agency(), ":", application.tenant());
}

void Deliver(const CallContext& context, store::Txn& txn, const Application& application,
             const v1::EventDelivery& delivery, control::v1::RowKind kind, absl::Time due) {
  gateway::v1::PublishEventsRequest request;
  *request.add_events() = CloudEventOf(application, delivery.sequence());
  request.mutable_events(0)->set_traceparent(context.traceparent);
  agenda::Work work;
  work.due = due;
  work.kind = kind;
  work.owner = OwnerOf(application.application_id());
  work.continuation = kEventContinuation;
  work.arguments = delivery.SerializeAsString();
  work.call = agenda::Call(application.notify(), kPublishEvents, request);
  agenda::Schedule(context, txn, std::move(work));
}

}  // namespace

bool WaitingHelps(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
      return true;
    default:
      return false;
  }
}

std::string OwnerOf(absl::string_view application_id) { return absl::StrCat("application/", application_id); }

ApplicationEvent EventOf(const Application& application, int64_t sequence) {
  const v1::StatusChange& change = application.history(sequence - 1);
  ApplicationEvent event;
  event.set_application_id(application.application_id());
  event.set_agency(application.agency());
  event.set_sequence(sequence);
  event.set_status(change.status());
  *event.mutable_at() = change.at();
  event.set_reason(change.reason());
  if (change.has_note()) *event.mutable_note() = change.note();
  AddSubject(application, sequence, event);
  if (application.has_due_at()) *event.mutable_due_at() = application.due_at();
  event.set_receipt_code(application.receipt_code());
  if (application.sequence() == sequence) {  // an old event told late doesn't know
    event.set_next_actor(application.next_actor());
    event.set_waiting_for(application.waiting_for());
  }
  return event;
}

gateway::v1::CloudEvent CloudEventOf(const Application& application, int64_t sequence) {
  const ApplicationEvent data = EventOf(application, sequence);
  gateway::v1::CloudEvent event;
  event.set_id(absl::StrCat(application.application_id(), "/", sequence));
  event.set_source(SourceOf(application));
  event.set_spec_version(kSpecVersion);
  event.set_type(kStatusChanged);
  event.set_subject(application.application_id());
  *event.mutable_time() = data.at();
  event.mutable_data()->PackFrom(data);
  return event;
}

void SendEvent(const CallContext& context, store::Txn& txn, const Application& application, int64_t sequence) {
  if (application.notify().empty()) return;
  v1::EventDelivery delivery;
  delivery.set_application_id(application.application_id());
  delivery.set_sequence(sequence);
  Deliver(context, txn, application, delivery, control::v1::ROW_KIND_EVENT_DELIVERY, context.now);
}

absl::Status EventDelivered(const CallContext& context, store::Txn& txn, const Application& application,
                            const v1::EventDelivery& delivery, const host::CallAnswer& answer) {
  const int failures = delivery.failures();
  const bool last = failures >= static_cast<int>(kRedeliverAfter.size());
  if (answer.status.ok() || last || !WaitingHelps(answer.status)) return absl::OkStatus();
  v1::EventDelivery again = delivery;
  again.set_failures(failures + 1);
  Deliver(context, txn, application, again, control::v1::ROW_KIND_RETRY, context.now + kRedeliverAfter[failures]);
  return absl::OkStatus();
}

}  // namespace lienthong::applications
