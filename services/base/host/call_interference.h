#pragma once

#include <memory>
#include <vector>

#include "services/base/mock/interference.h"

namespace lienthong::host {

// What overrides and faults do to one call on its way through the pipeline.
struct CallInterference {
  // Keeps what `asked_for` and the rules' texts point to.
  std::shared_ptr<const mock::Rules> rules;
  // By the header lienthong-fault.
  std::vector<const control::v1::Fault*> asked_for;
  mock::Intervention done;
  int attempts = 0;
  // The answer has been kept back for its time.
  bool held = false;
};

}  // namespace lienthong::host
