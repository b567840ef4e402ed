#include "services/base/host/journal_index.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace lienthong::host {
namespace {

using control::v1::ReadJournalRequest;
using control::v1::ReadJournalResponse;
using journal::Journal;
using journal::JournalEntry;

JournalEntry Line(int64_t seconds, const std::string& path, const std::string& method = "m", size_t body = 0) {
  JournalEntry entry;
  entry.set_agency("office");
  entry.set_method(method);
  entry.set_path(path);
  entry.mutable_at()->set_seconds(seconds);
  entry.set_request(std::string(body, 'x'));
  return entry;
}

// Lines as reads beside writes leave them: written in an order that is not the world's.
void WriteScrambled(Journal& journal, int lines) {
  for (int i = 0; i < lines; ++i) journal.Append(Line(i * 7 % 50, absl::StrCat(i * 11 % 13)));
}

// All lines, `size` at a time; counts the stretches.
std::vector<JournalEntry> ReadAll(JournalIndex& index, ReadJournalRequest request, int size, int* stretches = nullptr) {
  std::vector<JournalEntry> lines;
  request.set_max_lines(size);
  for (bool more = true; more;) {
    const ReadJournalResponse response = index.Read(request);
    EXPECT_LE(response.entries_size(), size);
    lines.insert(lines.end(), response.entries().begin(), response.entries().end());
    if (stretches != nullptr) ++*stretches;
    more = response.has_reached();
    *request.mutable_after() = response.reached();
  }
  return lines;
}

std::vector<int64_t> Numbers(const std::vector<JournalEntry>& lines) {
  std::vector<int64_t> numbers;
  for (const JournalEntry& line : lines) numbers.push_back(line.line());
  return numbers;
}

TEST(JournalIndexTest, LinesComeInTheWorldsOrderWhateverTheSizeOfAPage) {
  Journal journal;
  WriteScrambled(journal, 400);
  std::vector<JournalEntry> expected = journal.Read(0, 1000).entries;
  std::sort(expected.begin(), expected.end(), journal::Before);
  JournalIndex index(&journal);
  for (const int size : {1, 7, 399, 400, 1000}) {
    EXPECT_EQ(Numbers(ReadAll(index, {}, size)), Numbers(expected)) << size;
  }
}

TEST(JournalIndexTest, AFullPageThatIsTheLastHasNoSuccessor) {
  Journal journal;
  WriteScrambled(journal, 10);
  JournalIndex index(&journal);
  int stretches = 0;
  EXPECT_EQ(ReadAll(index, {}, 5, &stretches).size(), 10u);
  EXPECT_EQ(stretches, 2);
}

TEST(JournalIndexTest, LinesWrittenLaterTakeTheirPlaces) {
  Journal journal;
  journal.Append(Line(10, "a"));
  journal.Append(Line(30, "c"));
  JournalIndex index(&journal);
  ReadJournalRequest request;
  request.set_max_lines(1);
  const JournalEntry reached = index.Read(request).reached();
  journal.Append(Line(20, "b"));
  journal.Append(Line(5, "before"));
  *request.mutable_after() = reached;
  const ReadJournalResponse response = index.Read(request);
  ASSERT_EQ(response.entries_size(), 1);
  EXPECT_EQ(response.entries(0).path(), "b");
  EXPECT_EQ(Numbers(ReadAll(index, {}, 10)), (std::vector<int64_t>{4, 1, 3, 2}));
}

// What is equal but for the agency is ordered by the agency's name.
TEST(JournalIndexTest, APlaceAtAnotherAgencyStandsBeforeOrAfterItsEquals) {
  Journal journal;
  journal.Append(Line(10, "a"));
  journal.Append(Line(10, "a"));
  journal.Append(Line(20, "a"));
  JournalIndex index(&journal);
  ReadJournalRequest request;
  for (const auto& [agency, left] : {std::pair<const char*, int>{"municipality", 3}, {"tax", 1}}) {
    JournalEntry place = Line(10, "a");
    place.set_agency(agency);
    place.set_line(2);
    *request.mutable_after() = place;
    const ReadJournalResponse response = index.Read(request);
    EXPECT_EQ(response.entries_size(), left) << agency;
    for (const JournalEntry& line : response.entries()) EXPECT_TRUE(journal::Before(place, line)) << agency;
  }
}

TEST(JournalIndexTest, DroppedLinesAreNotGivenAndNotKept) {
  Journal journal(64 * 1024);
  JournalIndex index(&journal);
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 500; ++i) journal.Append(Line(round, "p", "m", 100));
    const auto lines = ReadAll(index, {}, 100);
    EXPECT_EQ(static_cast<int64_t>(lines.size()), journal.lines() - journal.dropped());
    EXPECT_EQ(lines.front().line(), journal.dropped() + 1);
  }
  EXPECT_EQ(index.Read({}).dropped(), journal.dropped());
}

TEST(JournalIndexTest, AStretchOfLargeLinesEndsEarly) {
  Journal journal(64 << 20);
  for (int i = 0; i < 200; ++i) journal.Append(Line(i, "p", "m", journal::kMaxBody));
  JournalIndex index(&journal);
  ReadJournalRequest request;
  const ReadJournalResponse first = index.Read(request);
  EXPECT_TRUE(first.has_reached());
  EXPECT_LT(first.ByteSizeLong(), JournalIndex::kMaxBytes + 2 * journal::kMaxBody);
  EXPECT_EQ(ReadAll(index, {}, 1000).size(), 200u);
  request.set_omit_bodies(true);
  const ReadJournalResponse without = index.Read(request);
  EXPECT_EQ(without.entries_size(), 200);
  EXPECT_TRUE(without.entries(0).request().empty());
}

TEST(JournalIndexTest, ARareLineIsFoundInSeveralStretches) {
  Journal journal(64 << 20);
  for (int i = 0; i < 2 * JournalIndex::kMaxExamined; ++i) journal.Append(Line(i, "p"));
  journal.Append(Line(3 * JournalIndex::kMaxExamined, "p", "rare"));
  JournalIndex index(&journal);
  ReadJournalRequest request;
  request.set_method("rare");
  EXPECT_EQ(index.Read(request).entries_size(), 0);
  int stretches = 0;
  EXPECT_EQ(ReadAll(index, request, 10, &stretches).size(), 1u);
  EXPECT_EQ(stretches, 3);
}

TEST(JournalIndexTest, OnlyWhatIsWantedIsGiven) {
  Journal journal;
  JournalEntry line = Line(1, "p", "Service/Get");
  line.set_caller("clerk");
  line.set_run("d-1");
  journal.Append(line);
  line.set_onlooker(true);
  journal.Append(line);
  JournalIndex index(&journal);
  const auto count = [&index](auto set) {
    ReadJournalRequest request;
    set(request);
    return index.Read(request).entries_size();
  };
  EXPECT_EQ(count([](auto& request) { request.set_method("Get"); }), 2);
  EXPECT_EQ(count([](auto& request) { request.set_method("Set"); }), 0);
  EXPECT_EQ(count([](auto& request) { request.set_caller("clerk"); }), 2);
  EXPECT_EQ(count([](auto& request) { request.set_caller("cler"); }), 0);
  EXPECT_EQ(count([](auto& request) { request.set_run("d-1"); }), 2);
  EXPECT_EQ(count([](auto& request) { request.set_run("d-2"); }), 0);
  EXPECT_EQ(count([](auto& request) { request.set_canonical(true); }), 1);
}

}  // namespace
}  // namespace lienthong::host
