#include "services/base/authority/world_journal.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "services/base/error/error.h"
#include "services/base/host/journal_index.h"
#include "services/base/journal/journal.h"
#include "services/base/store/digest.h"

namespace lienthong::authority {
namespace {

using control::v1::DescribeWorldResponse;
using control::v1::JournalEntry;
using control::v1::ListJournalRequest;
using control::v1::ListJournalResponse;
using control::v1::ReadJournalRequest;
using control::v1::ReadJournalResponse;

constexpr int kDefaultPage = 100;
constexpr int kMaxPage = 1000;
// A page ends here even when it isn't full: gRPC clients take 4 MiB unless told otherwise.
constexpr size_t kMaxPageBytes = 2 << 20;

absl::StatusOr<JournalEntry> ParseToken(const std::string& token) {
  std::string bytes;
  JournalEntry place;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || !place.ParseFromString(bytes) || place.agency().empty()) {
    return absl::Status(Error(absl::StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID));
  }
  return place;
}

size_t PageSize(const ListJournalRequest& request) {
  return request.page_size() > 0 ? std::min(request.page_size(), kMaxPage) : kDefaultPage;
}

ReadJournalRequest Question(const ListJournalRequest& request, const absl::optional<JournalEntry>& after) {
  ReadJournalRequest read;
  read.set_world(request.world());
  read.set_max_lines(static_cast<int>(PageSize(request)));
  if (after) *read.mutable_after() = *after;
  read.set_method(request.method());
  read.set_caller(request.caller());
  read.set_run(request.run());
  read.set_canonical(request.canonical());
  read.set_omit_bodies(request.omit_bodies());
  return read;
}

// The lines of all agencies up to where the one that got least far has reached.
struct Merged {
  std::vector<JournalEntry> lines;
  absl::optional<JournalEntry> reached;  // nothing: all agencies have come to their ends
  int64_t dropped = 0;
};

Merged Merge(const std::vector<absl::StatusOr<ReadJournalResponse>>& answers) {
  Merged merged;
  for (const auto& answer : answers) {
    merged.dropped += answer->dropped();
    if (!answer->has_reached()) continue;
    if (!merged.reached || journal::Before(answer->reached(), *merged.reached)) merged.reached = answer->reached();
  }
  for (const auto& answer : answers) {
    for (const JournalEntry& line : answer->entries()) {
      if (!merged.reached || !journal::Before(*merged.reached, line)) merged.lines.push_back(line);
    }
  }
  std::sort(merged.lines.begin(), merged.lines.end(), journal::Before);
  return merged;
}

ListJournalResponse Page(const ListJournalRequest& request, const Merged& merged) {
  ListJournalResponse response;
  response.set_dropped(merged.dropped);
  size_t shown = 0;
  for (size_t bytes = 0; shown < std::min(merged.lines.size(), PageSize(request)) && bytes < kMaxPageBytes; ++shown) {
    JournalEntry& line = *response.add_entries();
    line = merged.lines[shown];
    bytes += line.ByteSizeLong();
    if (request.canonical()) journal::MakeCanonical(line);
  }
  if (shown < merged.lines.size()) {
    response.set_next_page_token(JournalToken(merged.lines[shown - 1]));
  } else if (merged.reached) {
    response.set_next_page_token(JournalToken(*merged.reached));
  }
  return response;
}

}  // namespace

std::string JournalToken(const JournalEntry& entry) {
  return absl::WebSafeBase64Escape(host::PlaceOf(entry).SerializeAsString());
}

void ListJournal(Authority& authority, const ListJournalRequest& request,
                 std::function<void(absl::StatusOr<ListJournalResponse>)> done) {
  const auto world = authority.Get(request.world());
  if (!world.ok()) return done(world.status());
  absl::optional<JournalEntry> after;
  if (!request.page_token().empty()) {
    auto place = ParseToken(request.page_token());
    if (!place.ok()) return done(place.status());
    after = *std::move(place);
  }
  std::vector<std::string> agencies = authority.AgenciesOf(request.world());
  if (!request.agency().empty()) std::erase_if(agencies, [&](const auto& name) { return name != request.agency(); });
  authority.calls().CallAll<ReadJournalResponse>(std::move(agencies), "ReadJournal", Question(request, after),
                                                 [request, done = std::move(done)](const auto& answers) {
                                                   for (const auto& answer : answers) {
                                                     if (!answer.ok()) return done(answer.status());
                                                   }
                                                   done(Page(request, Merge(answers)));
                                                 });
}

void DescribeWorld(Authority& authority, const control::v1::DescribeWorldRequest& request,
                   std::function<void(absl::StatusOr<DescribeWorldResponse>)> done) {
  const auto world = authority.Get(request.world());
  if (!world.ok()) return done(world.status());
  control::v1::DescribeStateRequest describe;
  describe.set_world(request.world());
  const auto agencies = authority.AgenciesOf(request.world());
  authority.calls().CallAll<control::v1::DescribeStateResponse>(
      agencies, "DescribeState", describe, [agencies, done = std::move(done)](const auto& answers) {
        DescribeWorldResponse response;
        store::Digester digest;
        const std::string untouched = store::Digester().Hex();
        for (size_t i = 0; i < agencies.size(); ++i) {
          if (!answers[i].ok()) return done(answers[i].status());
          auto* state = response.add_agencies();
          state->set_agency(agencies[i]);
          state->set_digest(answers[i]->digest());
          state->set_journal_lines(answers[i]->journal_lines());
          state->set_journal_dropped(answers[i]->journal_dropped());
          state->set_agenda_rows(answers[i]->agenda_rows());
          // An agency that was only looked at holds nothing.
          if (state->digest() != untouched) digest.Add(agencies[i], state->digest());
        }
        response.set_digest(std::move(digest).Hex());
        done(std::move(response));
      });
}

}  // namespace lienthong::authority
