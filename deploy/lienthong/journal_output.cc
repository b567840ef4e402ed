#include "deploy/lienthong/journal_output.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/util/json_util.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using control::v1::CallFinding;
using control::v1::JournalCall;

std::string LineOf(const JournalCall& call) {
  const auto& entry = call.entry();
  std::string line =
      absl::StrCat(absl::FormatTime("%Y-%m-%d %H:%M", FromProto(entry.at()), HanoiZone()), "  ", entry.path(), "  ");
  if (!entry.caller().empty() && entry.row_kind().empty()) absl::StrAppend(&line, entry.caller(), " -> ");
  absl::StrAppend(&line, entry.agency(), "  ", entry.row_kind(), entry.row_kind().empty() ? "" : " ",
                  entry.method().substr(entry.method().rfind('/') + 1), "  ", call.outcome());
  if (entry.replay()) line += "  (repeated)";
  return line;
}

}  // namespace

void PrintCall(const JournalCall& call) { std::printf("%s\n", LineOf(call).c_str()); }

void PrintFinding(const CallFinding& finding, const std::string& language) {
  const bool vi = language == "vi";
  std::printf("%s: %s\n", finding.expectation().c_str(), (vi ? finding.text().vi() : finding.text().en()).c_str());
  for (const auto& near : finding.nearest()) {
    std::printf("  %s\n", LineOf(near.call()).c_str());
    for (const auto& difference : near.differences()) {
      std::printf("    %s: %s %s, %s %s\n", difference.field().c_str(), vi ? "cần" : "wanted",
                  difference.wanted().c_str(), vi ? "thấy" : "got",
                  difference.actual().empty() ? (vi ? "không có gì" : "nothing") : difference.actual().c_str());
    }
  }
}

void PrintAsJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  std::fputs(json.c_str(), stdout);
}

}  // namespace lienthong
