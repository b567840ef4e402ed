#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "seeds/nation/nation.h"

namespace lienthong {

// What a family files when its child is born, as the demonstration, the benchmarks and the tour use it.
struct PersonaBirth {
  // Who, where, when, in a few lines.
  std::string introduction;
  // The hospital's notice; issue it first.
  health::v1::IssueBirthNotificationRequest notification;
  // The one form.
  gateway::v1::SubmitDossierRequest dossier;
};

// The birth of `family`'s newborn: members mother, father (where there is one) and child.
//   NOT_FOUND  no such family
absl::StatusOr<PersonaBirth> BirthOf(const seeds::Nation& nation, const std::string& family);

// Births in so many families of the nation who have a small child already, each on the day, all consents given: for
// work over many dossiers in one world. The same draw gives the same families.
absl::StatusOr<std::vector<PersonaBirth>> BirthsOn(absl::CivilDay day, const seeds::Nation& nation, uint64_t draw,
                                                   int count);

}  // namespace lienthong
