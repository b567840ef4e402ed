// What a refusal says in English has its Vietnamese.
#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"
#include "services/base/error/problem_texts.h"
#include "tests/architecture/call_scan.h"
#include "tests/architecture/source_tree.h"

namespace lienthong::architecture {
namespace {

struct Speaker {
  const char* function;
  size_t phrase;  // which argument
  absl::optional<std::string> (*vietnamese)(absl::string_view english);
  const char* file;  // only there; empty = everywhere
};

constexpr Speaker kSpeakers[] = {
    {"InvalidField", 1, &VietnameseProblem, ""},
    {"Check", 2, &VietnameseProblem, "services/health/notification_checks.cc"},
    {"HeaderInvalid", 1, &VietnameseWord, ""},
    {"QueryInvalid", 1, &VietnameseWord, ""},
    {"ResourceNotFound", 0, &VietnameseWord, ""},
};

// Where a phrase is handed on, or comes from a library and can't be known here.
const std::set<std::string>& HandsOn() {
  static const auto* files = new std::set<std::string>{
      "services/base/error/error.h",        "services/base/error/error.cc", "services/health/notification_checks.cc",
      "gateway/dossier/request_filling.cc", "gateway/http/errors.h",        "gateway/http/errors.cc",
      "deploy/lienthong/workflow_target.cc"};
  return *files;
}

TEST(CallScanTest, FindsCallsAndWhatTheySay) {
  const std::string text = "x ? Ok() : Wrong(f(\"a,(\"), \"say \\\"it\\\"\" \" now\"); NotWrong(1); Wrong(a, b)";
  const auto calls = CallsOf("Wrong", text);
  ASSERT_EQ(calls.size(), 2u);
  ASSERT_EQ(calls[0].size(), 2u);
  EXPECT_EQ(calls[0][0], "f(\"a,(\")");
  EXPECT_EQ(SampleOf(calls[0][1]), "say \"it\" now");
  EXPECT_EQ(SampleOf(calls[1][1]), "");
  EXPECT_EQ(SampleOf("absl::StrCat(\"use \", Least(1, 2), \" to \", kMost)"), "use 7 to 7");
}

TEST(RefusalsTest, WhatIsSaidInEnglishHasItsVietnamese) {
  int phrases = 0;
  for (const SourceFile& file : FilesOf(kProduct)) {
    for (const Speaker& speaker : kSpeakers) {
      if (*speaker.file != '\0' && file.path != speaker.file) continue;
      for (const auto& arguments : CallsOf(speaker.function, file.text)) {
        ASSERT_GT(arguments.size(), speaker.phrase) << file.path;
        const std::string sample = SampleOf(arguments[speaker.phrase]);
        if (sample.empty()) {
          EXPECT_TRUE(HandsOn().contains(file.path)) << file.path << ": say it in place: " << arguments[speaker.phrase];
          continue;
        }
        if (std::none_of(sample.begin(), sample.end(), absl::ascii_isalpha)) continue;  // a number needs no language
        ++phrases;
        EXPECT_TRUE(speaker.vietnamese(sample).has_value())
            << file.path << ": give services/base/error/problem_texts.cc the Vietnamese of \"" << sample << "\"";
      }
    }
  }
  EXPECT_GT(phrases, 100);
}

}  // namespace
}  // namespace lienthong::architecture
