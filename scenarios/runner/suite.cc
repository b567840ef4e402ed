#include "scenarios/runner/suite.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "scenarios/runner/scenario_run.h"

namespace lienthong::scenarios {

std::vector<std::string> ReadExpectedFailures(const std::string& path, const std::string& text,
                                              ExpectedFailures& known) {
  std::vector<std::string> problems;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(line, absl::MaxSplits('#', 1));
    const std::string name(absl::StripAsciiWhitespace(parts.first));
    const std::string reason(absl::StripAsciiWhitespace(parts.second));
    if (name.empty()) continue;
    if (reason.empty()) problems.push_back(absl::StrCat(path, ":", number, ": give the reason after #"));
    if (!known.emplace(name, reason).second)
      problems.push_back(absl::StrCat(path, ":", number, ": ", name, " is listed twice"));
  }
  return problems;
}

void Judge(const ExpectedFailures& known, ScenarioResult& result) {
  const auto listed = known.find(result.name);
  if (listed == known.end()) return;
  result.known_reason = listed->second;
  result.verdict = result.verdict == Verdict::kFailed ? Verdict::kExpectedFailure : Verdict::kUnexpectedPass;
}

std::vector<ScenarioResult> RunSuite(const std::vector<ScenarioFile>& files, const seeds::Nation& nation,
                                     host::Transport* transport, const SuiteOptions& options) {
  std::vector<ScenarioResult> results(files.size());
  std::atomic<size_t> next = 0;
  absl::Mutex mutex;
  const auto work = [&] {
    for (size_t i = next++; i < files.size(); i = next++) {
      const absl::Time begin = options.clock();
      results[i] = RunScenario(files[i], nation, transport, {options.run, options.keep, options.check});
      results[i].wall_time = options.clock() - begin;
      Judge(options.known, results[i]);
      absl::MutexLock lock(&mutex);
      if (options.finished) options.finished(results[i]);
    }
  };
  std::vector<std::thread> threads;
  const int extra = std::min<int>(options.jobs, static_cast<int>(files.size())) - 1;
  for (int i = 0; i < extra; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return results;
}

}  // namespace lienthong::scenarios
