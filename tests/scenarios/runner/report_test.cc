#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "scenarios/runner/report_html.h"
#include "scenarios/runner/report_junit.h"

namespace lienthong::scenarios {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The first tag that is closed wrongly or not at all; empty when every one is closed. Enough to catch a report that no
// parser would take: text is escaped, so '<' only begins tags.
std::string UnbalancedTag(const std::string& markup) {
  std::vector<std::string> open;
  for (size_t at = markup.find('<'); at != std::string::npos; at = markup.find('<', at + 1)) {
    const size_t end = markup.find('>', at);
    if (end == std::string::npos) return markup.substr(at);
    const std::string tag = markup.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" \n", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] == '?' || tag[0] == '!' || tag.back() == '/' || name == "meta" || name == "br") continue;
    if (tag[0] != '/') {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return tag;
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

ScenarioResult Failing() {
  ScenarioResult result;
  result.name = "late";
  result.path = "scenarios/birth/late.yaml";
  result.scenario.mutable_title()->set_vi("Đăng ký quá hạn");
  result.scenario.mutable_title()->set_en("Late <registration> & \"charge\"");
  result.scenario.add_covers("R-LATE");
  result.steps = {{"submit it", "submit", 7, {}}, {"look", "expect", 9, {{10, "a < b & c"}, {11, "second"}}}};
  result.verdict = Verdict::kFailed;
  result.wall_time = absl::Milliseconds(1234);
  control::v1::JournalEntry entry;
  entry.set_agency("population");
  entry.set_caller("gateway");
  entry.set_method("lienthong.population.v1.PopulationService/GetPerson");
  entry.set_kind(control::v1::ENTRY_KIND_READ);
  result.journal = {entry};
  return result;
}

TEST(JUnit, IsWellFormedAndTellsTheFailure) {
  ScenarioResult known = Failing();
  known.verdict = Verdict::kExpectedFailure;
  known.known_reason = "not modelled";
  const std::string report = JUnitReport({Failing(), known});
  EXPECT_EQ(UnbalancedTag(report), "");
  EXPECT_THAT(report, HasSubstr("tests=\"2\" failures=\"1\""));
  EXPECT_THAT(report, HasSubstr("classname=\"scenarios/birth\" name=\"late\" time=\"1.234\""));
  EXPECT_THAT(report,
              HasSubstr("scenarios/birth/late.yaml:10: a &lt; b &amp; c\nscenarios/birth/late.yaml:11: second"));
  EXPECT_THAT(report, HasSubstr("failed as expected: not modelled"));
}

TEST(Html, IsWellFormedAndSelfContained) {
  const std::string report = HtmlReport({Failing()});
  EXPECT_EQ(UnbalancedTag(report.substr(0, report.find("<script>")) + "</body></html>"), "");
  EXPECT_THAT(report, HasSubstr("Đăng ký quá hạn"));
  EXPECT_THAT(report, HasSubstr("Late &lt;registration&gt;"));
  EXPECT_THAT(report, HasSubstr("10: a &lt; b &amp; c"));
  EXPECT_THAT(report, HasSubstr("lienthong.population.v1.PopulationService/GetPerson"));
  EXPECT_THAT(report, Not(HasSubstr("http://")));
  EXPECT_THAT(report, Not(HasSubstr("1.234")));
}

}  // namespace
}  // namespace lienthong::scenarios
