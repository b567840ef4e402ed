#include "gateway/verification/journal_lines.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gateway/verification/bodies.h"
#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using control::v1::JournalEntry;
using Line = nlohmann::ordered_json;

void Put(Line& line, const char* name, const std::string& value) {
  if (!value.empty()) line[name] = value;
}

// A decoded body, or its bytes when it is none; whether these say something personal nobody knows.
void PutBody(Line& line, const char* name, const Json& decoded, const std::string& bytes, Showing showing) {
  if (!decoded.is_null()) {
    line[name] = decoded;
  } else if (!bytes.empty()) {
    line[absl::StrCat(name, "_base64")] =
        showing == Showing::kNothingPersonal ? std::string(kRedacted) : absl::Base64Escape(bytes);
  }
}

// Not canonical, and absent from canonical entries.
void PutCircumstances(Line& line, const JournalEntry& entry) {
  if (entry.replay()) line["replay"] = true;
  if (entry.onlooker()) line["onlooker"] = true;
  if (entry.has_wall_time()) line["wall_time"] = Instant(entry.wall_time());
  if (entry.has_latency()) line["latency_ms"] = absl::ToDoubleMilliseconds(FromProto(entry.latency()));
  Put(line, "traceparent", entry.traceparent());
}

Line LineOf(const JournalEntry& entry, Showing showing) {
  Line line;
  line["at"] = Instant(entry.at());
  line["step"] = entry.step();
  line["path"] = entry.path();
  line["agency"] = entry.agency();
  line["line"] = entry.line();
  line["kind"] = control::v1::EntryKind_Name(entry.kind());
  line["method"] = entry.method();
  line["caller"] = entry.caller();
  Put(line, "row_kind", entry.row_kind());
  Put(line, "request_id", entry.request_id());
  Put(line, "purpose", entry.purpose());
  Put(line, "run", entry.run());
  line["outcome"] = OutcomeOf(entry);
  if (entry.status().code() != 0) line["status"] = MessageJson(entry.status());
  PutBody(line, "request", RequestOf(entry, showing), entry.request(), showing);
  PutBody(line, "response", ResponseOf(entry, showing), entry.response(), showing);
  PutCircumstances(line, entry);
  return line;
}

}  // namespace

std::string JournalLines(const std::vector<JournalEntry>& entries, Showing showing) {
  std::string text;
  for (const JournalEntry& entry : entries) {
    absl::StrAppend(&text, LineOf(entry, showing).dump(-1, ' ', false, Line::error_handler_t::replace), "\n");
  }
  return text;
}

}  // namespace lienthong::verification
