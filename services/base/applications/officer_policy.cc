#include "services/base/applications/officer_policy.h"

#include <algorithm>

namespace lienthong::applications {
namespace {

using control::v1::OfficerPolicy;

// 0 = no match; more is narrower.
int Narrowness(const OfficerPolicy& policy, const v1::Application& application) {
  const bool any_agency = policy.agency() == "*";
  if (!any_agency && policy.agency() != application.agency()) return 0;
  if (!policy.tenant().empty() && policy.tenant() != application.tenant()) return 0;
  if (!policy.procedure_code().empty() && policy.procedure_code() != application.procedure_code()) return 0;
  return 1 + (policy.tenant().empty() ? 0 : 1) + (policy.procedure_code().empty() ? 0 : 2) + (any_agency ? 0 : 4);
}

OfficerPolicy AtOnce() {
  OfficerPolicy policy;
  policy.set_agency("*");
  policy.set_mode(control::v1::OFFICER_MODE_AUTOMATIC);
  return policy;
}

}  // namespace

OfficerPolicy PolicyFor(const control::v1::World& world, const v1::Application& application) {
  int best = 0;
  const OfficerPolicy* found = nullptr;
  for (const OfficerPolicy& policy : world.officers()) {
    const int narrowness = Narrowness(policy, application);
    if (narrowness <= best) continue;
    best = narrowness;
    found = &policy;
  }
  return found == nullptr ? AtOnce() : *found;
}

const control::v1::OfficerStep& LineFor(const OfficerPolicy& policy, int actions) {
  return policy.script(std::min(actions, policy.script_size() - 1));
}

}  // namespace lienthong::applications
