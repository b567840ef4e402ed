#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "lienthong/one_stop/v1/one_stop.pb.h"
#include "lienthong/one_stop/v1/one_stop_state.pb.h"
#include "services/base/store/table.h"
#include "services/base/world/call_context.h"
#include "services/one_stop/one_stop_base.h"

namespace lienthong::one_stop {

// OneStopRegistry knows how the provinces stand, which receipts were given, and which dossiers are with other agencies.
// Thread-safe; all state is in the transaction.
class OneStopRegistry {
 public:
  OneStopRegistry();
  OneStopRegistry(const OneStopRegistry&) = delete;
  OneStopRegistry& operator=(const OneStopRegistry&) = delete;

  // How the province stands at `now`: what was set ends by itself at its `until`.
  absl::optional<v1::Tenant> FindTenant(store::Txn& txn, absl::string_view province_code, absl::Time now) const;
  absl::StatusOr<store::Page<v1::Tenant>> ListTenants(store::Txn& txn, int page_size, const std::string& page_token,
                                                      absl::Time now) const;
  absl::Status SetReadiness(store::Txn& txn, const v1::Readiness& readiness) const;

  // The tenant whose desk is open for new dossiers.
  //   TENANT_UNKNOWN    no such province
  //   STALE_CODE        since 2025-07-01 part of another
  //   TENANT_NOT_READY  not connected yet
  //   TENANT_OUTAGE     down
  absl::StatusOr<v1::Tenant> OpenTenant(const CallContext& context, store::Txn& txn,
                                        absl::string_view province_code) const;
  // The same for a dossier taken in before: a stale or unready province still answers for it.
  //   TENANT_UNKNOWN, TENANT_OUTAGE
  absl::StatusOr<v1::Tenant> ReachableTenant(const CallContext& context, store::Txn& txn,
                                             absl::string_view province_code) const;

  // A receipt code that nobody has: H26-240805-0123456. The serial is drawn, not counted, so that desks of one province
  // don't wait for each other.
  std::string TakeReceiptCode(CallContext& context, store::Txn& txn, absl::string_view province_code,
                              const std::string& application_id) const;
  // Empty when there is none.
  std::string ApplicationOfReceipt(store::Txn& txn, absl::string_view receipt_code) const;

  absl::optional<v1::ForwardedDossier> FindDossier(store::Txn& txn, absl::string_view application_id) const;
  absl::optional<v1::ForwardedDossier> FindForwarded(store::Txn& txn, absl::string_view forwarded_id) const;
  absl::Status Save(store::Txn& txn, const v1::ForwardedDossier& dossier) const;
  // Keeps a dossier until its tenant is set to work again.
  absl::Status Hold(store::Txn& txn, v1::ForwardedDossier dossier) const;
  // The dossiers held for the tenant, which are held no longer.
  absl::StatusOr<std::vector<v1::ForwardedDossier>> Release(store::Txn& txn, const std::string& tenant) const;

 private:
  void Overlay(store::Txn& txn, absl::Time now, v1::Tenant& tenant) const;

  TenantBase tenant_base_;
  store::Table<v1::Tenant> tenants_;
  store::Table<v1::Readiness> readiness_;
  store::Table<v1::ReceiptEntry> receipts_;
  store::Table<v1::ForwardedDossier> dossiers_;
};

}  // namespace lienthong::one_stop
