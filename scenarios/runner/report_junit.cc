#include "scenarios/runner/report_junit.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gateway/verification/markup.h"

namespace lienthong::scenarios {
namespace {

using verification::Escape;

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "scenarios" : path.substr(0, slash);
}

std::string CaseOf(const ScenarioResult& result) {
  std::string body;
  const std::vector<std::string> lines = FailureLines(result);
  const std::string details = Escape(absl::StrJoin(lines, "\n"));
  if (result.verdict == Verdict::kFailed) {
    body = absl::StrCat("      <failure message=\"", lines.empty() ? "" : Escape(lines.front()), "\">", details,
                        "</failure>\n");
  } else if (result.verdict == Verdict::kUnexpectedPass) {
    body = "      <failure message=\"listed as an expected failure, but it passed\"/>\n";
  } else if (result.verdict == Verdict::kExpectedFailure) {
    body = absl::StrCat("      <system-out>failed as expected: ", Escape(result.known_reason), "\n", details,
                        "</system-out>\n");
  }
  return absl::StrCat("    <testcase classname=\"", Escape(FolderOf(result.path)), "\" name=\"", Escape(result.name),
                      "\" time=\"", absl::StrFormat("%.3f", absl::ToDoubleSeconds(result.wall_time)), "\">\n", body,
                      "    </testcase>\n");
}

}  // namespace

std::string JUnitReport(const std::vector<ScenarioResult>& results) {
  const auto failed = std::count_if(results.begin(), results.end(),
                                    [](const ScenarioResult& result) { return result.counts_as_failed(); });
  const std::string counts =
      absl::StrCat("name=\"scenarios\" tests=\"", results.size(), "\" failures=\"", failed, "\" errors=\"0\"");
  std::string report = absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites ", counts,
                                    ">\n  <testsuite ", counts, ">\n");
  for (const ScenarioResult& result : results) absl::StrAppend(&report, CaseOf(result));
  return absl::StrCat(report, "  </testsuite>\n</testsuites>\n");
}

}  // namespace lienthong::scenarios
