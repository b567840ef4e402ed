#pragma once

#include <map>
#include <string>

#include "absl/types/optional.h"
#include "google/protobuf/map.h"
#include "scenarios/runner/stage.h"

namespace lienthong::scenarios {

// An answer as expectations see it.
struct Answered {
  absl::Status status;
  // Decoded response; null when refused.
  Json response;
};
Answered Decode(const google::protobuf::MethodDescriptor& method, const host::RawAnswer& answer);

// Compares an answer; every difference is a failure at its place below `pointer`. Placeholders are expanded.
void CheckAnswer(Stage& stage, const lienthong::scenario::v1::Answer& expected, const Answered& answered,
                 const std::string& pointer);

// Keeps the values at the paths of a response.
void Save(Stage& stage, const google::protobuf::Map<std::string, std::string>& paths, const Json& response,
          const std::string& pointer);

// Makes a typed call as the scenario's caller, compares the answer and returns the response; nothing after a failure or
// an expected refusal.
absl::optional<Json> Perform(Stage& stage, const std::string& agency, const std::string& method,
                             const google::protobuf::Message& request, const lienthong::scenario::v1::Answer& expected,
                             const std::string& pointer);

void PerformCall(Stage& stage, lienthong::scenario::v1::CallStep call, const std::string& pointer);
void PerformParallel(Stage& stage, const lienthong::scenario::v1::ParallelStep& parallel, const std::string& pointer);

}  // namespace lienthong::scenarios
