#include "gateway/verification/tally.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/verification/bodies.h"
#include "google/protobuf/util/json_util.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::verification {
namespace {

using control::v1::CallExpectation;
using control::v1::CallFinding;
using control::v1::FieldDifference;
using control::v1::JournalEntry;
using control::v1::NearCall;

constexpr size_t kMostNear = 3;
constexpr int kMostExpected = 100;

// A call of another method is farther away than one with another field.
int Weight(const FieldDifference& difference) {
  if (difference.field() == "method") return 8;
  if (difference.field() == "agency") return 4;
  return 1;
}

int Distance(const std::vector<FieldDifference>& differences) {
  int distance = 0;
  for (const FieldDifference& difference : differences) distance += Weight(difference);
  return distance;
}

absl::Status CheckFigures(const CallExpectation& expectation, const std::string& field) {
  if (expectation.times() < 0) return InvalidField(field + ".times", "it must not be negative");
  if (expectation.at_least() < 0) return InvalidField(field + ".at_least", "it must not be negative");
  if (expectation.at_most() < 0) return InvalidField(field + ".at_most", "it must not be negative");
  if (expectation.has_times() && (expectation.has_at_least() || expectation.has_at_most())) {
    return InvalidField(field + ".times", "give either times or at_least and at_most");
  }
  if (expectation.has_at_least() && expectation.has_at_most() && expectation.at_least() > expectation.at_most()) {
    return InvalidField(field + ".at_most", "give a figure not below at_least");
  }
  return absl::OkStatus();
}

struct Sentence {
  std::string vi, en;
};

Sentence WantedText(int64_t least, const absl::optional<int64_t>& most) {
  if (most == 0) return {"không có cuộc gọi nào", "no call"};
  if (most == least) return {absl::StrCat("đúng ", least, " cuộc gọi"), absl::StrCat("exactly ", least)};
  if (!most) return {absl::StrCat("ít nhất ", least, " cuộc gọi"), absl::StrCat("at least ", least)};
  if (least == 0) return {absl::StrCat("nhiều nhất ", *most, " cuộc gọi"), absl::StrCat("at most ", *most)};
  return {absl::StrCat("từ ", least, " đến ", *most, " cuộc gọi"), absl::StrCat("from ", least, " to ", *most)};
}

// Keeps the last few.
void Show(const JournalEntry& entry, std::map<Place, JournalEntry>& shown) {
  shown.emplace(PlaceOf(entry), entry);
  if (shown.size() > kMostNear) shown.erase(shown.begin());
}

void ShowIn(CallFinding& finding, const std::map<Place, JournalEntry>& shown, Showing showing) {
  for (const auto& [place, entry] : shown) *finding.add_nearest()->mutable_call() = CallOf(entry, showing);
}

void SetText(CallFinding& finding, const Sentence& sentence) {
  finding.mutable_text()->set_vi(sentence.vi);
  finding.mutable_text()->set_en(sentence.en);
}

}  // namespace

Place PlaceOf(const JournalEntry& entry) {
  return {entry.at().seconds(), entry.at().nanos(), entry.step(), entry.path(), entry.agency(), entry.line()};
}

void Nearest::Offer(const Query& query, const JournalEntry& entry) {
  if (!query.IsComparable(entry)) return;
  const int distance = Distance(query.Differences(entry, Showing::kAllButSecrets));
  auto place = std::make_pair(distance, PlaceOf(entry));
  if (calls_.size() == kMostNear && std::prev(calls_.end())->first < place) return;
  calls_.emplace(std::move(place), entry);
  if (calls_.size() > kMostNear) calls_.erase(std::prev(calls_.end()));
}

void Nearest::Forget(const std::string& agency) {
  std::erase_if(calls_, [&agency](const auto& call) { return call.second.agency() == agency; });
}

std::vector<NearCall> Nearest::Calls(const Query& query, Showing showing) const {
  std::vector<NearCall> calls;
  for (const auto& [place, entry] : calls_) {
    NearCall& near = calls.emplace_back();
    *near.mutable_call() = CallOf(entry, showing);
    for (FieldDifference& difference : query.Differences(entry, showing)) {
      *near.add_differences() = std::move(difference);
    }
  }
  return calls;
}

