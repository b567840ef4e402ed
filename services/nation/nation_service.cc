#include "services/nation/nation_service.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/identity/world_nation.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {

std::string MethodName(absl::string_view method) { return absl::StrCat("lienthong.control.v1.NationService/", method); }

const seeds::Nation& NationOf(const NationPtr& nation, const CallContext& context) {
  return nation->In(PinModeOf(*context.config));
}

absl::Status QueryRefused(const absl::Status& status) {
  const auto refuse = [&](Reason reason) {
    return Error(status.code(), reason).With("problem", std::string(status.message()));
  };
  if (status.code() == absl::StatusCode::kInvalidArgument) return refuse(Reason::NATION_QUERY_INVALID);
  return refuse(status.code() == absl::StatusCode::kNotFound ? Reason::NOBODY_WAS_FOUND : Reason::NOBODY_CAN_MATCH);
}

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  RegisterFigures(nation, handlers);
  RegisterLookups(nation, handlers);
  RegisterLists(nation, handlers);
  RegisterHandouts(nation, handlers);
  RegisterPlaces(handlers);
  RegisterAnswerKeys(nation, handlers);
}

}  // namespace lienthong::nation
