#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong {

// AgencyKind is one office of the simulator, in the order of the ports: the gateway has P, the first of these P+1.
struct AgencyKind {
  std::string name;
  std::string title_vi;
  std::string title_en;
  std::function<std::unique_ptr<host::Handlers>(std::shared_ptr<const seeds::Nation>)> make;
};

const std::vector<AgencyKind>& AllAgencies();
// Null when there is none of this name.
const AgencyKind* FindAgency(const std::string& name);

}  // namespace lienthong
