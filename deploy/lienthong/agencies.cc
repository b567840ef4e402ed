#include "deploy/lienthong/agencies.h"

#include <algorithm>
#include <utility>

#include "services/civil_registry/civil_registry_agency.h"
#include "services/health/health_agency.h"
#include "services/one_stop/one_stop_agency.h"
#include "services/population/population_agency.h"
#include "services/portal/portal_agency.h"
#include "services/social_insurance/social_insurance_agency.h"
#include "services/tax/tax_agency.h"

namespace lienthong {

std::unique_ptr<host::Handlers> AgencyKind::MakeHandlers(std::shared_ptr<const seeds::Nation> nation) const {
  auto handlers = std::make_unique<host::Handlers>();
  Register(std::move(nation), *handlers);
  return handlers;
}

const std::vector<AgencyKind>& AllAgencies() {
  static const auto* agencies = new std::vector<AgencyKind>{
      {"population", "Cơ sở dữ liệu quốc gia về dân cư", "National population database", population::Register},
      {"civil_registry", "Hộ tịch điện tử", "Electronic civil status registry", civil_registry::Register},
      {"health", "Dữ liệu chứng sinh", "Health event registry", health::Register},
      {"social_insurance", "Bảo hiểm xã hội", "Social and health insurance", social_insurance::Register},
      {"tax", "Đăng ký thuế", "Tax registration", tax::Register},
      {"portal", "Cổng dịch vụ công quốc gia", "National public-service portal", portal::Register},
      {"one_stop", "Một cửa 63 tỉnh, thành phố", "One-stop shops of 63 provinces", one_stop::Register},
  };
  return *agencies;
}

const AgencyKind* FindAgency(const std::string& name) {
  const auto& agencies = AllAgencies();
  const auto it =
      std::find_if(agencies.begin(), agencies.end(), [&name](const AgencyKind& kind) { return kind.name == name; });
  return it == agencies.end() ? nullptr : &*it;
}

}  // namespace lienthong
