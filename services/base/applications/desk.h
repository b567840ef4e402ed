#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "lienthong/applications/v1/application.pb.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/law/law.h"
#include "services/base/applications/event_inbox.h"
#include "services/base/applications/procedure.h"
#include "services/base/host/handlers.h"
#include "services/base/store/txn.h"

namespace lienthong::applications {

struct Office;

// Desk is one agency's officer's desk: it keeps the applications and moves them through the portal's statuses 1..10
// (transitions.h), asks the agency's procedures for verdicts, follows the world's officer policies, and tells whoever
// submitted an application of every change of its status.
//
//   submitted -> Procedure::Receive -> accepted -> officer (policy) -> Procedure::Examine -> Procedure::Grant -> done
//
// Events go to Application.notify: the simulator's own node (gateway or agency) that submitted. Callers from outside
// get none; they read. The submission itself (sequence 1) is no event: it is in the answer.
//
// Thread-safe after Add and Register; all state is in the transaction.
class Desk {
 public:
  // `calendar` and `law` must outlive the desk.
  explicit Desk(std::string agency, const seeds::WorkingCalendar& calendar = seeds::WorkingCalendar::Default(),
                const seeds::Law& law = seeds::Law::Default());
  ~Desk();

  // At start only. Two procedures of one code are a programming error.
  void Add(std::unique_ptr<Procedure> procedure);

  // What to do when another agency's application changed (EventService.PublishEvents). Each event comes once, in any
  // order; event.sequence orders them. An error keeps the event undelivered: the sender tries again.
  using EventHandler = EventInbox::Handler;
  void OnEvent(EventHandler handler);

  // Registers ApplicationService, EventService and the desk's continuations (all named "desk.…"). The desk must outlive
  // the handlers.
  void Register(host::Handlers& handlers);

  // Takes an application in. `procedure_code` is the method's own, used when the header names none; `tenant` may be
  // empty. Delivered again under the same application_id:
  //   a form that was delivered before         acknowledged, changes nothing
  //   another form or other components while a supplement is open: this is the supplement
  //   another form otherwise                   APPLICATION_ID_TAKEN (ALREADY_EXISTS)
  // A refusal on sight is no error: it is the application in status 3.
  //   INVALID_FIELD     malformed application_id, unknown procedure code
  absl::StatusOr<Application> Submit(CallContext& context, store::Txn& txn, const ApplicationHeader& header,
                                     const google::protobuf::Message& form, absl::string_view procedure_code,
                                     absl::string_view tenant = "");

  // The same for a method whose request is {request_id, header, form} and whose response is {application}, which is
  // most of a Submit method: `return desk.Submit<v1::SubmitXResponse>(context, txn, request, kX);`.
  template <class Response, class Request>
  absl::StatusOr<Response> Submit(CallContext& context, store::Txn& txn, const Request& request,
                                  absl::string_view procedure_code) {
    absl::StatusOr<Application> application = Submit(context, txn, request.header(), request.form(), procedure_code);
    if (!application.ok()) return std::move(application).status();
    Response response;
    *response.mutable_application() = *std::move(application);
    return response;
  }

  // For continuations of a Grant that waits for another agency, and for events of OnEvent.
  //   RESOURCE_NOT_FOUND, TRANSITION_NOT_ALLOWED (it may have been withdrawn in the meantime)
  absl::StatusOr<Application> Complete(CallContext& context, store::Txn& txn, absl::string_view id,
                                       const google::protobuf::Message& result, std::vector<Document> documents = {});
  absl::StatusOr<Application> Stop(CallContext& context, store::Txn& txn, absl::string_view id, Reason reason,
                                   const common::v1::LocalizedText& note);
  // The same with reason and note of an error.
  absl::StatusOr<Application> Stop(CallContext& context, store::Txn& txn, absl::string_view id,
                                   const absl::Status& why);
  // Ask the applicant, as any officer does. When the application waits for another agency, the answer leads straight
  // to Procedure::Grant again, without another decision. `request` needs items, reason and note, or fee_code, title and
  // amount_vnd.
  absl::StatusOr<Application> RequestSupplement(CallContext& context, store::Txn& txn, absl::string_view id,
                                                const v1::SupplementRequest& request);
  absl::StatusOr<Application> RequestPayment(CallContext& context, store::Txn& txn, absl::string_view id,
                                             const v1::PaymentRequest& request);

  // The agency that Grant asked has refused, and only an officer can help: the application stays in process, its
  // history says why. APPROVE then leads to Procedure::Grant again.
  absl::StatusOr<Application> HandBack(CallContext& context, store::Txn& txn, absl::string_view id,
                                       const absl::Status& why);
  // The agency that is waited for has met an obstacle: the history says which, everything else stays.
  //   RESOURCE_NOT_FOUND, TRANSITION_NOT_ALLOWED
  absl::StatusOr<Application> Remark(CallContext& context, store::Txn& txn, absl::string_view id, Reason reason,
                                     const common::v1::LocalizedText& note);
  // The result was handed over: status 10.
  //   RESOURCE_NOT_FOUND, TRANSITION_NOT_ALLOWED
  absl::StatusOr<Application> ReturnResult(CallContext& context, store::Txn& txn, absl::string_view id);

  absl::optional<Application> Find(store::Txn& txn, absl::string_view id) const;
  // The parts of one bundle at this desk, in id order.
  std::vector<Application> FindByDossierCode(store::Txn& txn, absl::string_view dossier_code) const;

  const std::string& agency() const;

 private:
  std::unique_ptr<Office> office_;
  EventInbox inbox_;
};

}  // namespace lienthong::applications
