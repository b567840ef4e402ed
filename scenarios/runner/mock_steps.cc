#include "scenarios/runner/mock_steps.h"

#include <functional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/mock_service.pb.h"
#include "scenarios/runner/calls.h"
#include "scenarios/runner/placeholders.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;

constexpr char kMock[] = "lienthong.control.v1.MockService/";

template <class Request>
Request About(Stage& stage) {
  Request request;
  request.set_request_id(stage.NextRequestId("control"));
  request.set_world(stage.client().world());
  return request;
}

// One call after the other; only the last may be refused as expected.
using Calls = std::vector<std::function<void(const v1::Answer& expected)>>;

void PerformAll(const Calls& calls, const v1::Answer& expected) {
  for (size_t i = 0; i < calls.size(); ++i) calls[i](i + 1 == calls.size() ? expected : v1::Answer());
}

template <class Request>
std::function<void(const v1::Answer&)> CallTo(Stage& stage, const std::string& method, Request request,
                                              const std::string& pointer) {
  return [&stage, method, request = std::move(request), pointer](const v1::Answer& expected) {
    Perform(stage, "control", absl::StrCat(kMock, method), request, expected, pointer);
  };
}

template <class Request, class Step>
void AddDeletions(Stage& stage, const Step& step, const char* method, const std::string& pointer, Calls* calls) {
  if (!step.clear() && step.remove().empty()) return;
  auto request = About<Request>(stage);
  request.set_all(step.clear());
  if (!step.clear()) *request.mutable_names() = step.remove();
  calls->push_back(CallTo(stage, method, std::move(request), pointer));
}

}  // namespace

void ChangeOverrides(Stage& stage, v1::OverridesStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  Calls calls;
  AddDeletions<control::v1::DeleteOverridesRequest>(stage, step, "DeleteOverrides", pointer, &calls);
  if (!step.put().empty()) {
    auto request = About<control::v1::PutOverridesRequest>(stage);
    *request.mutable_overrides() = step.put();
    calls.push_back(CallTo(stage, "PutOverrides", std::move(request), pointer));
  }
  PerformAll(calls, expected);
}

void ChangeFaults(Stage& stage, v1::FaultsStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  Calls calls;
  AddDeletions<control::v1::DeleteFaultsRequest>(stage, step, "DeleteFaults", pointer, &calls);
  if (!step.put().empty()) {
    auto request = About<control::v1::PutFaultsRequest>(stage);
    *request.mutable_faults() = step.put();
    calls.push_back(CallTo(stage, "PutFaults", std::move(request), pointer));
  }
  if (!step.profile().empty()) {
    auto request = About<control::v1::ApplyFaultProfileRequest>(stage);
    request.set_profile(step.profile());
    calls.push_back(CallTo(stage, "ApplyFaultProfile", std::move(request), pointer));
  }
  PerformAll(calls, expected);
}

void SetUpMocks(Stage& stage, const v1::WorldSetup& setup, const std::string& pointer) {
  v1::OverridesStep overrides;
  *overrides.mutable_put() = setup.overrides();
  ChangeOverrides(stage, std::move(overrides), pointer + "/overrides");
  v1::FaultsStep faults;
  *faults.mutable_put() = setup.faults();
  faults.set_profile(setup.fault_profile());
  ChangeFaults(stage, std::move(faults), pointer + "/faults");
}

}  // namespace lienthong::scenarios
