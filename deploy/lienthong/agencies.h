#pragma once

#include <memory>
#include <string>
#include <vector>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong {

// AgencyKind is one office of the simulator, in the order of the ports: the gateway has P, the first of these P+1.
struct AgencyKind {
  std::string name;
  std::string title_vi;
  std::string title_en;
  // All that the office answers and does.
  void (*Register)(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

  std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation> nation) const;
};

const std::vector<AgencyKind>& AllAgencies();
// Null when there is none of this name.
const AgencyKind* FindAgency(const std::string& name);

}  // namespace lienthong
