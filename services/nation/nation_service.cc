#include "services/nation/nation_service.h"

#include "absl/strings/str_cat.h"
#include "services/base/identity/world_nation.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {

std::string MethodName(absl::string_view method) { return absl::StrCat("lienthong.control.v1.NationService/", method); }

const seeds::Nation& NationOf(const NationPtr& nation, const CallContext& context) {
  return nation->In(PinModeOf(*context.config));
}

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  RegisterFigures(nation, handlers);
  RegisterLookups(nation, handlers);
  RegisterLists(nation, handlers);
  RegisterPlaces(handlers);
  RegisterAnswerKeys(nation, handlers);
}

}  // namespace lienthong::nation
