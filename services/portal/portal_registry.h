#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "lienthong/portal/v1/portal_service.pb.h"
#include "services/base/store/table.h"
#include "services/base/world/call_context.h"
#include "services/portal/catalogue.h"

namespace lienthong::portal {

// PortalRegistry keeps what citizens see of their dossiers. The workflow that moves them runs at the gateway: the
// portal takes its word, in the order of its sequence numbers. Thread-safe; all state is in the transaction.
class PortalRegistry {
 public:
  // `catalogue` must outlive the registry.
  explicit PortalRegistry(const Catalogue& catalogue);

  // Opens a record; a repeated delivery gives the record as it has become.
  //   PROCEDURE_UNKNOWN, PROCEDURE_NOT_IN_FORCE  of the whole or of a part, on the day of submission
  //   PORTAL_DOSSIER_CODE_TAKEN                  the code was registered with other content
  absl::StatusOr<v1::PortalDossier> Register(const CallContext& context, store::Txn& txn,
                                             const v1::RegisterDossierRequest& request) const;

  //   PORTAL_DOSSIER_NOT_FOUND
  //   TRANSITION_NOT_ALLOWED  no way leads from the status known to the one reported
  //   INVALID_FIELD           a new part without an agency
  absl::StatusOr<v1::PortalDossier> Update(const CallContext& context, store::Txn& txn,
                                           const v1::UpdateDossierStatusRequest& request) const;

  //   PORTAL_DOSSIER_NOT_FOUND
  absl::StatusOr<v1::PortalDossier> Get(store::Txn& txn, const std::string& dossier_code) const;

  // Count one more notification about a dossier, or result of it, and return which it is, from 1.
  //   PORTAL_DOSSIER_NOT_FOUND
  absl::StatusOr<int64_t> CountNotification(store::Txn& txn, const std::string& dossier_code) const;
  absl::StatusOr<int64_t> CountResult(store::Txn& txn, const std::string& dossier_code) const;

  //   PAGE_TOKEN_INVALID, INVALID_FIELD
  absl::StatusOr<store::Page<v1::PortalDossier>> List(store::Txn& txn,
                                                      const v1::ListPortalDossiersRequest& request) const;

 private:
  absl::StatusOr<v1::PortalDossier> NewDossier(const CallContext& context,
                                               const v1::RegisterDossierRequest& request) const;

  const Catalogue& catalogue_;
  const store::Table<v1::PortalDossier> dossiers_;
  // The registrations as they came, without request_id: what a repeated one is compared with.
  const store::Table<v1::RegisterDossierRequest> registrations_;
};

}  // namespace lienthong::portal
