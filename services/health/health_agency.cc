#include "services/health/health_agency.h"

#include <utility>

#include "services/health/health_service.h"

namespace lienthong::health {

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  HealthService::Register(std::make_shared<HealthService>(std::move(nation)), handlers);
}

}  // namespace lienthong::health
