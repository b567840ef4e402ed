#include "services/one_stop/one_stop_registry.h"

#include <algorithm>
#include <utility>

#include "seeds/identifiers/dossier_code.h"
#include "seeds/places/places.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"
#include "services/one_stop/one_stop_errors.h"

namespace lienthong::one_stop {
namespace {

using Values = std::vector<std::string>;

constexpr char kByForwarded[] = "forwarded";
constexpr char kHeld[] = "held";
constexpr int kSerialDigits = 7;
constexpr uint64_t kSerials = 10'000'000;
// What a caller is told to wait when nobody knows how long an outage lasts.
constexpr absl::Duration kUsualOutage = absl::Minutes(15);

absl::Duration WaitOf(const v1::Tenant& tenant, absl::Time now) {
  return tenant.has_readiness_until() ? FromProto(tenant.readiness_until()) - now : kUsualOutage;
}

std::string HeldGuard(const std::string& tenant) { return store::Key("one-stop-held", tenant); }

std::string NewReceiptCode(CallContext& context, absl::string_view province_code) {
  const seeds::Province* province = seeds::Places::Default().ProvinceOn(province_code, context.Today());
  seeds::DossierCode code;
  code.style = seeds::DossierCodeStyle::kDecision20;
  code.unit = std::string(province->agency_code);
  code.received = context.Today();
  code.serial = context.draws.Below(kSerials);
  code.serial_digits = kSerialDigits;
  return seeds::FormatDossierCode(code);
}

}  // namespace

OneStopRegistry::OneStopRegistry()
    : tenants_(
          "tenant", [](const v1::Tenant& row) { return row.province_code(); }, {}, &tenant_base_),
      readiness_("readiness", [](const v1::Readiness& row) { return row.province_code(); }),
      receipts_("receipt", [](const v1::ReceiptEntry& row) { return row.receipt_code(); }),
      dossiers_(
          "forwarded", [](const v1::ForwardedDossier& row) { return row.application_id(); },
          {{kByForwarded, [](const v1::ForwardedDossier& row) { return Values{row.forwarded_id()}; }, true},
           {kHeld, [](const v1::ForwardedDossier& row) { return row.held() ? Values{row.tenant()} : Values(); }}}) {}

void OneStopRegistry::Overlay(store::Txn& txn, absl::Time now, v1::Tenant& tenant) const {
  const auto readiness = readiness_.Get(txn, tenant.province_code());
  const bool over = readiness && readiness->has_until() && FromProto(readiness->until()) <= now;
  if (!readiness || over) return;
  tenant.set_readiness(readiness->readiness());
  if (readiness->has_note()) *tenant.mutable_readiness_note() = readiness->note();
  if (readiness->has_until()) *tenant.mutable_readiness_until() = readiness->until();
  tenant.set_delay_minutes(readiness->delay_minutes());
}

absl::optional<v1::Tenant> OneStopRegistry::FindTenant(store::Txn& txn, absl::string_view province_code,
                                                       absl::Time now) const {
  auto tenant = tenants_.Get(txn, province_code);
  if (tenant) Overlay(txn, now, *tenant);
  return tenant;
}

absl::StatusOr<store::Page<v1::Tenant>> OneStopRegistry::ListTenants(store::Txn& txn, int page_size,
                                                                     const std::string& page_token,
                                                                     absl::Time now) const {
  ASSIGN_OR_RETURN(auto page, tenants_.List(txn, page_size, page_token));
  for (v1::Tenant& tenant : page.rows) Overlay(txn, now, tenant);
  return page;
}

absl::Status OneStopRegistry::SetReadiness(store::Txn& txn, const v1::Readiness& readiness) const {
  return readiness_.Put(txn, readiness);
}

absl::StatusOr<v1::Tenant> OneStopRegistry::ReachableTenant(const CallContext& context, store::Txn& txn,
                                                            absl::string_view province_code) const {
  auto tenant = FindTenant(txn, province_code, context.now);
  if (!tenant) return TenantUnknown(province_code);
  if (tenant->readiness() == v1::TENANT_READINESS_OUTAGE) {
    return TenantOutage(province_code, WaitOf(*tenant, context.now));
  }
  return *std::move(tenant);
}

absl::StatusOr<v1::Tenant> OneStopRegistry::OpenTenant(const CallContext& context, store::Txn& txn,
                                                       absl::string_view province_code) const {
  const seeds::PlaceState state = seeds::Places::Default().ProvinceState(province_code, context.Today());
  if (state == seeds::PlaceState::kStale) {
    return TenantStale(seeds::Places::Default().ProvinceOn(province_code, context.Today())->code);
  }
  ASSIGN_OR_RETURN(v1::Tenant tenant, ReachableTenant(context, txn, province_code));
  if (tenant.readiness() == v1::TENANT_READINESS_NOT_READY) return TenantNotReady(province_code);
  return tenant;
}

std::string OneStopRegistry::TakeReceiptCode(CallContext& context, store::Txn& txn, absl::string_view province_code,
                                             const std::string& application_id) const {
  v1::ReceiptEntry entry;
  entry.set_application_id(application_id);
  do {
    entry.set_receipt_code(NewReceiptCode(context, province_code));
  } while (!receipts_.Insert(txn, entry));
  return entry.receipt_code();
}

std::string OneStopRegistry::ApplicationOfReceipt(store::Txn& txn, absl::string_view receipt_code) const {
  const auto entry = receipts_.Get(txn, receipt_code);
  return entry ? entry->application_id() : "";
}

absl::optional<v1::ForwardedDossier> OneStopRegistry::FindDossier(store::Txn& txn,
                                                                  absl::string_view application_id) const {
  return dossiers_.Get(txn, application_id);
}

absl::optional<v1::ForwardedDossier> OneStopRegistry::FindForwarded(store::Txn& txn,
                                                                    absl::string_view forwarded_id) const {
  return dossiers_.FindOne(txn, kByForwarded, forwarded_id);
}

absl::Status OneStopRegistry::Save(store::Txn& txn, const v1::ForwardedDossier& dossier) const {
  return dossiers_.Put(txn, dossier);
}

absl::Status OneStopRegistry::Hold(store::Txn& txn, v1::ForwardedDossier dossier) const {
  dossier.set_held(true);
  txn.Bump(HeldGuard(dossier.tenant()));
  return Save(txn, dossier);
}

absl::StatusOr<std::vector<v1::ForwardedDossier>> OneStopRegistry::Release(store::Txn& txn,
                                                                           const std::string& tenant) const {
  txn.Guard(HeldGuard(tenant));
  std::vector<v1::ForwardedDossier> held = dossiers_.Find(txn, kHeld, tenant);
  for (v1::ForwardedDossier& dossier : held) {
    dossier.set_held(false);
    RETURN_IF_ERROR(Save(txn, dossier));
  }
  return held;
}

}  // namespace lienthong::one_stop
