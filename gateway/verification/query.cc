#include "gateway/verification/query.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/verification/bodies.h"
#include "services/base/error/error.h"
#include "services/base/host/agency_name.h"
#include "services/base/journal/journal.h"
#include "services/base/mock/text_match.h"
#include "services/base/mock/value_form.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using control::v1::FieldDifference;
using control::v1::JournalEntry;
using control::v1::JournalQuery;
using google::protobuf::Value;

constexpr int kMostFields = 64;

bool Fits(const std::string& pattern, absl::string_view text) {
  return pattern.empty() || mock::GlobMatches(pattern, text);
}

bool OutcomeFits(const std::string& pattern, const JournalEntry& entry) {
  return Fits(pattern, OutcomeOf(entry)) || Fits(pattern, CodeOf(entry));
}

bool KindFits(const JournalQuery& query, const JournalEntry& entry) {
  return query.kind() == control::v1::ENTRY_KIND_UNSPECIFIED || query.kind() == entry.kind();
}

bool Equal(const std::string& wanted, const std::string& actual) { return wanted.empty() || wanted == actual; }

bool TimeFits(const JournalQuery& query, const JournalEntry& entry) {
  const absl::Time at = FromProto(entry.at());
  return (!query.has_from() || at >= FromProto(query.from())) && (!query.has_to() || at < FromProto(query.to()));
}

std::string RangeOf(const JournalQuery& query) {
  return absl::StrCat(query.has_from() ? Instant(query.from()) : "", " .. ", query.has_to() ? Instant(query.to()) : "");
}

std::string NameOf(control::v1::EntryKind kind) { return control::v1::EntryKind_Name(kind); }

bool MeansRows(const JournalQuery& query) { return query.rows() || query.kind() == control::v1::ENTRY_KIND_ROW; }

// `request` must outlive the answer.
mock::CallFacts FactsOf(const JournalEntry& entry, const Value* request) {
  return {entry.agency(), "", entry.method(), entry.caller(), entry.purpose(), request};
}

absl::optional<Value> ValueOf(const Message& message) {
  if (message == nullptr) return absl::nullopt;
  return mock::ToValue(*message);
}

const Value* Pointer(const absl::optional<Value>& value) { return value ? &*value : nullptr; }

// What `path` leads to may be personal, or a secret.
std::string Hidden(const std::string& path, const std::string& text, Showing showing) {
  std::string name = path.substr(path.rfind('.') + 1);
  name = name.substr(0, name.find('['));
  nlohmann::json shown = {{name, text}};
  Redaction::Default().Apply(showing, shown);
  return shown[name].get<std::string>();
}

FieldDifference DifferenceOf(const std::string& field, const std::string& wanted, const std::string& actual) {
  FieldDifference difference;
  difference.set_field(field);
  difference.set_wanted(wanted);
  difference.set_actual(actual);
  return difference;
}

bool IsHeader(const std::string& path) {
  return path == "agency" || path == "method" || path == "caller" || path == "purpose";
}

}  // namespace

absl::StatusOr<Query> Query::Make(const JournalQuery& query, const std::string& field) {
  if (query.has_from() && query.has_to() && FromProto(query.from()) >= FromProto(query.to())) {
    return InvalidField(field + ".to", "give a time after from");
  }
  control::v1::CallMatch call = query.call();
  if (MeansRows(query) && call.fields().empty()) call.clear_method();
  ASSIGN_OR_RETURN(mock::CompiledMatch match, mock::CompiledMatch::Compile(call, field + ".call"));
  Query made(query, std::move(match));
  if (query.response_size() > kMostFields) return InvalidField(field + ".response", "give at most 64 of them");
  for (int i = 0; i < query.response_size(); ++i) {
    ASSIGN_OR_RETURN(mock::CompiledField one,
                     mock::CompiledField::Compile(query.response(i), made.match_.methods(),
                                                  absl::StrCat(field, ".response[", i, "]"), mock::Side::kResponse));
    made.response_.push_back(std::move(one));
  }
  return made;
}

bool Query::IsComparable(const JournalEntry& entry) const {
  if (entry.kind() == control::v1::ENTRY_KIND_ROW && !MeansRows(query_)) return false;
  return !query_.canonical() || journal::IsCanonical(entry);
}

