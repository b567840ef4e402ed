#include "scenarios/runner/journal.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/methods.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::scenarios {
namespace {

using control::v1::JournalEntry;
using google::protobuf::MethodDescriptor;
using Line = nlohmann::ordered_json;

const MethodDescriptor* MethodOf(const JournalEntry& entry) {
  const auto method = FindMethod(entry.agency(), entry.method());
  return method.ok() ? *method : nullptr;
}

Json BodyOf(const google::protobuf::Descriptor& type, const std::string& bytes, int64_t size) {
  if (static_cast<int64_t>(bytes.size()) != size) return nullptr;
  return BytesToJson(type, bytes).value_or(Json());
}

void Put(Line& line, const char* name, const std::string& value) {
  if (!value.empty()) line[name] = value;
}

// A decoded body, or its bytes when it is none.
void PutBody(Line& line, const char* name, const Json& decoded, const std::string& bytes) {
  if (!decoded.is_null()) {
    line[name] = decoded;
  } else if (!bytes.empty()) {
    line[absl::StrCat(name, "_base64")] = absl::Base64Escape(bytes);
  }
}

Line LineOf(const JournalEntry& entry) {
  Line line;
  line["at"] = Rfc3339(FromProto(entry.at()));
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
  if (entry.status().code() != 0) line["status"] = MessageToJson(entry.status()).value_or(Json());
  PutBody(line, "request", RequestOf(entry), entry.request());
  PutBody(line, "response", ResponseOf(entry), entry.response());
  return line;
}

}  // namespace

absl::StatusOr<std::vector<JournalEntry>> ReadJournal(const TownClient& client) {
  std::vector<JournalEntry> entries;
  control::v1::ListJournalRequest request;
  request.set_world(client.world());
  request.set_page_size(1000);
  request.set_canonical(true);
  do {
    ASSIGN_OR_RETURN(auto page, client.Ask<control::v1::ListJournalResponse>(
                                    "control", "lienthong.control.v1.ControlService/ListJournal", request));
    if (page.dropped() > 0) return absl::ResourceExhaustedError("the journal is longer than what is kept of it");
    for (auto& entry : *page.mutable_entries()) entries.push_back(std::move(entry));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return entries;
}

Json RequestOf(const JournalEntry& entry) {
  const MethodDescriptor* method = MethodOf(entry);
  return method == nullptr ? Json() : BodyOf(*method->input_type(), entry.request(), entry.request_size());
}

Json ResponseOf(const JournalEntry& entry) {
  const MethodDescriptor* method = MethodOf(entry);
  if (method == nullptr || entry.status().code() != 0) return nullptr;
  return BodyOf(*method->output_type(), entry.response(), entry.response_size());
}

std::string OutcomeOf(const JournalEntry& entry) {
  if (entry.status().code() == 0) return "OK";
  const absl::Status status = FromRpcStatus(entry.status());
  const Reason reason = ReasonOf(status);
  return reason == 0 ? absl::StatusCodeToString(status.code()) : common::v1::Reason_Name(reason);
}

std::string JournalText(const std::vector<JournalEntry>& entries) {
  std::string text;
  for (const JournalEntry& entry : entries) {
    absl::StrAppend(&text, LineOf(entry).dump(-1, ' ', false, Line::error_handler_t::replace), "\n");
  }
  return text;
}

}  // namespace lienthong::scenarios
