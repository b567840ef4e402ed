#include "gateway/dossier/gateway_agency.h"

#include "gateway/dossier/conductor.h"
#include "gateway/dossier/dossier_errors.h"
#include "gateway/dossier/filing.h"
#include "gateway/dossier/follower.h"
#include "gateway/dossier/portal_reports.h"
#include "services/base/applications/event_inbox.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::dossier {
namespace {

using namespace gateway::v1;  // NOLINT: nine message pairs follow

constexpr char kService[] = "lienthong.gateway.v1.GatewayService/";

// Everything the handlers need; they share its ownership.
struct Gateway {
  Gateway(std::shared_ptr<FileStore> file_store, std::shared_ptr<const WorkflowLibrary> workflows)
      : files(std::move(file_store)), library(std::move(workflows)), conductor(&registry, library.get()) {}

  Office office() const { return Office{registry, *library, conductor, *files}; }

  const std::shared_ptr<FileStore> files;
  const std::shared_ptr<const WorkflowLibrary> library;
  const DossierRegistry registry;
  const Conductor conductor;
  applications::EventInbox inbox;
};

using Shared = std::shared_ptr<Gateway>;

// Registers a method whose answer is a dossier.
template <class Request, class Response>
void DossierMethod(host::Handlers& handlers, const Shared& gateway, const std::string& name,
                   absl::StatusOr<Dossier> (*act)(const Office&, CallContext&, store::Txn&, const Request&),
                   host::Handlers::Validator<Request> validate) {
  handlers.Unary<Request, Response>(
      kService + name,
      [gateway, act](CallContext& context, store::Txn& txn, const Request& request) -> absl::StatusOr<Response> {
        Response response;
        ASSIGN_OR_RETURN(*response.mutable_dossier(), act(gateway->office(), context, txn, request));
        return response;
      },
      std::move(validate));
}

absl::Status ValidateFiling(const SubmitDossierRequest& request) {
  if (request.workflow().empty()) return InvalidField("workflow", "name a linked service, see ListWorkflows");
  if (request.applicant().pin().empty()) return InvalidField("applicant.pin", "say who files");
  if (request.applicant().full_name().empty()) return InvalidField("applicant.full_name", "say who files");
  return absl::OkStatus();
}

template <class Request>
absl::Status ValidateDossierId(const Request& request) {
  if (request.dossier_id().empty()) return InvalidField("dossier_id", "name the dossier");
  return absl::OkStatus();
}

absl::StatusOr<GetDossierResponse> Get(const Gateway& gateway, store::Txn& txn, const GetDossierRequest& request) {
  GetDossierResponse response;
  auto dossier = request.dossier_id().empty() ? gateway.registry.FindByCode(txn, request.dossier_code())
                                              : gateway.registry.Find(txn, request.dossier_id());
  if (!dossier) {
    return ResourceNotFound("dossier", request.dossier_id().empty() ? request.dossier_code() : request.dossier_id());
  }
  *response.mutable_dossier() = *std::move(dossier);
  return response;
}

absl::StatusOr<ListDossiersResponse> List(const Gateway& gateway, store::Txn& txn,
                                          const ListDossiersRequest& request) {
  ASSIGN_OR_RETURN(auto page, gateway.registry.List(txn, request));
  return store::FillPage(std::move(page), &ListDossiersResponse::mutable_dossiers);
}

WorkflowSummary Summary(const Offer& offer) {
  WorkflowSummary summary;
  const engine::Annotations& annotations = offer.workflow->annotations();
  const auto title = [](const engine::Annotations& from, common::v1::LocalizedText* to) {
    if (const auto vi = from.title.find("vi"); vi != from.title.end()) to->set_vi(vi->second);
    if (const auto en = from.title.find("en"); en != from.title.end()) to->set_en(en->second);
  };
  summary.set_workflow(offer.name);
  summary.set_version(offer.workflow->version());
  title(annotations, summary.mutable_title());
  summary.set_legal_basis(annotations.legal_basis);
  for (const engine::TaskInfo& info : offer.workflow->Tasks()) {
    if (info.service.empty()) continue;
    WorkflowTask& task = *summary.add_tasks();
    task.set_name(info.name);
    task.set_kind(info.procedure.empty() ? "agency" : "application");
    task.set_method(info.service + "/" + info.method);
    task.set_procedure_code(info.procedure);
    title(info.annotations, task.mutable_title());
  }
  return summary;
}

absl::StatusOr<UploadFileResponse> Upload(const Gateway& gateway, const UploadFileRequest& request) {
  UploadFileResponse response;
  if (!request.sha256().empty() && request.sha256() != Sha256(request.content())) return FileDigestMismatch("sha256");
  const std::string type = request.media_type().empty() ? "application/octet-stream" : request.media_type();
  ASSIGN_OR_RETURN(FileStore::File file, FileStore::Describe(request.file_name(), type, request.content()));
  *response.mutable_file() = file.reference;
  // This call's own commit comes after the file's.
  gateway.files->Put(std::move(file), [](const auto&) {});
  return response;
}

void RegisterReads(host::Handlers& handlers, const Shared& gateway) {
  handlers.Unary<GetDossierRequest, GetDossierResponse>(
      std::string(kService) + "GetDossier",
      [gateway](CallContext&, store::Txn& txn, const GetDossierRequest& request) { return Get(*gateway, txn, request); },
      [](const GetDossierRequest& request) {
        if (request.dossier_id().empty() == request.dossier_code().empty()) {
          return InvalidField("dossier_id", "give either dossier_id or dossier_code");
        }
        return absl::OkStatus();
      });
  handlers.Unary<ListDossiersRequest, ListDossiersResponse>(
      std::string(kService) + "ListDossiers",
      [gateway](CallContext&, store::Txn& txn, const ListDossiersRequest& request) { return List(*gateway, txn, request); });
  handlers.Unary<ListWorkflowsRequest, ListWorkflowsResponse>(
      std::string(kService) + "ListWorkflows",
      [gateway](CallContext&, store::Txn&, const ListWorkflowsRequest&) -> absl::StatusOr<ListWorkflowsResponse> {
        ListWorkflowsResponse response;
        for (const auto& [name, offer] : gateway->library->offers()) *response.add_workflows() = Summary(offer);
        return response;
      });
  handlers.Unary<UploadFileRequest, UploadFileResponse>(
      std::string(kService) + "UploadFile",
      [gateway](CallContext&, store::Txn&, const UploadFileRequest& request) { return Upload(*gateway, request); });
}

void RegisterWatch(host::Handlers& handlers, const Shared& gateway) {
  handlers.Watch<WatchDossierRequest, WatchDossierResponse>(
      std::string(kService) + "WatchDossier",
      [](const WatchDossierRequest& request) -> absl::StatusOr<int64_t> {
        RETURN_IF_ERROR(ValidateDossierId(request));
        if (request.after_sequence() < 0) return InvalidField("after_sequence", "give a sequence number, or 0");
        return request.after_sequence();
      },
      [gateway](CallContext&, store::Txn& txn, const WatchDossierRequest& request, int64_t* position, int max,
                std::vector<WatchDossierResponse>* messages, bool* finished) -> absl::Status {
        const auto dossier = gateway->registry.Find(txn, request.dossier_id());
        if (!dossier) return ResourceNotFound("dossier", request.dossier_id());
        // A number from another life of this world.
        if (*position > dossier->sequence()) return host::WatchPositionGone(*position);
        for (DossierEvent& event : EventsAfter(txn, request.dossier_id(), *position, max)) {
          *position = event.sequence();
          WatchDossierResponse& message = messages->emplace_back();
          message.set_sequence(event.sequence());
          *message.mutable_event() = std::move(event);
        }
        *finished = dossier->outcome() != DOSSIER_OUTCOME_UNSPECIFIED && *position >= dossier->sequence();
        return absl::OkStatus();
      });
}

void RegisterEvents(host::Handlers& handlers, const Shared& gateway) {
  Gateway* raw = gateway.get();
  gateway->inbox.OnEvent([raw](CallContext& context, store::Txn& txn,
                               const applications::v1::ApplicationEvent& event) -> absl::Status {
    const auto dossier_id = raw->registry.DossierOf(txn, event.application_id());
    if (!dossier_id) return applications::EventApplicationUnknown(event.application_id());
    ASSIGN_OR_RETURN(CaseFile file, raw->registry.Open(context, txn, *dossier_id));
    context.run = *dossier_id;
    RETURN_IF_ERROR(Hear(context, txn, raw->conductor, file, event));
    ReportAndSave(context, txn, raw->registry, file);
    return absl::OkStatus();
  });
  gateway->inbox.Register(handlers);
}

}  // namespace

