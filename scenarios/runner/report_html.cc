#include "scenarios/runner/report_html.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "embed/lienthong_scenario_pages.h"
#include "gateway/verification/markup.h"
#include "gateway/verification/sequence.h"
#include "lienthong/common/v1/fidelity.pb.h"
#include "scenarios/runner/journal.h"
#include "scenarios/runner/methods.h"
#include "services/base/descriptors/methods.h"

namespace lienthong::scenarios {
namespace {

using verification::Escape;

// More are hard to read, and the journal has them.
constexpr size_t kMostDrawn = 300;

std::string Both(const std::string& vi, const std::string& en) {
  return absl::StrCat("<span class=\"vi\" lang=\"vi\">", Escape(vi), "</span><span class=\"en\" lang=\"en\">",
                      Escape(en), "</span>");
}

std::string Mark(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPassed:
      return absl::StrCat("<span class=\"mark passed\">", Both("Đạt", "Passed"), "</span>");
    case Verdict::kFailed:
      return absl::StrCat("<span class=\"mark failed\">", Both("Không đạt", "Failed"), "</span>");
    case Verdict::kExpectedFailure:
      return absl::StrCat("<span class=\"mark known\">", Both("Lỗi đã biết", "Known failure"), "</span>");
    case Verdict::kUnexpectedPass:
      break;
  }
  return absl::StrCat("<span class=\"mark failed\">", Both("Đạt ngoài dự kiến", "Unexpected pass"), "</span>");
}

std::string StepsOf(const ScenarioResult& result) {
  std::string list = "<ol>";
  for (const StepResult& step : result.steps) {
    absl::StrAppend(&list, "<li", step.failures.empty() ? "" : " class=\"bad\"", "><b>", Escape(step.kind), "</b> ",
                    Escape(step.title), " <span class=\"place\">", Escape(result.path), ":", step.line, "</span>");
    for (const Failure& failure : step.failures) {
      absl::StrAppend(&list, "<pre>", failure.line, ": ", Escape(failure.message), "</pre>");
    }
    list += "</li>";
  }
  const int left = result.scenario.steps_size() - static_cast<int>(result.steps.size());
  list += "</ol>";
  if (left > 0) {
    absl::StrAppend(&list, "<p>",
                    Both(absl::StrCat(left, " bước chưa thực hiện."), absl::StrCat(left, " steps not reached.")),
                    "</p>");
  }
  return list;
}

const char* LevelOf(common::v1::FidelityLevel level) {
  switch (level) {
    case common::v1::FIDELITY_LEVEL_MODELLED:
      return "MODELLED";
    case common::v1::FIDELITY_LEVEL_SIMPLIFIED:
      return "SIMPLIFIED";
    default:
      return "INVENTED";
  }
}

// One line for each method used, with what was answered.
std::string MethodsOf(const ScenarioResult& result) {
  std::map<std::string, std::map<std::string, int>> outcomes;
  std::map<std::string, const google::protobuf::MethodDescriptor*> methods;
  for (const control::v1::JournalEntry& entry : result.journal) {
    const auto method = FindMethod(entry.agency(), entry.method());
    if (!method.ok()) continue;
    methods[WireName(**method)] = *method;
    ++outcomes[WireName(**method)][OutcomeOf(entry)];
  }
  std::string rows;
  for (const auto& [name, method] : methods) {
    const auto& fidelity = method->options().GetExtension(common::v1::fidelity);
    std::string answers;
    for (const auto& [outcome, count] : outcomes[name])
      absl::StrAppend(&answers, "<span class=\"tag\">", Escape(outcome), " × ", count, "</span>");
    absl::StrAppend(&rows, "<tr><td><code>", Escape(name), "</code></td><td>", answers, "</td><td>",
                    LevelOf(fidelity.level()), "</td><td>", Escape(fidelity.legal_basis()), "<br>",
                    Escape(fidelity.note()), "</td></tr>");
  }
  return absl::StrCat("<div class=\"scroll\"><table><tr><th>", Both("Phương thức", "Method"), "</th><th>",
                      Both("Trả lời", "Answers"), "</th><th>", Both("Mức trung thực", "Fidelity"), "</th><th>",
                      Both("Căn cứ và ghi chú", "Basis and note"), "</th></tr>", rows, "</table></div>");
}

std::string ScenarioSection(const ScenarioResult& result) {
  std::string tags;
  for (const std::string& cover : result.scenario.covers())
    absl::StrAppend(&tags, "<span class=\"tag\">", Escape(cover), "</span>");
  std::string known;
  if (!result.known_reason.empty()) absl::StrAppend(&known, "<p class=\"known\">", Escape(result.known_reason), "</p>");
  return absl::StrCat("<details", result.verdict == Verdict::kPassed ? "" : " open", "><summary>", Mark(result.verdict),
                      " ", Both(result.scenario.title().vi(), result.scenario.title().en()), " <code>",
                      Escape(result.name), "</code></summary><p>", Escape(result.scenario.about()), "</p><p>", tags,
                      "</p>", known, "<h3>", Both("Các bước", "Steps"), "</h3>", StepsOf(result), "<h3>",
                      Both("Trình tự các cuộc gọi", "Sequence of calls"), "</h3><div class=\"scroll\">",
                      verification::Svg(verification::SequenceOf(result.journal, kMostDrawn), ""), "</div><h3>", Both("Phương thức đã dùng", "Methods used"),
                      "</h3>", MethodsOf(result), "</details>");
}

}  // namespace

std::string HtmlReport(const std::vector<ScenarioResult>& results) {
  const auto failed = std::count_if(results.begin(), results.end(),
                                    [](const ScenarioResult& result) { return result.counts_as_failed(); });
  const auto passed = std::count_if(results.begin(), results.end(),
                                    [](const ScenarioResult& result) { return result.verdict == Verdict::kPassed; });
  std::string page = absl::StrCat(
      "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">"
      "<title>Liên Thông: kịch bản / scenarios</title><style>",
      pages::File("report.css"), "</style></head><body><header><h1>", Both("Kết quả kịch bản", "Scenario results"),
      "</h1><button id=\"language\">Tiếng Việt / English</button></header><p>",
      Both(absl::StrCat(passed, " đạt, ", failed, " không đạt."),
           absl::StrCat(passed, " passed, ", failed, " failed.")),
      " ", Both("Mọi người và số liệu đều là giả lập.", "All people and figures are synthetic."), "</p>\n");
  for (const ScenarioResult& result : results) absl::StrAppend(&page, ScenarioSection(result), "\n");
  return absl::StrCat(page, "<script>", pages::File("report.js"), "</script></body></html>\n");
}

}  // namespace lienthong::scenarios