int64_t CallTally::Expected::count() const {
  int64_t count = 0;
  for (const auto& [agency, calls] : by_agency) count += calls;
  return count;
}

absl::StatusOr<CallTally> CallTally::Make(const Expectations& expectations, const Queries& in_order, Showing showing) {
  if (expectations.empty() && in_order.empty()) {
    return InvalidField("expectations", "say what is expected, here or in in_order");
  }
  if (expectations.size() > kMostExpected) return InvalidField("expectations", "give at most 100");
  if (in_order.size() > kMostExpected) return InvalidField("in_order", "give at most 100");
  CallTally tally(showing);
  for (int i = 0; i < expectations.size(); ++i) {
    const std::string field = absl::StrCat("expectations[", i, "]");
    const CallExpectation& wanted = expectations[i];
    RETURN_IF_ERROR(CheckFigures(wanted, field));
    ASSIGN_OR_RETURN(Query query, Query::Make(wanted.query(), field + ".query"));
    Expected expected{std::move(query), 1, absl::nullopt, {}, {}, {}};
    if (wanted.has_times()) expected.least = wanted.times(), expected.most = wanted.times();
    if (wanted.has_at_most()) expected.least = 0, expected.most = wanted.at_most();
    if (wanted.has_at_least()) expected.least = wanted.at_least();
    tally.expected_.push_back(std::move(expected));
  }
  for (int i = 0; i < in_order.size(); ++i) {
    ASSIGN_OR_RETURN(Query query, Query::Make(in_order[i], absl::StrCat("in_order[", i, "]")));
    tally.order_.push_back({std::move(query), {}, {}, {}});
  }
  return tally;
}

bool CallTally::NeedsBodies() const {
  return std::any_of(expected_.begin(), expected_.end(), [](const auto& e) { return e.query.NeedsBodies(); }) ||
         std::any_of(order_.begin(), order_.end(), [](const auto& step) { return step.query.NeedsBodies(); });
}

void CallTally::Add(const JournalEntry& entry) {
  ++examined_[entry.agency()];
  for (Expected& expected : expected_) {
    if (!expected.query.Matches(entry)) {
      expected.nearest.Offer(expected.query, entry);
      continue;
    }
    ++expected.by_agency[entry.agency()];
    if (expected.most) Show(entry, expected.matching);
  }
  for (Step& step : order_) {
    if (step.query.Matches(entry)) {
      step.places.insert(PlaceOf(entry));
      Show(entry, step.matching);
    } else {
      step.nearest.Offer(step.query, entry);
    }
  }
}

void CallTally::Forget(const std::string& agency) {
  examined_.erase(agency);
  dropped_.erase(agency);
  const auto is_there = [&agency](const Place& place) { return std::get<4>(place) == agency; };
  for (Expected& expected : expected_) {
    expected.by_agency.erase(agency);
    expected.nearest.Forget(agency);
    std::erase_if(expected.matching, [&](const auto& call) { return is_there(call.first); });
  }
  for (Step& step : order_) {
    std::erase_if(step.places, is_there);
    std::erase_if(step.matching, [&](const auto& call) { return is_there(call.first); });
    step.nearest.Forget(agency);
  }
}

bool CallTally::Fulfilled(const Expected& expected) const {
  const int64_t count = expected.count();
  if (count < expected.least) return false;
  // What is no longer kept may have been one of these.
  return !expected.most || (count <= *expected.most && DroppedOf(expected.query) == 0);
}

size_t CallTally::OrderBrokenAt() const {
  absl::optional<Place> last;
  for (size_t i = 0; i < order_.size(); ++i) {
    const auto& places = order_[i].places;
    const auto next = last ? places.upper_bound(*last) : places.begin();
    if (next == places.end()) return i;
    last = *next;
  }
  return order_.size();
}

bool CallTally::Holds() const {
  return OrderBrokenAt() == order_.size() &&
         std::all_of(expected_.begin(), expected_.end(), [this](const auto& e) { return Fulfilled(e); });
}

bool CallTally::Exceeded() const {
  return std::any_of(expected_.begin(), expected_.end(),
                     [this](const auto& e) { return e.most && (e.count() > *e.most || DroppedOf(e.query) > 0); });
}

