#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/dossier/conductor.h"
#include "gateway/dossier/file_store.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"

// What the applicant does: files, adds, pays, withdraws.
namespace lienthong::dossier {

struct Office {
  const DossierRegistry& registry;
  const WorkflowLibrary& library;
  const Conductor& conductor;
  const FileStore& files;
};

absl::StatusOr<Dossier> File(const Office& office, CallContext& context, store::Txn& txn,
                             const gateway::v1::SubmitDossierRequest& request);
absl::StatusOr<Dossier> Supplement(const Office& office, CallContext& context, store::Txn& txn,
                                   const gateway::v1::SupplementDossierRequest& request);
absl::StatusOr<Dossier> Pay(const Office& office, CallContext& context, store::Txn& txn,
                            const gateway::v1::PayDossierRequest& request);
absl::StatusOr<Dossier> Withdraw(const Office& office, CallContext& context, store::Txn& txn,
                                 const gateway::v1::WithdrawDossierRequest& request);

}  // namespace lienthong::dossier
