#include "scenarios/runner/coherence.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/check_service.pb.h"

namespace lienthong::scenarios {
namespace {

using control::v1::CheckWorldRequest;
using control::v1::CheckWorldResponse;
using control::v1::Violation;

constexpr char kCheckWorld[] = "lienthong.control.v1.CheckService/CheckWorld";

std::string Sentence(const Violation& violation) {
  return absl::StrCat(violation.invariant(), " is violated at ", violation.agency(), " ", violation.table(), " ",
                      violation.key(), ": ", violation.text().en());
}

}  // namespace

void CheckCoherence(Stage& stage, const scenario::v1::Scenario& scenario) {
  CheckWorldRequest request;
  request.set_world(stage.client().world());
  const auto response = stage.client().Ask<CheckWorldResponse>("control", kCheckWorld, request);
  if (!stage.Check("/incoherent", response.status())) return;
  std::set<std::string> broken;
  for (const Violation& violation : response->violations()) broken.insert(violation.invariant());
  std::set<std::string> expected;
  for (int i = 0; i < scenario.incoherent_size(); ++i) {
    const std::string& invariant = scenario.incoherent(i).invariant();
    expected.insert(invariant);
    if (broken.count(invariant) > 0) continue;
    stage.Fail(absl::StrCat("/incoherent/", i),
               absl::StrCat(invariant, " holds, although the scenario says that it breaks it"));
  }
  for (const Violation& violation : response->violations()) {
    if (expected.count(violation.invariant()) == 0) stage.Fail("/incoherent", Sentence(violation));
  }
}

}  // namespace lienthong::scenarios