bool Query::ConcernsAgency(const std::string& agency) const {
  return Fits(std::string(host::AgencyOf(query_.call().agency())), agency);
}

bool Query::RowFits(const JournalEntry& entry) const {
  if (match_.names_methods() || query_.call().method().empty()) return true;
  const std::string& wanted = query_.call().method();
  const size_t slash = entry.method().rfind('/');
  return Fits(wanted, entry.method()) ||
         (slash != std::string::npos && Fits(wanted, absl::string_view(entry.method()).substr(slash + 1)));
}

bool Query::CircumstancesFit(const JournalEntry& entry) const {
  return IsComparable(entry) && RowFits(entry) && KindFits(query_, entry) && Equal(query_.run(), entry.run()) &&
         Equal(query_.request_id(), entry.request_id()) && OutcomeFits(query_.outcome(), entry) &&
         TimeFits(query_, entry);
}

bool Query::ResponseFits(const JournalEntry& entry) const {
  if (response_.empty()) return true;
  const auto value = ValueOf(ResponseMessage(entry));
  return value && std::all_of(response_.begin(), response_.end(),
                              [&value](const mock::CompiledField& field) { return field.Holds(*value); });
}

bool Query::Matches(const JournalEntry& entry) const {
  if (!CircumstancesFit(entry) || !match_.MayMatch(FactsOf(entry, nullptr))) return false;
  if (match_.LooksAtRequest()) {
    const auto request = ValueOf(RequestMessage(entry));
    if (!match_.Matches(FactsOf(entry, Pointer(request)))) return false;
  }
  return ResponseFits(entry);
}

std::vector<FieldDifference> Query::Differences(const JournalEntry& entry, Showing showing) const {
  std::vector<FieldDifference> differences;
  const auto request = match_.LooksAtRequest() ? ValueOf(RequestMessage(entry)) : absl::nullopt;
  for (const mock::Difference& found : match_.Differences(FactsOf(entry, Pointer(request)))) {
    const bool header = IsHeader(found.path);
    differences.push_back(DifferenceOf(header ? found.path : absl::StrCat("request.", found.path), found.expected,
                                       header ? found.actual : Hidden(found.path, found.actual, showing)));
  }
  const auto note = [&differences](bool fits, const char* field, const std::string& wanted, const std::string& actual) {
    if (!fits) differences.push_back(DifferenceOf(field, wanted, actual));
  };
  note(RowFits(entry), "method", query_.call().method(), entry.method());
  note(OutcomeFits(query_.outcome(), entry), "outcome", query_.outcome(), OutcomeOf(entry));
  note(KindFits(query_, entry), "kind", NameOf(query_.kind()), NameOf(entry.kind()));
  note(Equal(query_.run(), entry.run()), "run", query_.run(), entry.run());
  note(Equal(query_.request_id(), entry.request_id()), "request_id", query_.request_id(), entry.request_id());
  note(TimeFits(query_, entry), "at", RangeOf(query_), Instant(entry.at()));
  const auto response = response_.empty() ? absl::nullopt : ValueOf(ResponseMessage(entry));
  for (const mock::CompiledField& field : response_) {
    if (response && field.Holds(*response)) continue;
    const mock::Difference found = field.Explain(Pointer(response));
    differences.push_back(DifferenceOf(absl::StrCat("response.", found.path), found.expected,
                                       response ? Hidden(found.path, found.actual, showing) : "no response"));
  }
  return differences;
}

std::string Query::Describe() const {
  const auto& call = query_.call();
  std::vector<std::string> words;
  const auto put = [&words](const char* before, const std::string& value) {
    if (!value.empty()) words.push_back(absl::StrCat(before, value));
  };
  put("", call.agency());
  put("", call.method());
  put("from ", call.caller());
  put("for ", call.purpose());
  put("with ", query_.outcome());
  put("of run ", query_.run());
  put("of request ", query_.request_id());
  for (const auto& field : call.fields()) put("request.", field.path());
  for (const auto& field : query_.response()) put("response.", field.path());
  if (query_.kind() != control::v1::ENTRY_KIND_UNSPECIFIED) words.push_back(NameOf(query_.kind()));
  if (query_.has_from() || query_.has_to()) words.push_back(RangeOf(query_));
  return words.empty() ? "*" : absl::StrJoin(words, " ");
}

}  // namespace lienthong::verification
