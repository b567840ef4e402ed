#include "services/one_stop/one_stop_agency.h"

#include "services/one_stop/one_stop_service.h"

namespace lienthong::one_stop {

void Register(std::shared_ptr<const seeds::Nation>, host::Handlers& handlers) {
  OneStopService::Register(std::make_shared<OneStopService>(), handlers);
}

}  // namespace lienthong::one_stop
