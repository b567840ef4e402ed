#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "lienthong/portal/v1/portal_service.pb.h"
#include "services/base/store/table.h"
#include "services/base/world/call_context.h"
#include "services/portal/portal_registry.h"

namespace lienthong::portal {

// Mailbox keeps what is sent to citizens: notifications on every channel, and results in the store of results. Nothing
// leaves it; it can be read. Rows sort by world time, those of one instant and dossier in the order of sending.
// Thread-safe; all state is in the transaction.
class Mailbox {
 public:
  // `dossiers` must outlive the mailbox.
  explicit Mailbox(const PortalRegistry& dossiers);

  // Without channels it goes to the portal's inbox; a channel named twice counts once.
  //   PORTAL_DOSSIER_NOT_FOUND
  absl::StatusOr<v1::Notification> Send(CallContext& context, store::Txn& txn, v1::Notification notification) const;

  // The same document (kind and number) of the same part of a dossier again gives the first.
  //   PORTAL_DOSSIER_NOT_FOUND
  //   INVALID_FIELD  the owner is not the dossier's applicant
  absl::StatusOr<v1::PortalResult> Deliver(CallContext& context, store::Txn& txn, v1::PortalResult result) const;

  // At most one filter.
  //   PAGE_TOKEN_INVALID, FILTER_NOT_SUPPORTED, INVALID_FIELD
  absl::StatusOr<store::Page<v1::Notification>> List(store::Txn& txn,
                                                     const v1::ListNotificationsRequest& request) const;
  absl::StatusOr<store::Page<v1::PortalResult>> List(store::Txn& txn, const v1::ListResultsRequest& request) const;

 private:
  const PortalRegistry& dossiers_;
  const store::Table<v1::Notification> notifications_;
  const store::Table<v1::PortalResult> results_;
};

}  // namespace lienthong::portal
