#include "gateway/dossier/filing.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gateway/dossier/dossier_errors.h"
#include "gateway/dossier/explanations.h"
#include "gateway/dossier/follower.h"
#include "gateway/dossier/portal_reports.h"
#include "gateway/dossier/request_filling.h"
#include "google/protobuf/util/json_util.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

// Linked dossier codes begin with the Government Office's code.
constexpr char kUnit[] = "G22.99";

std::string Json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

std::string InputOf(const Dossier& dossier, const std::string& version, const std::string& law) {
  std::string components;
  for (const auto& component : dossier.components()) {
    absl::StrAppend(&components, components.empty() ? "" : ",", Json(component));
  }
  return absl::StrCat("{\"dossier\":{\"id\":\"", dossier.dossier_id(), "\",\"code\":\"", dossier.dossier_code(),
                      "\",\"submitted_at\":", Json(dossier.submitted_at()), ",\"version\":\"", version,
                      "\"},\"applicant\":", Json(dossier.applicant()), ",\"form\":", Json(dossier.form()),
                      ",\"components\":[", components, "],\"law\":", law, "}");
}

absl::Status CheckSectionsOf(const Offer& offer, const google::protobuf::Struct& form) {
  for (const std::string& section : offer.sections) {
    const auto found = form.fields().find(section);
    const bool filled = found != form.fields().end() && !found->second.struct_value().fields().empty();
    if (!filled) return InvalidField(absl::StrCat("form.", section), "it is required");
  }
  return absl::OkStatus();
}

// Draws until the code is free.
absl::Status TakeCode(const Office& office, CallContext& context, store::Txn& txn, CaseFile& file) {
  for (int i = 0; i < 100; ++i) {
    file.dossier().set_dossier_code(absl::StrCat(kUnit, "-", absl::FormatTime("%y%m%d", context.now, HanoiZone()), "-",
                                                 absl::StrFormat("%06d", context.draws.Below(1'000'000))));
    if (office.registry.Insert(txn, file)) return absl::OkStatus();
  }
  return Error(absl::StatusCode::kAborted, Reason::CONFLICT);
}

void NoteApplicant(store::Txn& txn, CaseFile& file, const std::string& application_id,
                   const common::v1::LocalizedText& text, gateway::v1::DossierEventKind kind) {
  DossierEvent event;
  event.set_kind(kind);
  event.set_application_id(application_id);
  *event.mutable_text() = text;
  file.Note(txn, std::move(event));
}

// The part that waits for `status`; the named one, or the only one.
absl::StatusOr<Part*> Waiting(CaseFile& file, const std::string& application_id, ApplicationStatus status,
                              const char* what) {
  Part* waiting = nullptr;
  if (file.finished()) return NothingAwaited(what);
  for (Part& part : *file.dossier().mutable_parts()) {
    if (part.status() != status) continue;
    if (!application_id.empty() && part.application_id() != application_id) continue;
    if (waiting != nullptr) return PartAmbiguous(what);
    waiting = &part;
  }
  if (waiting == nullptr) return NothingAwaited(what);
  return waiting;
}

absl::StatusOr<Dossier> Done(const Office& office, const CallContext& context, store::Txn& txn, CaseFile& file) {
  ReportAndSave(context, txn, office.registry, file);
  office.registry.LoadForm(txn, &file.dossier());
  for (Part& part : *file.dossier().mutable_parts()) office.registry.LoadResult(txn, &part);
  return file.dossier();
}

}  // namespace

absl::StatusOr<Dossier> File(const Office& office, CallContext& context, store::Txn& txn,
                             const gateway::v1::SubmitDossierRequest& request) {
  ASSIGN_OR_RETURN(const Offer* offer, office.library.Find(request.workflow()));
  ASSIGN_OR_RETURN(const std::string version, office.library.VersionOn(*offer, context.Today()));
  RETURN_IF_ERROR(CheckSectionsOf(*offer, request.form()));
  Dossier dossier;
  dossier.set_dossier_id(context.NewId("d"));
  dossier.set_workflow(offer->name);
  dossier.set_workflow_version(version);
  *dossier.mutable_applicant() = request.applicant();
  *dossier.mutable_form() = request.form();
  *dossier.mutable_components() = request.components();
  dossier.set_channel(request.channel() == CHANNEL_UNSPECIFIED ? CHANNEL_ONLINE : request.channel());
  dossier.set_status(APPLICATION_STATUS_SUBMITTED);
  dossier.set_next_actor(ACTOR_AGENCY);
  dossier.set_waiting_for("gateway");
  *dossier.mutable_explanation() = OnItsWay();
  *dossier.mutable_submitted_at() = ToProto(context.now);
  RETURN_IF_ERROR(office.files.Resolve(dossier.mutable_components()));
  if (request.validate_only()) return dossier;

  DossierRun run;
  run.set_dossier_id(dossier.dossier_id());
  CaseFile file(context, std::move(dossier), std::move(run));
  RETURN_IF_ERROR(TakeCode(office, context, txn, file));
  context.run = file.id();
  NoteApplicant(txn, file, "", Text("Đã nộp hồ sơ.", "The dossier was filed."),
                gateway::v1::DOSSIER_EVENT_KIND_SUBMITTED);
  RETURN_IF_ERROR(office.conductor.Begin(context, txn, file,
                                         InputOf(file.dossier(), version, office.library.LawOn(*offer, context.Today()))));
  return Done(office, context, txn, file);
}

