#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "lienthong/control/v1/call_match.pb.h"
#include "services/base/mock/field_match.h"

namespace lienthong::mock {

// What there is to be known of a call, whether it is being made or stands in a journal.
struct CallFacts {
  absl::string_view agency;
  // "22" of one_stop/22. May be empty.
  absl::string_view tenant;
  // "package.Service/Method".
  absl::string_view method;
  absl::string_view caller;
  absl::string_view purpose;
  // The request in value form; null = it could not be read, and no condition on fields holds.
  const Value* request = nullptr;
};

// CompiledMatch decides whether calls are meant by a CallMatch, and says why not. Immutable, thread-safe.
//
//   ASSIGN_OR_RETURN(const auto match, CompiledMatch::Compile(request.match(), "match"));
//   const Value body = ToValue(message);
//   if (!match.Matches({"population", "", "lienthong.population.v1.PopulationService/GetPerson", "gateway", "",
//   &body}))
//     Show(match.Differences(...));
class CompiledMatch {
 public:
  // Checks the match against the compiled-in methods. `field` is its place in the request, such as faults[2].match.
  //   RULE_METHOD_UNKNOWN  no method is meant; names the nearest
  //   FIELD_UNKNOWN        a path leads nowhere in any of the methods' requests; names the nearest field
  //   JSON_TYPE_MISMATCH, RULE_VALUE_UNKNOWN, INVALID_FIELD  a value or rule that its field can never meet
  static absl::StatusOr<CompiledMatch> Compile(const control::v1::CallMatch& match, absl::string_view field);

  bool Matches(const CallFacts& call) const;
  // Matches but for the request, which costs more to look at.
  bool MayMatch(const CallFacts& call) const;
  // Says whether Matches looks at the request.
  bool LooksAtRequest() const { return !fields_.empty(); }

  // Everything that keeps the call from being meant; empty = it is.
  std::vector<Difference> Differences(const CallFacts& call) const;

  // The methods meant, in order of name. All of them when none was named.
  const std::vector<const google::protobuf::MethodDescriptor*>& methods() const { return methods_; }
  // The match names methods, so `methods` are not simply all.
  bool names_methods() const { return !match_.method().empty(); }
  const control::v1::CallMatch& source() const { return match_; }

 private:
  bool AgencyMatches(const CallFacts& call) const;
  bool MethodMatches(const CallFacts& call) const;

  control::v1::CallMatch match_;
  std::string agency_;
  std::string tenant_;
  std::vector<const google::protobuf::MethodDescriptor*> methods_;
  absl::flat_hash_set<std::string> method_names_;
  std::vector<CompiledField> fields_;
};

}  // namespace lienthong::mock
