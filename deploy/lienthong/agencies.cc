#include "deploy/lienthong/agencies.h"

#include <algorithm>

#include "services/civil_registry/civil_registry_agency.h"
#include "services/health/health_agency.h"
#include "services/one_stop/one_stop_agency.h"
#include "services/population/population_agency.h"
#include "services/portal/portal_agency.h"
#include "services/social_insurance/social_insurance_agency.h"
#include "services/tax/tax_agency.h"

namespace lienthong {

const std::vector<AgencyKind>& AllAgencies() {
  static const auto* agencies = new std::vector<AgencyKind>{
      {"population", "Cơ sở dữ liệu quốc gia về dân cư", "National population database", population::MakeHandlers},
      {"civil_registry", "Hộ tịch điện tử", "Electronic civil status registry", civil_registry::MakeHandlers},
      {"health", "Dữ liệu chứng sinh", "Health event registry", health::MakeHandlers},
      {"social_insurance", "Bảo hiểm xã hội", "Social and health insurance", social_insurance::MakeHandlers},
      {"tax", "Đăng ký thuế", "Tax registration", tax::MakeHandlers},
      {"portal", "Cổng dịch vụ công quốc gia", "National public-service portal", portal::MakeHandlers},
      {"one_stop", "Một cửa 63 tỉnh, thành phố", "One-stop shops of 63 provinces", one_stop::MakeHandlers},
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