absl::StatusOr<Dossier> Supplement(const Office& office, CallContext& context, store::Txn& txn,
                                   const gateway::v1::SupplementDossierRequest& request) {
  ASSIGN_OR_RETURN(CaseFile file, office.registry.Open(context, txn, request.dossier_id()));
  ASSIGN_OR_RETURN(Part * part, Waiting(file, request.application_id(), APPLICATION_STATUS_SUPPLEMENT_REQUESTED,
                                        "a supplement"));
  ApplicationHeader added;
  *added.mutable_components() = request.components();
  RETURN_IF_ERROR(office.files.Resolve(added.mutable_components()));
  const FollowedApplication& followed = *file.Followed(part->application_id());
  ASSIGN_OR_RETURN(std::string merged,
                   WithSupplement(followed.method(), followed.request(), added, part->task(), request.form()));
  // What the agency has refused may be sent again: only the agency knows whether it would refuse it again.
  const bool same = IsSameRequest(followed.method(), merged, followed.request());
  if (same && !followed.supplement_refused()) return SupplementChangesNothing();
  MergeComponents(added.components(), file.dossier().mutable_components());
  office.registry.LoadForm(txn, &file.dossier());
  MergeStruct(request.form(), file.dossier().mutable_form());
  NoteApplicant(txn, file, part->application_id(), Text("Người nộp đã bổ sung hồ sơ.", "The applicant added what was asked."),
                gateway::v1::DOSSIER_EVENT_KIND_APPLICANT_ACTED);
  PassOnSupplement(context, txn, file, *part, std::move(merged));
  return Done(office, context, txn, file);
}

absl::StatusOr<Dossier> Pay(const Office& office, CallContext& context, store::Txn& txn,
                            const gateway::v1::PayDossierRequest& request) {
  ASSIGN_OR_RETURN(CaseFile file, office.registry.Open(context, txn, request.dossier_id()));
  ASSIGN_OR_RETURN(Part * part,
                   Waiting(file, request.application_id(), APPLICATION_STATUS_PAYMENT_REQUESTED, "a payment"));
  if (request.amount_vnd() != part->payment().amount_vnd()) return PaymentAmountWrong(part->payment().amount_vnd());
  NoteApplicant(txn, file, part->application_id(),
                Text(absl::StrCat("Người nộp đã nộp ", request.amount_vnd(), " đồng."),
                     absl::StrCat("The applicant paid ", request.amount_vnd(), " VND.")),
                gateway::v1::DOSSIER_EVENT_KIND_APPLICANT_ACTED);
  PassOnPayment(context, txn, file, *part, request.amount_vnd(), request.payment_reference());
  return Done(office, context, txn, file);
}

absl::StatusOr<Dossier> Withdraw(const Office& office, CallContext& context, store::Txn& txn,
                                 const gateway::v1::WithdrawDossierRequest& request) {
  ASSIGN_OR_RETURN(CaseFile file, office.registry.Open(context, txn, request.dossier_id()));
  if (file.finished()) return NotWithdrawable(ApplicationStatus_Name(file.dossier().status()));
  NoteApplicant(txn, file, "", Text("Người nộp rút hồ sơ.", "The applicant withdraws the dossier."),
                gateway::v1::DOSSIER_EVENT_KIND_APPLICANT_ACTED);
  for (Part& part : *file.dossier().mutable_parts()) {
    if (!IsFinal(part.status())) PassOnWithdrawal(context, txn, file, part);
  }
  office.conductor.Abandon(context, txn, file, gateway::v1::DOSSIER_OUTCOME_WITHDRAWN);
  return Done(office, context, txn, file);
}

}  // namespace lienthong::dossier
