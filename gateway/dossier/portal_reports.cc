#include "gateway/dossier/portal_reports.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/dossier/explanations.h"
#include "gateway/dossier/part_calls.h"
#include "gateway/dossier/part_news.h"
#include "lienthong/portal/v1/portal_service.pb.h"
#include "services/base/applications/events.h"
#include "services/base/error/error.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses
using gateway::v1::PortalRecord;
using gateway::v1::PortalReport;
using portal::v1::PortalDossierPart;
using portal::v1::UpdateDossierStatusRequest;

constexpr char kReported[] = "dossier.portal-reported";
constexpr char kRegister[] = "lienthong.portal.v1.PortalService/RegisterDossier";
constexpr char kUpdate[] = "lienthong.portal.v1.PortalService/UpdateDossierStatus";
constexpr absl::Duration kReportTimeout = absl::Seconds(30);

// To a citizen an application that was taken in and one being worked on look alike.
int Look(ApplicationStatus status) {
  return status == APPLICATION_STATUS_IN_PROCESS ? APPLICATION_STATUS_ACCEPTED : status;
}

// What a report would say, so short that it can be kept: the same again is no news.
std::string Abridged(const Dossier& dossier) {
  std::string text = absl::StrCat(dossier.status(), ".", dossier.reason(), ".", dossier.next_actor());
  for (const Part& part : dossier.parts()) {
    if (part.status() == APPLICATION_STATUS_SUBMITTED && part.reason() == 0) continue;
    absl::StrAppend(&text, " ", part.task(), ".", Look(part.status()), ".", part.reason(), ".", part.silent() ? "-" : "",
                    IsFinal(part.status()) ? 0 : part.due_at().seconds());
  }
  return text;
}

// What the office said, or what we say of it; an amount and a silence are always named.
common::v1::LocalizedText NoteOf(const Part& part) {
  const bool own = part.note().en().empty() || part.silent() ||
                   part.status() == APPLICATION_STATUS_PAYMENT_REQUESTED;
  return own ? ExplainPart(part) : part.note();
}

// Nothing is promised before the office has taken the application in.
bool HasAppointment(const Part& part) { return part.has_due_at() && part.status() != APPLICATION_STATUS_SUBMITTED; }

PortalDossierPart PartFor(const Part& part, int64_t sequence) {
  PortalDossierPart told;
  told.set_part(part.task());
  told.set_agency(part.agency());
  told.set_procedure_code(part.procedure_code());
  *told.mutable_title() = part.title();
  told.set_status(part.status());
  told.set_reason(part.reason());
  *told.mutable_note() = NoteOf(part);
  if (HasAppointment(part)) *told.mutable_due_at() = part.due_at();
  told.set_sequence(sequence);
  return told;
}

void AddResults(const Part& part, UpdateDossierStatusRequest& request) {
  for (const Document& document : part.documents()) {
    portal::v1::PortalResult& result = *request.add_results();
    result.set_part(part.task());
    *result.mutable_document() = document;
    if (part.has_result()) *result.mutable_data() = part.result();
  }
}

// The last appointment of all parts is that of the whole.
void SetAppointment(const Dossier& dossier, UpdateDossierStatusRequest& request) {
  for (const Part& part : dossier.parts()) {
    const bool later = HasAppointment(part) && part.due_at().seconds() > request.due_at().seconds();
    if (later) *request.mutable_due_at() = part.due_at();
  }
}

UpdateDossierStatusRequest RequestFor(const Dossier& dossier, int64_t sequence) {
  UpdateDossierStatusRequest request;
  request.set_dossier_code(dossier.dossier_code());
  request.set_status(dossier.status());
  request.set_reason(dossier.reason());
  *request.mutable_note() = dossier.explanation();
  request.set_next_actor(dossier.next_actor());
  request.set_sequence(sequence);
  SetAppointment(dossier, request);
  for (const Part& part : dossier.parts()) *request.add_parts() = PartFor(part, sequence);
  return request;
}

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void Send(const CallContext& context, store::Txn& txn, const DossierRegistry& registry, CaseFile& file,
          std::string told, absl::Duration wait) {
  PortalRecord& record = *file.run().mutable_portal();
  record.set_sequence(record.sequence() + 1);
  record.set_on_its_way(true);
  PortalReport report;
  report.set_dossier_id(file.id());
  report.set_told(std::move(told));
  UpdateDossierStatusRequest request = RequestFor(file.dossier(), record.sequence());
  for (Part& part : *file.dossier().mutable_parts()) {
    if (!IsGranted(part.status()) || Contains(record.delivered(), part.application_id())) continue;
    registry.LoadResult(txn, &part);
    AddResults(part, request);
    report.add_delivered(part.application_id());
  }
  agenda::Work work;
  work.due = context.now + wait;
  work.kind = wait > absl::ZeroDuration() ? control::v1::ROW_KIND_RETRY : control::v1::ROW_KIND_OUTBOX_REQUEST;
  // Not the run's: the run doesn't wait for the portal, nor the portal for the run.
  work.owner = absl::StrCat("portal/", file.id());
  work.continuation = kReported;
  work.arguments = report.SerializeAsString();
  work.call = agenda::Call("portal", kUpdate, request, kReportTimeout);
  work.run = file.id();
  agenda::Schedule(context, txn, std::move(work));
}

// The portal is there and won't have it: said once, and tried again with the next change.
void NoteRefusal(store::Txn& txn, CaseFile& file, const absl::Status& status) {
  DossierEvent event;
  event.set_kind(gateway::v1::DOSSIER_EVENT_KIND_CALLED);
  event.set_agency("portal");
  event.set_method(kUpdate);
  event.set_reason(ReasonOf(status));
  *event.mutable_text() = SentenceOf(status);
  file.Note(txn, std::move(event));
}

void Reported(const CallContext& context, store::Txn& txn, const DossierRegistry& registry, CaseFile& file,
              const PortalReport& report, const absl::Status& status) {
  PortalRecord& record = *file.run().mutable_portal();
  record.set_on_its_way(false);
  if (applications::WaitingHelps(status)) {
    Send(context, txn, registry, file, Abridged(file.dossier()), WaitBefore(status));
    return;
  }
  record.set_told(report.told());
  if (status.ok()) {
    record.mutable_delivered()->MergeFrom(report.delivered());
  } else {
    NoteRefusal(txn, file, status);
  }
}

}  // namespace

bool RegistersAtPortal(const std::string& method) { return method == kRegister; }

void BeginPortalRecord(CaseFile& file) { file.run().mutable_portal()->set_told(Abridged(file.dossier())); }

void ReportAndSave(const CallContext& context, store::Txn& txn, const DossierRegistry& registry, CaseFile& file) {
  if (file.run().has_portal() && !file.run().portal().on_its_way()) {
    std::string now = Abridged(file.dossier());
    if (now != file.run().portal().told()) Send(context, txn, registry, file, std::move(now), absl::ZeroDuration());
  }
  registry.Save(txn, file);
}

void RegisterPortalReports(const DossierRegistry& registry, host::Handlers& handlers) {
  handlers.Continue<PortalReport>(kReported, [&registry](CallContext& context, store::Txn& txn,
                                                         const PortalReport& report,
                                                         const host::CallAnswer& answer) -> absl::Status {
    auto file = registry.Open(context, txn, report.dossier_id());
    if (!file.ok()) return file.status();
    Reported(context, txn, registry, *file, report, answer.status);
    ReportAndSave(context, txn, registry, *file);
    return absl::OkStatus();
  });
}

}  // namespace lienthong::dossier
