#include "gateway/dossier/conductor.h"

#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/dossier/explanations.h"
#include "gateway/dossier/follower.h"
#include "gateway/dossier/portal_reports.h"
#include "gateway/dossier/request_filling.h"
#include "google/protobuf/util/json_util.h"
#include "lienthong/common/v1/reason.pb.h"
#include "services/base/status.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using gateway::v1::RunWait;

constexpr char kAnswered[] = "dossier.call-answered";
constexpr char kTimer[] = "dossier.timer";

RunWait WaitOf(const CaseFile& file, const std::string& token, const std::string& method = "") {
  RunWait wait;
  wait.set_dossier_id(file.id());
  wait.set_token(token);
  wait.set_method(method);
  return wait;
}

control::v1::RowKind RowKindOf(engine::TimerKind kind) {
  switch (kind) {
    case engine::TimerKind::kRetry:
      return control::v1::ROW_KIND_RETRY;
    case engine::TimerKind::kTimeout:
      return control::v1::ROW_KIND_DEADLINE;
    case engine::TimerKind::kWait:
      break;
  }
  return control::v1::ROW_KIND_RUN_STEP;
}

common::v1::Reason ReasonNamed(const std::string& name) {
  common::v1::Reason reason = common::v1::REASON_UNSPECIFIED;
  common::v1::Reason_Parse(name, &reason);
  return reason;
}

// Why it ended so: nothing that was in the way before it ended well, and the first refusal when it ended in part.
common::v1::Reason ReasonOfOutcome(const Dossier& dossier) {
  switch (dossier.outcome()) {
    case gateway::v1::DOSSIER_OUTCOME_COMPLETED:
      return common::v1::REASON_UNSPECIFIED;
    case gateway::v1::DOSSIER_OUTCOME_WITHDRAWN:
      return common::v1::WITHDRAWN_BY_APPLICANT;
    case gateway::v1::DOSSIER_OUTCOME_COMPLETED_IN_PART:
      for (const Part& part : dossier.parts()) {
        if (IsRefusal(part.status())) return part.reason();
      }
      break;
    default:
      break;
  }
  return dossier.reason();
}

}  // namespace

std::string OwnerOf(const CaseFile& file) { return absl::StrCat("dossier/", file.id()); }

std::string AgencyOfMethod(const std::string& method) {
  const std::vector<std::string> parts = absl::StrSplit(method, '.');
  return parts.size() > 1 ? parts[1] : method;
}

Conductor::Conductor(const DossierRegistry* registry, const WorkflowLibrary* library)
    : registry_(registry), library_(library) {}

engine::RunContext Conductor::ContextOf(const CallContext& context, const CaseFile& file) const {
  engine::RunContext run;
  run.run_id = file.id();
  run.now = context.now;
  return run;
}

absl::Status Conductor::Begin(const CallContext& context, store::Txn& txn, CaseFile& file,
                              const std::string& input) const {
  ASSIGN_OR_RETURN(const Offer* offer, library_->Find(file.dossier().workflow()));
  ASSIGN_OR_RETURN(engine::Result result, engine::Start(*offer->workflow, input, ContextOf(context, file)));
  return Carry(context, txn, file, std::move(result));
}

absl::Status Conductor::Resume(const CallContext& context, store::Txn& txn, CaseFile& file, const std::string& token,
                               const engine::Outcome& outcome) const {
  if (file.finished()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Offer* offer, library_->Find(file.dossier().workflow()));
  file.run().mutable_rows()->erase(token);
  ASSIGN_OR_RETURN(engine::Result result, engine::Resume(*offer->workflow, file.run().state(), token, outcome,
                                                         ContextOf(context, file)));
  if (!result.accepted) return absl::OkStatus();
  return Carry(context, txn, file, std::move(result));
}

absl::Status Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                              engine::Result result) const {
  *file.run().mutable_state() = std::move(result.state);
  for (const engine::Effect& effect : result.effects) {
    std::visit([&](const auto& kind) { Carry(context, txn, file, kind); }, effect);
  }
  file.Summarise(txn);
  return absl::OkStatus();
}

void Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                      const engine::CallEffect& effect) const {
  const std::string method = absl::StrCat(effect.service, "/", effect.method);
  control::v1::RowCall call;
  call.set_request_id(absl::StrCat(file.id(), effect.idempotency_suffix));
  call.set_method(method);
  call.set_body(WithRequestId(method, effect.request, call.request_id()));
  call.set_to(SeatOf(method, call.body()));
  call.set_purpose(effect.purpose);
  *call.mutable_timeout() = ToProto(effect.timeout);
  agenda::Work work;
  work.due = context.now;
  work.kind = control::v1::ROW_KIND_RUN_STEP;
  work.owner = OwnerOf(file);
  work.continuation = kAnswered;
  work.arguments = WaitOf(file, effect.token, method).SerializeAsString();
  work.call = std::move(call);
  work.run = file.id();
  (*file.run().mutable_rows())[effect.token] = agenda::Schedule(context, txn, std::move(work));
}

void Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                      const engine::ApplicationEffect& effect) const {
  SubmitPart(context, txn, *registry_, file, effect);
}

void Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                      const engine::TimerEffect& effect) const {
  agenda::Work work;
  work.due = context.now + effect.after;
  work.kind = RowKindOf(effect.kind);
  work.owner = OwnerOf(file);
  work.continuation = kTimer;
  work.arguments = WaitOf(file, effect.token).SerializeAsString();
  work.run = file.id();
  (*file.run().mutable_rows())[effect.token] = agenda::Schedule(context, txn, std::move(work));
}

void Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                      const engine::EmitEffect& effect) const {
  DossierEvent event;
  event.set_kind(gateway::v1::DOSSIER_EVENT_KIND_EMITTED);
  event.set_method(effect.type);
  *event.mutable_text() = Text(effect.envelope, effect.envelope);
  file.Note(txn, std::move(event));
}

// What a run listens for comes through EventService; the engine keeps the filters.
void Conductor::Carry(const CallContext&, store::Txn&, CaseFile&, const engine::ListenEffect&) const {}

void Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                      const engine::CancelEffect& effect) const {
  if (const auto row = file.run().rows().find(effect.token); row != file.run().rows().end()) {
    agenda::Cancel(txn, row->second);
    file.run().mutable_rows()->erase(effect.token);
  }
  WithdrawByToken(context, txn, file, effect.token);
}

void Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                      const engine::FinishedEffect& effect) const {
  (void)google::protobuf::util::JsonStringToMessage(effect.output, file.dossier().mutable_output());
  bool refused = false;
  for (const Part& part : file.dossier().parts()) refused |= IsRefusal(part.status());
  Finish(context, txn, file,
         refused ? gateway::v1::DOSSIER_OUTCOME_COMPLETED_IN_PART : gateway::v1::DOSSIER_OUTCOME_COMPLETED);
}

void Conductor::Carry(const CallContext& context, store::Txn& txn, CaseFile& file,
                      const engine::FaultedEffect& effect) const {
  const engine::WorkflowError& error = effect.error;
  file.dossier().set_reason(ReasonNamed(error.reason));
  file.dossier().set_failure(absl::StrCat(error.title, ": ", error.detail, " (", error.instance, ")"));
  const bool refused = error.type == engine::kErrorApplicationRefused;
  const bool withdrawn = error.type == engine::kErrorApplicationWithdrawn;
  Finish(context, txn, file,
         refused     ? gateway::v1::DOSSIER_OUTCOME_REFUSED
         : withdrawn ? gateway::v1::DOSSIER_OUTCOME_WITHDRAWN
                     : gateway::v1::DOSSIER_OUTCOME_FAILED);
}

void Conductor::Abandon(const CallContext& context, store::Txn& txn, CaseFile& file,
                        gateway::v1::DossierOutcome outcome) const {
  for (const auto& [token, row] : file.run().rows()) agenda::Cancel(txn, row);
  file.run().mutable_rows()->clear();
  Finish(context, txn, file, outcome);
  file.Summarise(txn);
}

void Conductor::Finish(const CallContext& context, store::Txn& txn, CaseFile& file,
                       gateway::v1::DossierOutcome outcome) const {
  using namespace applications::v1;  // NOLINT: statuses
  Dossier& dossier = file.dossier();
  dossier.set_outcome(outcome);
  dossier.set_reason(ReasonOfOutcome(dossier));
  *dossier.mutable_finished_at() = ToProto(context.now);
  dossier.set_next_actor(ACTOR_NOBODY);
  dossier.clear_waiting_for();
  const bool granted =
      outcome == gateway::v1::DOSSIER_OUTCOME_COMPLETED || outcome == gateway::v1::DOSSIER_OUTCOME_COMPLETED_IN_PART;
  const bool never_taken_in =
      dossier.parts_size() == 1 && dossier.parts(0).status() == APPLICATION_STATUS_NOT_ACCEPTED;
  const ApplicationStatus before = dossier.status();
  dossier.set_status(granted          ? APPLICATION_STATUS_RESULT_RETURNED
                     : never_taken_in ? APPLICATION_STATUS_NOT_ACCEPTED
                                      : APPLICATION_STATUS_STOPPED);
  *dossier.mutable_explanation() = ExplainOutcome(dossier);
  if (dossier.status() == before) return;
  DossierEvent event;
  event.set_kind(gateway::v1::DOSSIER_EVENT_KIND_STATUS_CHANGED);
  event.set_status(dossier.status());
  event.set_reason(dossier.reason());
  *event.mutable_text() = dossier.explanation();
  file.Note(txn, std::move(event));
}

void Conductor::Register(host::Handlers& handlers) const {
  handlers.Continue<RunWait>(
      kAnswered, [this](CallContext& context, store::Txn& txn, const RunWait& wait, const host::CallAnswer& answer) {
        auto file = registry_->Open(context, txn, wait.dossier_id());
        if (!file.ok()) return file.status();
        if (file->finished()) return absl::OkStatus();  // withdrawn meanwhile
        DossierEvent event;
        event.set_kind(gateway::v1::DOSSIER_EVENT_KIND_CALLED);
        event.set_agency(AgencyOfMethod(wait.method()));
        event.set_method(wait.method());
        file->Note(txn, std::move(event));
        if (answer.status.ok() && RegistersAtPortal(wait.method())) BeginPortalRecord(*file);
        engine::CallAnswered outcome;
        outcome.response = answer.body;
        if (!answer.status.ok()) outcome.error = engine::ErrorOfCall(answer.status);
        RETURN_IF_ERROR(Resume(context, txn, *file, wait.token(), outcome));
        ReportAndSave(context, txn, *registry_, *file);
        return absl::OkStatus();
      });
  handlers.Continue<RunWait>(
      kTimer, [this](CallContext& context, store::Txn& txn, const RunWait& wait, const host::CallAnswer&) {
        auto file = registry_->Open(context, txn, wait.dossier_id());
        if (!file.ok()) return file.status();
        RETURN_IF_ERROR(Resume(context, txn, *file, wait.token(), engine::TimerFired{}));
        ReportAndSave(context, txn, *registry_, *file);
        return absl::OkStatus();
      });
}

}  // namespace lienthong::dossier
