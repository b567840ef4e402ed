#include "services/base/journal/journal.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lienthong::journal {
namespace {

JournalEntry Line(const std::string& method, size_t body = 0) {
  JournalEntry entry;
  entry.set_method(method);
  entry.set_request(std::string(body, 'x'));
  return entry;
}

std::vector<std::string> Methods(const Journal::Stretch& stretch) {
  std::vector<std::string> methods;
  for (const auto& entry : stretch.entries) methods.push_back(entry.method());
  return methods;
}

TEST(JournalTest, LinesAreNumberedAndReadInStretches) {
  Journal journal;
  for (int i = 1; i <= 200; ++i) journal.Append(Line(std::to_string(i)));
  auto stretch = journal.Read(0, 150);
  EXPECT_EQ(stretch.entries.size(), 150u);
  EXPECT_TRUE(stretch.more);
  EXPECT_EQ(stretch.entries.back().line(), 150);
  stretch = journal.Read(150, 150);
  EXPECT_EQ(stretch.entries.size(), 50u);
  EXPECT_FALSE(stretch.more);
  EXPECT_EQ(stretch.entries.back().method(), "200");
}

TEST(JournalTest, LinesComeBackAsTheyWere) {
  Journal journal;
  JournalEntry& blank = Journal::Blank();
  blank.set_method("first");
  blank.set_request(std::string("\0\xff", 2));
  blank.mutable_status()->set_code(5);
  journal.Append(blank);
  journal.Append(Journal::Blank());
  const auto stretch = journal.Read(0, 10);
  ASSERT_EQ(stretch.entries.size(), 2u);
  EXPECT_EQ(stretch.entries[0].request(), std::string("\0\xff", 2));
  EXPECT_EQ(stretch.entries[0].status().code(), 5);
  EXPECT_EQ(stretch.entries[1].method(), "") << "a blank line is blank";
  EXPECT_TRUE(journal.Read(2, 10).entries.empty());
}

TEST(JournalTest, TheOldestLinesGoAndAreCounted) {
  Journal journal(100 * 1000);
  for (int i = 0; i < 1000; ++i) journal.Append(Line("m", 1000));
  EXPECT_EQ(journal.lines(), 1000);
  EXPECT_GT(journal.dropped(), 800);
  const auto stretch = journal.Read(0, 10000);
  EXPECT_EQ(stretch.dropped, journal.dropped());
  EXPECT_EQ(static_cast<int64_t>(stretch.entries.size()), 1000 - journal.dropped());
  EXPECT_EQ(stretch.entries.front().line(), journal.dropped() + 1);
}

TEST(JournalTest, AForkKeepsThePastAndGoesItsOwnWay) {
  Journal journal;
  journal.Append(Line("shared"));
  const auto fork = journal.Fork();
  const auto second = journal.Fork();
  journal.Append(Line("original"));
  fork->Append(Line("copy"));
  EXPECT_EQ(Methods(journal.Read(0, 10)), (std::vector<std::string>{"shared", "original"}));
  EXPECT_EQ(Methods(fork->Read(0, 10)), (std::vector<std::string>{"shared", "copy"}));
  EXPECT_EQ(Methods(second->Read(0, 10)), std::vector<std::string>{"shared"});
  EXPECT_EQ(fork->lines(), 2);
}

TEST(JournalTest, WhoWaitsForALineIsWokenByItOnce) {
  Journal journal;
  journal.Append(Line("known"));
  int woken = 0;
  EXPECT_NE(journal.WakeAfter(1, [&woken] { ++woken; }), 0);
  EXPECT_EQ(woken, 0);
  journal.Append(Line("new"));
  journal.Append(Line("newer"));
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(journal.WakeAfter(1, [&woken] { ++woken; }), 0) << "it is there already";
  EXPECT_EQ(woken, 2);
}

TEST(JournalTest, WhoHasWaitedLongEnoughIsForgotten) {
  Journal journal;
  int woken = 0;
  journal.Forget(journal.WakeAfter(0, [&woken] { ++woken; }));
  journal.Append(Line("late"));
  EXPECT_EQ(woken, 0);
}

TEST(JournalTest, AWakerMayReadTheJournal) {
  Journal journal;
  std::vector<std::string> seen;
  journal.WakeAfter(0, [&] { seen = Methods(journal.Read(0, 10)); });
  journal.Append(Line("first"));
  EXPECT_EQ(seen, std::vector<std::string>{"first"});
}

TEST(JournalTest, OrderIsTimeStepPathAgencyLine) {
  const auto place = [](int64_t at, int64_t step, const char* path, const char* agency, int64_t line) {
    JournalEntry entry;
    entry.mutable_at()->set_seconds(at);
    entry.set_step(step);
    entry.set_path(path);
    entry.set_agency(agency);
    entry.set_line(line);
    return entry;
  };
  const std::vector<JournalEntry> sorted = {place(1, 9, "z", "z", 9), place(2, 1, "z", "z", 9),
                                            place(2, 2, "a", "z", 9), place(2, 2, "b", "a", 9),
                                            place(2, 2, "b", "b", 1), place(2, 2, "b", "b", 2)};
  for (size_t i = 0; i < sorted.size(); ++i) {
    for (size_t j = 0; j < sorted.size(); ++j) EXPECT_EQ(Before(sorted[i], sorted[j]), i < j) << i << " " << j;
  }
}

TEST(JournalTest, CanonicalLinesKeepNothingOfTheMachine) {
  JournalEntry entry = Line("m");
  const std::string canonical = entry.SerializeAsString();
  entry.mutable_wall_time()->set_seconds(1);
  entry.mutable_latency()->set_nanos(1);
  entry.set_traceparent("00-1-2-01");
  entry.set_line(4);
  MakeCanonical(entry);
  EXPECT_EQ(entry.SerializeAsString(), canonical);
  EXPECT_TRUE(IsCanonical(entry));
  entry.set_replay(true);
  EXPECT_FALSE(IsCanonical(entry));
  entry.set_replay(false);
  entry.set_onlooker(true);
  EXPECT_FALSE(IsCanonical(entry));
}

}  // namespace
}  // namespace lienthong::journal
