#include "gateway/verification/query.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/verification/bodies.h"
#include "gateway/verification/wildcard.h"
#include "services/base/error/error.h"
#include "services/base/journal/journal.h"
#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using control::v1::FieldDifference;
using control::v1::JournalEntry;
using control::v1::JournalQuery;

bool TextFits(const std::string& pattern, const std::string& text) { return pattern.empty() || Fits(pattern, text); }

// "VerifyPerson", "PopulationService/VerifyPerson", the full name, or a glob of one of these.
bool MethodFits(const std::string& pattern, const std::string& method) {
  if (TextFits(pattern, method)) return true;
  const size_t slash = method.rfind('/');
  if (slash == std::string::npos) return false;
  if (Fits(pattern, method.substr(slash + 1))) return true;
  return Fits(pattern, method.substr(method.rfind('.', slash) + 1));
}

bool OutcomeFits(const std::string& pattern, const JournalEntry& entry) {
  return pattern.empty() || Fits(pattern, OutcomeOf(entry)) || Fits(pattern, CodeOf(entry));
}

bool TimeFits(const JournalQuery& query, const JournalEntry& entry) {
  const absl::Time at = FromProto(entry.at());
  return (!query.has_from() || at >= FromProto(query.from())) && (!query.has_to() || at < FromProto(query.to()));
}

std::string RangeOf(const JournalQuery& query) {
  return absl::StrCat(query.has_from() ? Instant(query.from()) : "", " .. ", query.has_to() ? Instant(query.to()) : "");
}

std::string NameOf(control::v1::EntryKind kind) { return control::v1::EntryKind_Name(kind); }

}  // namespace

absl::StatusOr<Query> Query::Make(const JournalQuery& query, const std::string& field) {
  if (query.has_from() && query.has_to() && FromProto(query.from()) >= FromProto(query.to())) {
    return InvalidField(field + ".to", "give a time after from");
  }
  return Query(query);
}

bool Query::NeedsBodies() const { return !query_.call().fields().empty() || !query_.response().empty(); }

bool Query::IsComparable(const JournalEntry& entry) const {
  const bool row = entry.kind() == control::v1::ENTRY_KIND_ROW;
  if (row && !query_.rows() && query_.kind() != control::v1::ENTRY_KIND_ROW) return false;
  return !query_.canonical() || journal::IsCanonical(entry);
}

bool Query::ConcernsAgency(const std::string& agency) const { return TextFits(query_.call().agency(), agency); }

bool Query::HeadersFit(const JournalEntry& entry) const {
  const auto& call = query_.call();
  return IsComparable(entry) && MethodFits(call.method(), entry.method()) && TextFits(call.agency(), entry.agency()) &&
         TextFits(call.caller(), entry.caller()) && TextFits(call.purpose(), entry.purpose()) &&
         (query_.kind() == control::v1::ENTRY_KIND_UNSPECIFIED || query_.kind() == entry.kind()) &&
         (query_.run().empty() || query_.run() == entry.run()) &&
         (query_.request_id().empty() || query_.request_id() == entry.request_id()) &&
         OutcomeFits(query_.outcome(), entry) && TimeFits(query_, entry);
}

bool Query::Matches(const JournalEntry& entry) const { return HeadersFit(entry); }

std::vector<FieldDifference> Query::Differences(const JournalEntry& entry, Showing showing) const {
  std::vector<FieldDifference> differences;
  const auto note = [&differences](bool fits, const char* field, const std::string& wanted, const std::string& actual) {
    if (fits) return;
    FieldDifference& difference = differences.emplace_back();
    difference.set_field(field);
    difference.set_wanted(wanted);
    difference.set_actual(actual);
  };
  const auto& call = query_.call();
  note(MethodFits(call.method(), entry.method()), "method", call.method(), entry.method());
  note(TextFits(call.agency(), entry.agency()), "agency", call.agency(), entry.agency());
  note(TextFits(call.caller(), entry.caller()), "caller", call.caller(), entry.caller());
  note(OutcomeFits(query_.outcome(), entry), "outcome", query_.outcome(), OutcomeOf(entry));
  note(TextFits(call.purpose(), entry.purpose()), "purpose", call.purpose(), entry.purpose());
  note(query_.kind() == control::v1::ENTRY_KIND_UNSPECIFIED || query_.kind() == entry.kind(), "kind",
       NameOf(query_.kind()), NameOf(entry.kind()));
  note(query_.run().empty() || query_.run() == entry.run(), "run", query_.run(), entry.run());
  note(query_.request_id().empty() || query_.request_id() == entry.request_id(), "request_id", query_.request_id(),
       entry.request_id());
  note(TimeFits(query_, entry), "at", RangeOf(query_), Instant(entry.at()));
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
  if (query_.kind() != control::v1::ENTRY_KIND_UNSPECIFIED) words.push_back(NameOf(query_.kind()));
  if (query_.has_from() || query_.has_to()) words.push_back(RangeOf(query_));
  return words.empty() ? "*" : absl::StrJoin(words, " ");
}

}  // namespace lienthong::verification
