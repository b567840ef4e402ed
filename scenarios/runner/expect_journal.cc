#include "scenarios/runner/expect_journal.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scenarios/runner/call_filter.h"
#include "scenarios/runner/journal.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;
using control::v1::JournalEntry;

bool Fits(const v1::CallFilter& wanted, const JournalEntry& entry) { return DifferencesFrom(wanted, entry).empty(); }

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
  const bool too_few = !count.has_at_most() && (!count.has_times() || actual < count.times());
  stage.Fail(pointer, absl::StrCat("calls {", count.call().ShortDebugString(), "}: expected ", WantedOf(count),
                                   ", got ", actual, too_few ? NearestCalls(count.call(), entries) : ""));
}

}  // namespace

void CheckJournal(Stage& stage, v1::JournalExpectation expected, const std::string& pointer) {
  if (!stage.Check(pointer, Expand(expected, stage.scope()))) return;
  const absl::StatusOr<std::vector<JournalEntry>> entries = ReadJournal(stage.client());
  if (!stage.Check(pointer, entries.status())) return;
  for (const v1::CallCount& count : expected.calls()) {
    if (!stage.Check(pointer, CheckTimes(count.call()))) return;
  }
  for (const v1::CallFilter& call : expected.in_order()) {
    if (!stage.Check(pointer, CheckTimes(call))) return;
  }
  for (int i = 0; i < expected.calls_size(); ++i) {
    CheckCount(stage, expected.calls(i), *entries, absl::StrCat(pointer, "/calls/", i));
  }
  auto next = entries->begin();
  for (int i = 0; i < expected.in_order_size(); ++i) {
    next = std::find_if(next, entries->end(),
                        [&](const JournalEntry& entry) { return Fits(expected.in_order(i), entry); });
    if (next == entries->end()) {
      return stage.Fail(absl::StrCat(pointer, "/in_order/", i),
                        absl::StrCat("no call {", expected.in_order(i).ShortDebugString(), "} after the ones before it",
                                     NearestCalls(expected.in_order(i), *entries)));
    }
    ++next;
  }
}

}  // namespace lienthong::scenarios
