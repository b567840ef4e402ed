#include "services/one_stop/one_stop_base.h"

#include <string>

#include "seeds/places/places.h"

namespace lienthong::one_stop {

absl::optional<v1::Tenant> TenantBase::Get(const World&, absl::string_view province_code) const {
  const seeds::Province* province = seeds::Places::Default().FindProvince(province_code);
  if (province == nullptr) return absl::nullopt;
  v1::Tenant tenant;
  tenant.set_province_code(std::string(province->code));
  tenant.set_province_name(std::string(province->name));
  tenant.set_agency_code(std::string(province->agency_code));
  tenant.set_successor_code(std::string(province->successor_code));
  tenant.set_successor_name(std::string(province->successor_name));
  tenant.set_readiness(v1::TENANT_READINESS_READY);
  return tenant;
}

void TenantBase::Scan(const World&, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  for (const seeds::Province& province : seeds::Places::Default().provinces()) {
    if (province.code >= from && !visit(std::string(province.code))) return;
  }
}

}  // namespace lienthong::one_stop