CallFinding CallTally::FindingOf(size_t index) const {
  const Expected& expected = expected_[index];
  CallFinding finding;
  finding.set_expectation(absl::StrCat("expectations[", index, "]"));
  finding.set_count(expected.count());
  const Sentence wanted = WantedText(expected.least, expected.most);
  const std::string what = expected.query.Describe();
  Sentence sentence = {absl::StrCat("\"", what, "\": cần ", wanted.vi, ", thấy ", finding.count(), "."),
                       absl::StrCat("\"", what, "\": expected ", wanted.en, ", found ", finding.count(), ".")};
  if (const int64_t dropped = DroppedOf(expected.query); expected.most && dropped > 0) {
    absl::StrAppend(&sentence.vi, " ", dropped, " dòng nhật ký không còn được giữ, nên không thể khẳng định.");
    absl::StrAppend(&sentence.en, " ", dropped, " lines are no longer kept, so this can't be claimed.");
  }
  SetText(finding, sentence);
  if (finding.count() < expected.least) {
    for (NearCall& call : expected.nearest.Calls(expected.query, showing_)) *finding.add_nearest() = std::move(call);
  } else {
    ShowIn(finding, expected.matching, showing_);
  }
  return finding;
}

CallFinding CallTally::OrderFinding(size_t index) const {
  const Step& step = order_[index];
  CallFinding finding;
  finding.set_expectation(absl::StrCat("in_order[", index, "]"));
  finding.set_count(static_cast<int64_t>(step.places.size()));
  const std::string what = step.query.Describe();
  if (step.places.empty()) {
    SetText(finding,
            {absl::StrCat("\"", what, "\": không có cuộc gọi nào."), absl::StrCat("\"", what, "\": no call.")});
    for (NearCall& call : step.nearest.Calls(step.query, showing_)) *finding.add_nearest() = std::move(call);
  } else {
    SetText(finding, {absl::StrCat("\"", what, "\": có ", step.places.size(), " cuộc gọi, nhưng không cuộc nào sau \"",
                                   order_[index - 1].query.Describe(), "\"."),
                      absl::StrCat("\"", what, "\": ", step.places.size(), step.places.size() == 1 ? " call" : " calls",
                                   ", but none after \"", order_[index - 1].query.Describe(), "\".")});
    ShowIn(finding, step.matching, showing_);
  }
  return finding;
}

std::vector<CallFinding> CallTally::Findings() const {
  std::vector<CallFinding> findings;
  for (size_t i = 0; i < expected_.size(); ++i) {
    if (!Fulfilled(expected_[i])) findings.push_back(FindingOf(i));
  }
  if (const size_t broken = OrderBrokenAt(); broken < order_.size()) findings.push_back(OrderFinding(broken));
  return findings;
}

std::vector<int64_t> CallTally::Counts() const {
  std::vector<int64_t> counts;
  for (const Expected& expected : expected_) counts.push_back(expected.count());
  return counts;
}

int64_t CallTally::examined() const {
  int64_t examined = 0;
  for (const auto& [agency, lines] : examined_) examined += lines;
  return examined;
}

int64_t CallTally::DroppedOf(const Query& query) const {
  int64_t dropped = 0;
  for (const auto& [agency, lines] : dropped_) {
    if (query.ConcernsAgency(agency)) dropped += lines;
  }
  return dropped;
}

int64_t CallTally::dropped() const {
  int64_t dropped = 0;
  for (const auto& [agency, lines] : dropped_) dropped += lines;
  return dropped;
}

control::v1::JournalCall CallOf(const JournalEntry& entry, Showing showing, bool with_bodies) {
  control::v1::JournalCall call;
  *call.mutable_entry() = entry;
  call.mutable_entry()->clear_request();
  call.mutable_entry()->clear_response();
  call.set_outcome(OutcomeOf(entry));
  if (!with_bodies) return call;
  const auto put = [](const Json& body, google::protobuf::Struct* into) {
    (void)google::protobuf::util::JsonStringToMessage(Text(body), into);  // an object always is a Struct
  };
  if (const Json request = RequestOf(entry, showing); request.is_object()) put(request, call.mutable_request());
  if (const Json response = ResponseOf(entry, showing); response.is_object()) put(response, call.mutable_response());
  return call;
}

}  // namespace lienthong::verification
