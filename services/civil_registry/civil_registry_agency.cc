#include "services/civil_registry/civil_registry_agency.h"

#include <utility>

#include "services/base/applications/desk.h"
#include "services/civil_registry/birth_procedure.h"
#include "services/civil_registry/birth_rules.h"
#include "services/civil_registry/civil_registry_registry.h"
#include "services/civil_registry/civil_registry_service.h"
#include "services/civil_registry/personal_number_inquiry.h"

namespace lienthong::civil_registry {
namespace {

// The parts refer to each other; whoever owns one of them owns all.
struct Parts {
  explicit Parts(const std::shared_ptr<const seeds::Nation>& nation)
      : registry(nation), rules(nation, registry), desk("civil_registry"), inquiries(registry, desk) {
    desk.Add(std::make_unique<BirthProcedure>(registry, rules, inquiries));
  }

  const CivilRegistry registry;
  const BirthRules rules;
  applications::Desk desk;
  PersonalNumberInquiries inquiries;
};

}  // namespace

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  const auto parts = std::make_shared<Parts>(nation);
  RegisterService({parts, &parts->registry}, {parts, &parts->desk}, handlers);
  parts->desk.Register(handlers);
  parts->inquiries.Register(handlers);
}

}  // namespace lienthong::civil_registry
