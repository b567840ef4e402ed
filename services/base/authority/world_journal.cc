#include "services/base/authority/world_journal.h"

#include <algorithm>
#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "services/base/error/error.h"
#include "services/base/journal/journal.h"
#include "services/base/store/digest.h"

namespace lienthong::authority {
namespace {

using control::v1::DescribeWorldResponse;
using control::v1::JournalEntry;
using control::v1::ListJournalRequest;
using control::v1::ListJournalResponse;

constexpr int kDefaultPage = 100;
constexpr int kMaxPage = 1000;

bool Wanted(const ListJournalRequest& request, const JournalEntry& entry) {
  return (request.agency().empty() || entry.agency() == request.agency()) &&
         (request.method().empty() || absl::EndsWith(entry.method(), request.method())) &&
         (request.caller().empty() || entry.caller() == request.caller()) &&
         (request.run().empty() || entry.run() == request.run()) &&
         (!request.canonical() || journal::IsCanonical(entry));
}

// The place of a line: what Before compares.
JournalEntry PlaceOf(const JournalEntry& entry) {
  JournalEntry place;
  *place.mutable_at() = entry.at();
  place.set_step(entry.step());
  place.set_path(entry.path());
  place.set_agency(entry.agency());
  place.set_line(entry.line());
  return place;
}

absl::StatusOr<JournalEntry> ParseToken(const std::string& token) {
  std::string bytes;
  JournalEntry place;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || !place.ParseFromString(bytes) || place.agency().empty()) {
    return absl::Status(Error(absl::StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID));
  }
  return place;
}

ListJournalResponse Page(const ListJournalRequest& request, std::vector<JournalEntry> lines) {
  std::sort(lines.begin(), lines.end(), journal::Before);
  ListJournalResponse response;
  const size_t size = request.page_size() > 0 ? std::min(request.page_size(), kMaxPage) : kDefaultPage;
  for (size_t i = 0; i < lines.size() && i < size; ++i) {
    JournalEntry& line = *response.add_entries();
    line = lines[i];
    if (request.canonical()) journal::MakeCanonical(line);
    if (request.omit_bodies()) line.clear_request(), line.clear_response();
  }
  if (lines.size() > size) {
    response.set_next_page_token(absl::WebSafeBase64Escape(PlaceOf(lines[size - 1]).SerializeAsString()));
  }
  return response;
}

}  // namespace

void ListJournal(Authority& authority, const ListJournalRequest& request,
                 std::function<void(absl::StatusOr<ListJournalResponse>)> done) {
  const auto world = authority.Get(request.world());
  if (!world.ok()) return done(world.status());
  absl::StatusOr<JournalEntry> after = JournalEntry();
  if (!request.page_token().empty()) after = ParseToken(request.page_token());
  if (!after.ok()) return done(after.status());
  control::v1::ReadJournalRequest read;
  read.set_world(request.world());
  read.set_max_lines(std::numeric_limits<int>::max());
  authority.calls().CallAll<control::v1::ReadJournalResponse>(
      authority.AgenciesOf(request.world()), "ReadJournal", read,
      [request, after = *after, done = std::move(done)](const auto& answers) {
        std::vector<JournalEntry> lines;
        int64_t dropped = 0;
        for (const auto& answer : answers) {
          if (!answer.ok()) return done(answer.status());
          dropped += answer->dropped();
          for (const JournalEntry& entry : answer->entries()) {
            const bool follows = request.page_token().empty() || journal::Before(after, entry);
            if (follows && Wanted(request, entry)) lines.push_back(entry);
          }
        }
        ListJournalResponse response = Page(request, std::move(lines));
        response.set_dropped(dropped);
        done(std::move(response));
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
