#include "scenarios/runner/call_filter.h"

#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/journal.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;
using control::v1::JournalEntry;

constexpr size_t kMostNear = 3;

bool IsEndOf(const std::string& end, const std::string& method) {
  return method == end || absl::EndsWith(method, "/" + end) || absl::EndsWith(method, "." + end);
}

void CompareBody(const char* name, const google::protobuf::Struct& wanted, const Json& body,
                 std::vector<Difference>& differences) {
  if (wanted.fields().empty()) return;
  for (Difference& difference : Match(ToJson(wanted), body)) {
    difference.path = absl::StrCat(name, ".", difference.path);
    differences.push_back(std::move(difference));
  }
}

bool InTime(const v1::CallFilter& wanted, absl::Time at) {
  const auto from = ParseTime(wanted.from()), to = ParseTime(wanted.to());
  return (wanted.from().empty() || (from.ok() && at >= *from)) && (wanted.to().empty() || (to.ok() && at < *to));
}

// A call of another method is farther away than one with another field.
int Distance(const std::vector<Difference>& differences) {
  int distance = 0;
  for (const Difference& difference : differences) distance += difference.path == "method" ? 8 : 1;
  return distance;
}

}  // namespace

std::vector<Difference> DifferencesFrom(const v1::CallFilter& wanted, const JournalEntry& entry) {
  std::vector<Difference> differences;
  const auto compare = [&differences](const char* name, const std::string& expected, const std::string& actual) {
    if (!expected.empty() && expected != actual) differences.push_back({name, "", expected, actual});
  };
  if (!wanted.method().empty() && !IsEndOf(wanted.method(), entry.method())) {
    differences.push_back({"method", "", wanted.method(), entry.method()});
  }
  compare("agency", wanted.agency(), entry.agency());
  compare("caller", wanted.caller(), entry.caller());
  compare("outcome", wanted.outcome(), OutcomeOf(entry));
  compare("purpose", wanted.purpose(), entry.purpose());
  compare("request_id", wanted.request_id(), entry.request_id());
  const bool a_row_too_many = entry.kind() == control::v1::ENTRY_KIND_ROW && wanted.method().empty() &&
                              wanted.kind() != control::v1::ENTRY_KIND_ROW;
  const bool another_kind = wanted.kind() != control::v1::ENTRY_KIND_UNSPECIFIED && wanted.kind() != entry.kind();
  if (a_row_too_many || another_kind) {
    differences.push_back({"kind", "", another_kind ? control::v1::EntryKind_Name(wanted.kind()) : "a call",
                           control::v1::EntryKind_Name(entry.kind())});
  }
  if (!InTime(wanted, FromProto(entry.at()))) {
    differences.push_back({"at", "", absl::StrCat(wanted.from(), " .. ", wanted.to()), Rfc3339(FromProto(entry.at()))});
  }
  CompareBody("request", wanted.request(), wanted.request().fields().empty() ? Json() : RequestOf(entry), differences);
  CompareBody("response", wanted.response(), wanted.response().fields().empty() ? Json() : ResponseOf(entry),
              differences);
  return differences;
}

absl::Status CheckTimes(const v1::CallFilter& wanted) {
  for (const std::string& time : {wanted.from(), wanted.to()}) {
    if (!time.empty()) RETURN_IF_ERROR(ParseTime(time).status());
  }
  return absl::OkStatus();
}

std::string NearestCalls(const v1::CallFilter& wanted, const std::vector<JournalEntry>& entries) {
  std::multimap<int, std::string> nearest;  // of equals, the first of the journal comes first
  for (const JournalEntry& entry : entries) {
    const auto differences = DifferencesFrom(wanted, entry);
    const int distance = Distance(differences);
    if (differences.empty() || (nearest.size() == kMostNear && std::prev(nearest.end())->first <= distance)) continue;
    const std::string texts = absl::StrJoin(differences, "; ", [](std::string* out, const Difference& difference) {
      absl::StrAppend(out, ToText(difference));
    });
    nearest.emplace(distance, absl::StrCat(entry.caller(), " -> ", entry.agency(), " ", entry.method(), " (",
                                           OutcomeOf(entry), ", step ", entry.step(), "): ", texts));
    if (nearest.size() > kMostNear) nearest.erase(std::prev(nearest.end()));
  }
  std::string text;
  for (const auto& [distance, line] : nearest) absl::StrAppend(&text, "\n  nearest: ", line);
  return text;
}

}  // namespace lienthong::scenarios
