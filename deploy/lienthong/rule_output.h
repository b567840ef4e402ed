#pragma once

#include <string>

#include "absl/status/status.h"
#include "lienthong/control/v1/mock.pb.h"
#include "scenarios/runner/rule_file.h"

namespace lienthong {

// One line for people: name, which calls, which of them, what is done.
//   "other-name  GetPerson at population  at most 1  patch"
std::string LineOf(const control::v1::Override& rule);
//   "disturbed  every call  only 2  fail UNAVAILABLE  (of flaky-province)"
std::string LineOf(const control::v1::Fault& rule);

// A refusal told in full: the field, the sentence, the nearest name, the reason; after the place in the file when the
// rules came from one. Keeps the code.
absl::Status Explained(const absl::Status& refusal, const scenarios::RuleFilePlaces* places = nullptr);

}  // namespace lienthong
