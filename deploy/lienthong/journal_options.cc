#include "deploy/lienthong/journal_options.h"

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "scenarios/runner/day_arithmetic.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using control::v1::FieldMatch;
using control::v1::JournalQuery;

google::protobuf::Value ValueOf(const std::string& text) {
  google::protobuf::Value value;
  if (text == "true" || text == "false") {
    value.set_bool_value(text == "true");
  } else {
    value.set_string_value(text);  // a number equals its text
  }
  return value;
}

absl::Status SetTime(const std::string& text, const char* option, google::protobuf::Timestamp* time) {
  const auto parsed = scenarios::ParseTime(text);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, " ", text, ": write 2024-08-05, \"2024-08-05 08:00\" or RFC 3339"));
  }
  *time = ToProto(*parsed);
  return absl::OkStatus();
}

}  // namespace

void AddJournalOptions(CLI::App& command, JournalOptions& options) {
  command.add_option("--target", options.target, "HOST:PORT of the gateway")->capture_default_str();
  command.add_option("--world", options.world, "Whose journal")->capture_default_str();
  const auto add = [&command](const char* name, std::string& into, const char* about) {
    command.add_option(name, into, about)->group("Which calls");
  };
  add("--agency", options.agency, "Agency that answered; * and ? are wildcards, here and below");
  add("--method", options.method, "GetPerson, PopulationService/GetPerson, the full name");
  add("--caller", options.caller, "Who called");
  add("--purpose", options.purpose, "Purpose given");
  add("--outcome", options.outcome, "OK, the reason of a refusal, or its gRPC code");
  command.add_option("--kind", options.kind, "read, write or row")
      ->check(CLI::IsMember({"read", "write", "row"}))
      ->group("Which calls");
  add("--run", options.run, "Workflow run that caused them");
  add("--request-id", options.request_id, "Idempotency key");
  add("--from", options.from, "World time, inclusive: 2024-08-05, \"2024-08-05 08:00\", RFC 3339");
  add("--to", options.to, "World time, exclusive");
  command.add_option("--field", options.fields, "Of the request: PATH=VALUE, PATH*=GLOB, PATH~=REGEX, PATH, !PATH...")
      ->allow_extra_args(false)
      ->group("Which calls");
  command.add_option("--response-field", options.response_fields, "The same of the response")
      ->allow_extra_args(false)
      ->group("Which calls");
  command.add_flag("--rows", options.rows, "Agenda rows too, not only calls")->group("Which calls");
  command.add_flag("--canonical", options.canonical, "Without repeated answers and reads of onlookers")
      ->group("Which calls");
}

absl::StatusOr<FieldMatch> FieldOf(const std::string& text) {
  FieldMatch match;
  std::string rest = text;
  if (!rest.empty() && rest.front() == '!') {
    match.set_negate(true);
    rest = rest.substr(1);
  }
  const size_t equals = rest.find('=');
  const char before = equals == std::string::npos || equals == 0 ? '\0' : rest[equals - 1];
  const bool has_operator = before == '*' || before == '~';
  match.set_path(rest.substr(0, has_operator ? equals - 1 : equals));
  if (match.path().empty()) {
    return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" names no field; write PATH=VALUE"));
  }
  if (equals == std::string::npos) {
    match.set_present(true);
    return match;
  }
  const std::string value = rest.substr(equals + 1);
  if (before == '*') {
    match.set_glob(value);
  } else if (before == '~') {
    match.set_regex(value);
  } else {
    *match.mutable_equals() = ValueOf(value);
  }
  return match;
}

absl::StatusOr<JournalQuery> QueryOf(const JournalOptions& options) {
  JournalQuery query;
  control::v1::CallMatch& call = *query.mutable_call();
  call.set_agency(options.agency);
  call.set_method(options.method);
  call.set_caller(options.caller);
  call.set_purpose(options.purpose);
  for (const std::string& field : options.fields) {
    ASSIGN_OR_RETURN(*call.add_fields(), FieldOf(field));
  }
  for (const std::string& field : options.response_fields) {
    ASSIGN_OR_RETURN(*query.add_response(), FieldOf(field));
  }
  if (!options.kind.empty()) {
    control::v1::EntryKind kind = control::v1::ENTRY_KIND_UNSPECIFIED;
    control::v1::EntryKind_Parse(absl::StrCat("ENTRY_KIND_", absl::AsciiStrToUpper(options.kind)), &kind);
    query.set_kind(kind);
  }
  query.set_run(options.run);
  query.set_request_id(options.request_id);
  query.set_outcome(options.outcome);
  if (!options.from.empty()) RETURN_IF_ERROR(SetTime(options.from, "--from", query.mutable_from()));
  if (!options.to.empty()) RETURN_IF_ERROR(SetTime(options.to, "--to", query.mutable_to()));
  query.set_rows(options.rows);
  query.set_canonical(options.canonical);
  return query;
}

}  // namespace lienthong