absl::StatusOr<std::unique_ptr<host::Handlers>> MakeHandlers(std::shared_ptr<FileStore> files) {
  ASSIGN_OR_RETURN(auto library, WorkflowLibrary::CompiledIn());
  auto handlers = std::make_unique<host::Handlers>();
  const auto gateway = std::make_shared<Gateway>(std::move(files), std::move(library));
  DossierMethod<SubmitDossierRequest, SubmitDossierResponse>(*handlers, gateway, "SubmitDossier", File, ValidateFiling);
  DossierMethod<SupplementDossierRequest, SupplementDossierResponse>(
      *handlers, gateway, "SupplementDossier", Supplement, ValidateDossierId<SupplementDossierRequest>);
  DossierMethod<PayDossierRequest, PayDossierResponse>(*handlers, gateway, "PayDossier", Pay,
                                                       ValidateDossierId<PayDossierRequest>);
  DossierMethod<WithdrawDossierRequest, WithdrawDossierResponse>(*handlers, gateway, "WithdrawDossier", Withdraw,
                                                                 ValidateDossierId<WithdrawDossierRequest>);
  RegisterReads(*handlers, gateway);
  RegisterWatch(*handlers, gateway);
  RegisterEvents(*handlers, gateway);
  gateway->conductor.Register(*handlers);
  RegisterFollower(gateway->conductor, gateway->registry, *handlers);
  RegisterPortalReports(gateway->registry, *handlers);
  return handlers;
}

}  // namespace lienthong::dossier
