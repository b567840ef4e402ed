#include "gateway/dossier/dossier_registry.h"

#include <vector>

#include "services/base/bytes.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/key.h"

namespace lienthong::dossier {
namespace {

constexpr char kRuns[] = "dossier-run";
constexpr char kForms[] = "dossier-form";
constexpr char kResults[] = "dossier-result";
constexpr char kEvents[] = "dossier-event";
constexpr char kApplications[] = "dossier-application";

std::vector<std::string> One(const std::string& value) {
  return value.empty() ? std::vector<std::string>{} : std::vector<std::string>{value};
}

// The form never changes with a step of the run, nor does a result, and both cost more than all the rest of the record:
// each has a row of its own, and the record is written without them.
class Lightened {
 public:
  explicit Lightened(Dossier* dossier) : dossier_(dossier), form_(dossier->release_form()) {
    for (Part& part : *dossier->mutable_parts()) {
      Part& heavy = heavy_.emplace_back();
      heavy.mutable_documents()->Swap(part.mutable_documents());
      if (part.has_result()) heavy.set_allocated_result(part.release_result());
    }
  }
  ~Lightened() {
    dossier_->set_allocated_form(form_);
    for (int i = 0; i < dossier_->parts_size(); ++i) {
      dossier_->mutable_parts(i)->mutable_documents()->Swap(heavy_[i].mutable_documents());
      if (heavy_[i].has_result()) dossier_->mutable_parts(i)->set_allocated_result(heavy_[i].release_result());
    }
  }
  Lightened(const Lightened&) = delete;
  Lightened& operator=(const Lightened&) = delete;

 private:
  Dossier* const dossier_;
  google::protobuf::Struct* const form_;
  std::vector<Part> heavy_;
};

void SaveResults(store::Txn& txn, const Dossier& dossier) {
  for (const Part& part : dossier.parts()) {
    if (part.documents().empty() && !part.has_result()) continue;
    Part result;
    *result.mutable_documents() = part.documents();
    if (part.has_result()) *result.mutable_result() = part.result();
    txn.Put(store::Key(kResults, part.application_id()), ToBytes(result));
  }
}

}  // namespace

DossierRegistry::DossierRegistry()
    : dossiers_("dossier", [](const Dossier& dossier) { return dossier.dossier_id(); },
                {{"code", [](const Dossier& dossier) { return One(dossier.dossier_code()); }, true},
                 {"applicant", [](const Dossier& dossier) { return One(dossier.applicant().pin()); }}}) {}

absl::optional<Dossier> DossierRegistry::Find(store::Txn& txn, absl::string_view dossier_id) const {
  auto dossier = dossiers_.Get(txn, dossier_id);
  if (dossier) LoadAll(txn, &*dossier);
  return dossier;
}

absl::optional<Dossier> DossierRegistry::FindByCode(store::Txn& txn, absl::string_view dossier_code) const {
  auto dossier = dossiers_.FindOne(txn, "code", dossier_code);
  if (dossier) LoadAll(txn, &*dossier);
  return dossier;
}

void DossierRegistry::LoadForm(store::Txn& txn, Dossier* dossier) const {
  if (dossier->has_form()) return;
  const auto bytes = txn.Get(store::Key(kForms, dossier->dossier_id()));
  if (bytes) dossier->mutable_form()->ParseFromString(*bytes);
}

void DossierRegistry::LoadResult(store::Txn& txn, Part* part) const {
  if (part->has_result() || !part->documents().empty()) return;
  const auto bytes = txn.Get(store::Key(kResults, part->application_id()));
  if (bytes) part->MergeFromString(*bytes);
}

void DossierRegistry::LoadAll(store::Txn& txn, Dossier* dossier) const {
  LoadForm(txn, dossier);
  for (Part& part : *dossier->mutable_parts()) LoadResult(txn, &part);
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
  const Lightened light(&file.dossier());
  return dossiers_.Insert(txn, file.dossier());
}

void DossierRegistry::Save(store::Txn& txn, CaseFile& file) const {
  if (file.dossier().has_form()) txn.Put(store::Key(kForms, file.id()), ToBytes(file.dossier().form()));
  SaveResults(txn, file.dossier());
  txn.Put(store::Key(kRuns, file.id()), ToBytes(file.run()));
  const Lightened light(&file.dossier());
  (void)dossiers_.Put(txn, file.dossier());  // its code was unique when it was inserted
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
  for (Dossier& dossier : page->rows) LoadAll(txn, &dossier);
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
