#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lienthong/control/v1/world.pb.h"
#include "seeds/identifiers/personal_number.h"
#include "seeds/nation/defects/defect_plan.h"

// How a world's record wants the nation to look.
namespace lienthong {

// Which kind of personal numbers everybody has.
seeds::PinMode PinModeOf(const control::v1::World& world);

// What is wrong in an agency's register; nothing: it holds the truth. Named rates go before those of "*", unset ones
// are the usual.
std::optional<seeds::DefectPlan> DefectPlanOf(const control::v1::World& world, absl::string_view register_name);

//   INVALID_FIELD  a register that takes no defects, or is named twice; a rate beyond 100,000
absl::Status CheckDefects(absl::string_view field,
                          const google::protobuf::RepeatedPtrField<control::v1::RegisterDefects>& defects);

}  // namespace lienthong
