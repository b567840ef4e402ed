#include "scenarios/runner/expect_journal.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "scenarios/runner/journal.h"
#include "scenarios/runner/matching.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;
using control::v1::JournalEntry;

bool IsEndOf(const std::string& end, const std::string& method) {
  return method == end || absl::EndsWith(method, "/" + end) || absl::EndsWith(method, "." + end);
}

bool BodyFits(const google::protobuf::Struct& wanted, const Json& body) {
  return wanted.fields().empty() || Match(ToJson(wanted), body).empty();
}

bool Fits(const v1::CallFilter& wanted, const JournalEntry& entry) {
  if (entry.kind() == control::v1::ENTRY_KIND_ROW && wanted.method().empty()) return false;
  if (!wanted.agency().empty() && wanted.agency() != entry.agency()) return false;
  if (!wanted.method().empty() && !IsEndOf(wanted.method(), entry.method())) return false;
  if (!wanted.caller().empty() && wanted.caller() != entry.caller()) return false;
  if (!wanted.outcome().empty() && wanted.outcome() != OutcomeOf(entry)) return false;
  if (!wanted.purpose().empty() && wanted.purpose() != entry.purpose()) return false;
  return BodyFits(wanted.request(), RequestOf(entry)) && BodyFits(wanted.response(), ResponseOf(entry));
}

std::string WantedOf(const v1::CallCount& count) {
  if (count.has_times()) return absl::StrCat(count.times());
  std::string wanted;
  if (count.has_at_least() || !count.has_at_most()) {
    wanted = absl::StrCat("at least ", count.has_at_least() ? count.at_least() : 1);
  }
  if (count.has_at_most()) absl::StrAppend(&wanted, wanted.empty() ? "" : " and ", "at most ", count.at_most());
  return wanted;
}

bool Enough(const v1::CallCount& count, int64_t actual) {
  if (count.has_times()) return actual == count.times();
  const int least = count.has_at_least() ? count.at_least() : (count.has_at_most() ? 0 : 1);
  return actual >= least && (!count.has_at_most() || actual <= count.at_most());
}

void CheckCount(Stage& stage, const v1::CallCount& count, const std::vector<JournalEntry>& entries,
                const std::string& pointer) {
  const auto actual = std::count_if(entries.begin(), entries.end(),
                                    [&count](const JournalEntry& entry) { return Fits(count.call(), entry); });
  if (Enough(count, actual)) return;
  stage.Fail(pointer, absl::StrCat("calls {", count.call().ShortDebugString(), "}: expected ", WantedOf(count),
                                   ", got ", actual));
}

}  // namespace

void CheckJournal(Stage& stage, v1::JournalExpectation expected, const std::string& pointer) {
  if (!stage.Check(pointer, Expand(expected, stage.scope()))) return;
  const absl::StatusOr<std::vector<JournalEntry>> entries = ReadJournal(stage.client());
  if (!stage.Check(pointer, entries.status())) return;
  for (int i = 0; i < expected.calls_size(); ++i) {
    CheckCount(stage, expected.calls(i), *entries, absl::StrCat(pointer, "/calls/", i));
  }
  auto next = entries->begin();
  for (int i = 0; i < expected.in_order_size(); ++i) {
    next = std::find_if(next, entries->end(),
                        [&](const JournalEntry& entry) { return Fits(expected.in_order(i), entry); });
    if (next == entries->end()) {
      return stage.Fail(
          absl::StrCat(pointer, "/in_order/", i),
          absl::StrCat("no call {", expected.in_order(i).ShortDebugString(), "} after the ones before it"));
    }
    ++next;
  }
}

}  // namespace lienthong::scenarios
