#include "services/one_stop/one_stop_agency.h"

#include "services/one_stop/one_stop_service.h"

namespace lienthong::one_stop {

void Register(std::shared_ptr<const seeds::Nation>, host::Handlers& handlers) {
  OneStopService::Register(std::make_shared<OneStopService>(), handlers);
}

std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation> nation) {
  auto handlers = std::make_unique<host::Handlers>();
  Register(std::move(nation), *handlers);
  return handlers;
}

}  // namespace lienthong::one_stop
