#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "gateway/dossier/case_file.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "services/base/store/table.h"

namespace lienthong::dossier {

// DossierRegistry keeps dossiers, their runs and their history. Ids begin with the time of filing, so that the rows of
// a case lie together and lists are in order of filing. Thread-safe, without state of its own.
class DossierRegistry {
 public:
  DossierRegistry();

  absl::optional<Dossier> Find(store::Txn& txn, absl::string_view dossier_id) const;
  absl::optional<Dossier> FindByCode(store::Txn& txn, absl::string_view dossier_code) const;
  // Steps of a run need neither the e-form nor the results that have come: Open leaves them out.
  void LoadForm(store::Txn& txn, Dossier* dossier) const;
  // Result and printable documents of one part.
  void LoadResult(store::Txn& txn, Part* part) const;
  //   RESOURCE_NOT_FOUND
  absl::StatusOr<CaseFile> Open(const CallContext& context, store::Txn& txn, absl::string_view dossier_id) const;
  // By an application of one of its parts; nullopt when no run submitted it.
  absl::optional<std::string> DossierOf(store::Txn& txn, absl::string_view application_id) const;
  void Link(store::Txn& txn, absl::string_view application_id, absl::string_view dossier_id) const;
  void Save(store::Txn& txn, CaseFile& file) const;
  // The linked dossier code is free to use; false when another dossier has it.
  bool Insert(store::Txn& txn, CaseFile& file) const;

  absl::StatusOr<store::Page<Dossier>> List(store::Txn& txn, const gateway::v1::ListDossiersRequest& request) const;

 private:
  void LoadAll(store::Txn& txn, Dossier* dossier) const;

  store::Table<Dossier> dossiers_;
};

// History, in sequence order after `after`, at most `max`.
void PutEvent(store::Txn& txn, const DossierEvent& event);
std::vector<DossierEvent> EventsAfter(store::Txn& txn, absl::string_view dossier_id, int64_t after, int max);

}  // namespace lienthong::dossier
