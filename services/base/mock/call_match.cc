#include "services/base/mock/call_match.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "seeds/text/nearest.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/mock/text_match.h"
#include "services/base/status.h"

namespace lienthong::mock {
namespace {

using google::protobuf::MethodDescriptor;

// What a CallMatch may ask of one call.
constexpr int kMostFields = 64;

// Worlds, clocks and the machinery are no offices: no rule, and no journal, is about their methods.
bool IsOfAnOffice(const MethodDescriptor& method) { return method.file()->package() != "lienthong.control.v1"; }

// How a method may be called: the full name, Service/Method, Method.
struct NamedMethod {
  const MethodDescriptor* method;
  std::array<std::string, 3> names;
};

const std::vector<NamedMethod>& MethodsOfOffices() {
  static const auto* methods = [] {
    auto* named = new std::vector<NamedMethod>;
    for (const MethodDescriptor* method : AllMethods()) {
      if (!IsOfAnOffice(*method)) continue;
      named->push_back(
          {method, {WireName(*method), absl::StrCat(method->service()->name(), "/", method->name()), method->name()}});
    }
    return named;
  }();
  return *methods;
}

std::vector<const MethodDescriptor*> MethodsMeant(const std::string& pattern) {
  std::vector<const MethodDescriptor*> meant;
  for (const NamedMethod& method : MethodsOfOffices()) {
    const bool fits =
        pattern.empty() || std::any_of(method.names.begin(), method.names.end(),
                                       [&](const std::string& name) { return GlobMatches(pattern, name); });
    if (fits) meant.push_back(method.method);
  }
  return meant;
}

// In the form in which it was written.
std::string NearestMethod(const std::string& pattern) {
  const size_t form = !absl::StrContains(pattern, "/") ? 2 : (absl::StrContains(pattern, ".") ? 0 : 1);
  std::vector<std::string> names;
  for (const NamedMethod& method : MethodsOfOffices()) names.push_back(method.names[form]);
  return seeds::Nearest(pattern, names);
}

bool Wanted(absl::string_view pattern, absl::string_view text) { return pattern.empty() || GlobMatches(pattern, text); }

std::string InQuotes(absl::string_view text) { return absl::StrCat("\"", text, "\""); }

}  // namespace

absl::StatusOr<CompiledMatch> CompiledMatch::Compile(const control::v1::CallMatch& match, absl::string_view field) {
  CompiledMatch compiled;
  compiled.match_ = match;
  const std::pair<std::string, std::string> seat = absl::StrSplit(match.agency(), absl::MaxSplits('/', 1));
  compiled.agency_ = seat.first;
  compiled.tenant_ = seat.second;
  compiled.methods_ = MethodsMeant(match.method());
  if (compiled.methods_.empty()) {
    return RuleMethodUnknown(absl::StrCat(field, ".method"), match.method(), NearestMethod(match.method()));
  }
  if (compiled.names_methods()) {
    for (const MethodDescriptor* method : compiled.methods_) compiled.method_names_.insert(WireName(*method));
  }
  if (match.fields_size() > kMostFields) {
    return InvalidField(absl::StrCat(field, ".fields"), absl::StrCat("give at most ", kMostFields, " of them"));
  }
  for (int i = 0; i < match.fields_size(); ++i) {
    ASSIGN_OR_RETURN(CompiledField one, CompiledField::Compile(match.fields(i), compiled.methods_,
                                                               absl::StrCat(field, ".fields[", i, "]")));
    compiled.fields_.push_back(std::move(one));
  }
  return compiled;
}

bool CompiledMatch::AgencyMatches(const CallFacts& call) const {
  return Wanted(agency_, call.agency) && Wanted(tenant_, call.tenant);
}

bool CompiledMatch::MethodMatches(const CallFacts& call) const {
  return !names_methods() || method_names_.contains(call.method);
}

bool CompiledMatch::MayMatch(const CallFacts& call) const {
  return MethodMatches(call) && AgencyMatches(call) && Wanted(match_.caller(), call.caller) &&
         Wanted(match_.purpose(), call.purpose);
}

bool CompiledMatch::Matches(const CallFacts& call) const {
  return MayMatch(call) && std::all_of(fields_.begin(), fields_.end(), [&](const CompiledField& field) {
           return call.request != nullptr && field.Holds(*call.request);
         });
}

std::vector<Difference> CompiledMatch::Differences(const CallFacts& call) const {
  std::vector<Difference> differences;
  const auto compare = [&](const char* what, bool equal, const std::string& wanted, absl::string_view there) {
    if (!equal) differences.push_back({what, wanted, InQuotes(there)});
  };
  compare("agency", AgencyMatches(call), match_.agency(),
          call.tenant.empty() ? std::string(call.agency) : absl::StrCat(call.agency, "/", call.tenant));
  compare("method", MethodMatches(call), match_.method(), call.method);
  compare("caller", Wanted(match_.caller(), call.caller), match_.caller(), call.caller);
  compare("purpose", Wanted(match_.purpose(), call.purpose), match_.purpose(), call.purpose);
  for (const CompiledField& field : fields_) {
    if (call.request == nullptr || !field.Holds(*call.request)) differences.push_back(field.Explain(call.request));
  }
  return differences;
}

}  // namespace lienthong::mock
