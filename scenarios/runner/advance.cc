#include "scenarios/runner/advance.h"

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "scenarios/runner/calls.h"
#include "scenarios/runner/day_arithmetic.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;
using control::v1::AdvanceClockRequest;
using control::v1::AdvanceClockResponse;

constexpr char kControl[] = "lienthong.control.v1.ControlService/";
// A stretch may end early with complete = false; so many continuations are patience enough.
constexpr int kMostStretches = 1000;
constexpr char kDefaultWithin[] = "366d";

absl::StatusOr<AdvanceClockRequest> ClockRequestOf(const v1::AdvanceStep& step) {
  AdvanceClockRequest request;
  if (step.how_case() == v1::AdvanceStep::kBy) {
    ASSIGN_OR_RETURN(const absl::Duration span, ParseSpan(step.by()));
    *request.mutable_by() = ToProto(span);
  } else if (step.how_case() == v1::AdvanceStep::kTo) {
    ASSIGN_OR_RETURN(const absl::Time time, ParseTime(step.to()));
    *request.mutable_to() = ToProto(time);
  }
  request.set_working_days(step.working_days());
  request.set_until_idle(step.until_idle());
  return request;
}

// One stretch, and then its rest until it is complete. The first answer's target becomes absolute: the rest of "10
// days" is not 10 days again.
absl::Status Move(Stage& stage, AdvanceClockRequest request) {
  request.set_world(stage.client().world());
  if (request.has_by()) {
    *request.mutable_to() = ToProto(stage.scope().now + FromProto(request.by()));
    request.clear_by();
  }
  for (int i = 0; i < kMostStretches; ++i) {
    request.set_request_id(stage.NextRequestId("control"));
    ASSIGN_OR_RETURN(
        const AdvanceClockResponse response,
        stage.client().Ask<AdvanceClockResponse>("control", absl::StrCat(kControl, "AdvanceClock"), request));
    stage.scope().now = FromProto(response.clock().now());
    stage.Happened();
    if (response.complete()) return absl::OkStatus();
    if (request.working_days() > 0) return absl::ResourceExhaustedError("too much falls due; advance in smaller steps");
  }
  return absl::ResourceExhaustedError("the world does not come to rest");
}

bool PartReached(const gateway::v1::Dossier& dossier, const v1::UntilDossier& until) {
  for (const auto& part : dossier.parts()) {
    if (!until.task().empty() && part.task() != until.task()) continue;
    if (until.part_status() != 0 && part.status() != until.part_status()) continue;
    if (until.silent() && !part.silent()) continue;
    return true;
  }
  return false;
}

bool Reached(const gateway::v1::Dossier& dossier, const v1::UntilDossier& until) {
  if (until.status() != 0 && dossier.status() != until.status()) return false;
  if (until.outcome() != 0 && dossier.outcome() != until.outcome()) return false;
  return (until.part_status() == 0 && !until.silent()) || PartReached(dossier, until);
}

// From one due row to the next: nothing is skipped and time stops where the dossier has come so far.
absl::Status MoveUntil(Stage& stage, const v1::UntilDossier& until) {
  ASSIGN_OR_RETURN(const absl::Duration within, ParseSpan(until.within().empty() ? kDefaultWithin : until.within()));
  const absl::Time limit = stage.scope().now + within;
  for (;;) {
    ASSIGN_OR_RETURN(const gateway::v1::Dossier dossier, stage.ReadDossier(until.dossier()));
    if (Reached(dossier, until)) return absl::OkStatus();
    control::v1::GetClockRequest clock;
    clock.set_world(stage.client().world());
    ASSIGN_OR_RETURN(const auto response, stage.client().Ask<control::v1::GetClockResponse>(
                                              "control", absl::StrCat(kControl, "GetClock"), clock));
    const std::string where =
        absl::StrCat("the dossier stands at ", applications::v1::ApplicationStatus_Name(dossier.status()));
    if (!response.clock().has_next_due())
      return absl::NotFoundError(absl::StrCat(where, " and nothing waits any more"));
    if (FromProto(response.clock().next_due()) > limit)
      return absl::NotFoundError(absl::StrCat(where, " and the time given is over"));
    AdvanceClockRequest request;
    *request.mutable_to() = response.clock().next_due();
    RETURN_IF_ERROR(Move(stage, request));
  }
}

absl::Status PerformAdvance(Stage& stage, const v1::AdvanceStep& step) {
  if (step.has_until()) return MoveUntil(stage, step.until());
  ASSIGN_OR_RETURN(const AdvanceClockRequest request, ClockRequestOf(step));
  return Move(stage, request);
}

}  // namespace

void Advance(Stage& stage, v1::AdvanceStep step, const std::string& pointer) {
  const v1::Answer expected = step.expect();
  step.clear_expect();
  if (!stage.Check(pointer, Expand(step, stage.scope()))) return;
  CheckAnswer(stage, expected, {PerformAdvance(stage, step), Json::object()}, pointer + "/expect");
}

}  // namespace lienthong::scenarios
