#include "gateway/dossier/dossier_registry.h"

#include <memory>

#include "services/base/bytes.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/key.h"

namespace lienthong::dossier {
namespace {

constexpr char kRuns[] = "dossier-run";
constexpr char kForms[] = "dossier-form";
constexpr char kEvents[] = "dossier-event";
constexpr char kApplications[] = "dossier-application";

std::vector<std::string> One(const std::string& value) {
  return value.empty() ? std::vector<std::string>{} : std::vector<std::string>{value};
}

// Runs `act` while the dossier is without its form: the form never changes with a step of the run, and as free-form
// data it costs more than all the rest of the record, so it has a row of its own.
template <class Act>
auto WithoutForm(Dossier* dossier, Act act) {
  const std::unique_ptr<google::protobuf::Struct> form(dossier->release_form());
  const auto result = act();
  if (form != nullptr) dossier->mutable_form()->Swap(form.get());
  return result;
}

}  // namespace

DossierRegistry::DossierRegistry()
    : dossiers_("dossier", [](const Dossier& dossier) { return dossier.dossier_id(); },
                {{"code", [](const Dossier& dossier) { return One(dossier.dossier_code()); }, true},
                 {"applicant", [](const Dossier& dossier) { return One(dossier.applicant().pin()); }}}) {}

absl::optional<Dossier> DossierRegistry::Find(store::Txn& txn, absl::string_view dossier_id) const {
  auto dossier = dossiers_.Get(txn, dossier_id);
  if (dossier) LoadForm(txn, &*dossier);
  return dossier;
}

absl::optional<Dossier> DossierRegistry::FindByCode(store::Txn& txn, absl::string_view dossier_code) const {
  auto dossier = dossiers_.FindOne(txn, "code", dossier_code);
  if (dossier) LoadForm(txn, &*dossier);
  return dossier;
}

void DossierRegistry::LoadForm(store::Txn& txn, Dossier* dossier) const {
  if (dossier->has_form()) return;
  const auto bytes = txn.Get(store::Key(kForms, dossier->dossier_id()));
  if (bytes) dossier->mutable_form()->ParseFromString(*bytes);
}

absl::StatusOr<CaseFile> DossierRegistry::Open(const CallContext& context, store::Txn& txn,
                                               absl::string_view dossier_id) const {
  auto dossier = dossiers_.Get(txn, dossier_id);
  if (!dossier) return ResourceNotFound("dossier", dossier_id);
  DossierRun run;
  if (const auto bytes = txn.Get(store::Key(kRuns, dossier_id))) run.ParseFromString(*bytes);
  return CaseFile(context, *std::move(dossier), std::move(run));
}

absl::optional<std::string> DossierRegistry::DossierOf(store::Txn& txn, absl::string_view application_id) const {
  return txn.Get(store::Key(kApplications, application_id));
}

void DossierRegistry::Link(store::Txn& txn, absl::string_view application_id, absl::string_view dossier_id) const {
  txn.Put(store::Key(kApplications, application_id), std::string(dossier_id));
}

bool DossierRegistry::Insert(store::Txn& txn, CaseFile& file) const {
  return WithoutForm(&file.dossier(), [&] { return dossiers_.Insert(txn, file.dossier()); });
}

void DossierRegistry::Save(store::Txn& txn, CaseFile& file) const {
  if (file.dossier().has_form()) txn.Put(store::Key(kForms, file.id()), ToBytes(file.dossier().form()));
  // Its code was unique when it was inserted.
  (void)WithoutForm(&file.dossier(), [&] { return dossiers_.Put(txn, file.dossier()); });
  txn.Put(store::Key(kRuns, file.id()), ToBytes(file.run()));
}

absl::StatusOr<store::Page<Dossier>> DossierRegistry::List(store::Txn& txn,
                                                           const gateway::v1::ListDossiersRequest& request) const {
  const auto keep = [&request](const Dossier& dossier) {
    return (request.workflow().empty() || dossier.workflow() == request.workflow()) &&
           (request.status() == 0 || dossier.status() == request.status());
  };
  gateway::v1::ListDossiersRequest query = request;
  query.clear_page_size();
  query.clear_page_token();
  const std::string asked = ToBytes(query);
  const bool all = request.applicant_pin().empty();
  auto page = all ? dossiers_.List(txn, request.page_size(), request.page_token(), keep, asked)
                  : dossiers_.ListBy(txn, "applicant", request.applicant_pin(), request.page_size(),
                                     request.page_token(), keep, asked);
  if (!page.ok()) return page.status();
  for (Dossier& dossier : page->rows) LoadForm(txn, &dossier);
  return page;
}

void PutEvent(store::Txn& txn, const DossierEvent& event) {
  txn.Put(store::Key(kEvents, event.dossier_id(), event.sequence()), ToBytes(event));
}

std::vector<DossierEvent> EventsAfter(store::Txn& txn, absl::string_view dossier_id, int64_t after, int max) {
  std::vector<DossierEvent> events;
  const std::string prefix = store::Key(kEvents, dossier_id);
  txn.Scan(store::Key(kEvents, dossier_id, after + 1), store::PrefixEnd(prefix),
           [&](absl::string_view, absl::string_view bytes) {
             DossierEvent& event = events.emplace_back();
             event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
             return static_cast<int>(events.size()) < max;
           });
  return events;
}

}  // namespace lienthong::dossier
