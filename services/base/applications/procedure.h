#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/any.pb.h"
#include "lienthong/applications/v1/application.pb.h"
#include "services/base/applications/verdict.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

namespace lienthong::applications {

using v1::Application;
using v1::ApplicationEvent;
using v1::ApplicationHeader;
using v1::ApplicationStatus;
using v1::Document;

// What an approval led to.
struct Granted {
  // The agency's result message and its printable side: the application is decided at once (status 9).
  template <class Result>
  static Granted Now(const Result& result, std::vector<Document> documents = {}) {
    Granted granted;
    granted.result.emplace().PackFrom(result);
    granted.documents = std::move(documents);
    return granted;
  }
  // The result depends on `agency`, whom Grant has asked by an agenda row. The application stays in process (status 4,
  // next actor AGENCY) until a continuation calls Desk::Complete, Stop, RequestSupplement or RequestPayment.
  static Granted WaitFor(absl::string_view agency) {
    Granted granted;
    granted.waiting_for = std::string(agency);
    return granted;
  }

  absl::optional<google::protobuf::Any> result;
  std::vector<Document> documents;
  std::string waiting_for;
};

// Procedure is one kind of application at one agency: the agency's rules, without any state machine. The desk calls it;
// it never changes the application itself.
//
// The checks answer with a Verdict; an error from any of these functions is a defect, not a refusal. They run inside
// the handler's transaction, may run more than once, and read the form with Application.form.
class Procedure {
 public:
  virtual ~Procedure() = default;

  // The national procedure code [mã TTHC], such as 1.001193.
  virtual std::string code() const = 0;

  // When the law wants it decided if it counts as received at `received`: a time that has been through the 15:00
  // cut-off already. `verified` asks for the longer time of cases that must be verified elsewhere. Called at intake,
  // and again when the applicant has answered a supplement or paid.
  virtual absl::StatusOr<absl::Time> DueAt(const CallContext& context, const Application& application,
                                           absl::Time received, bool verified) const = 0;

  // The agency's own code for a new application. Called once per application.
  virtual std::string ReceiptCode(CallContext& context, store::Txn& txn, const Application& application);

  // The look at intake: what can be refused or missed on sight. Default: nothing.
  virtual absl::StatusOr<Verdict> Receive(CallContext& context, store::Txn& txn, const Application& application);

  // The officer's check by the rules, before any approval.
  virtual absl::StatusOr<Verdict> Examine(CallContext& context, store::Txn& txn, const Application& application) = 0;

  // The effects of an approval. Called again for the same application when the agency that was waited for asked for a
  // supplement or a payment and the applicant has answered: application.supplements and payments tell.
  virtual absl::StatusOr<Granted> Grant(CallContext& context, store::Txn& txn, const Application& application) = 0;

  // The application was stopped (refused, withdrawn, late) after Grant had asked another agency: take back what can be
  // taken back. Default: nothing.
  virtual absl::Status Abandon(CallContext& context, store::Txn& txn, const Application& application);
};

}  // namespace lienthong::applications
