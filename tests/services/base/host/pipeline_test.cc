// What a call goes through before and after its handler, and what each stage refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using control::v1::JournalEntry;

class PipelineTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(town_.Create("w").ok()); }

  absl::Status StirWith(const std::string& body, host::Metadata headers = {{host::kWorldHeader, "w"}}) {
    return town_.Ask("toy-a", host::RawCall{kStir, std::move(headers), body}).status;
  }
  std::vector<JournalEntry> Lines(bool canonical = false) { return *town_.Journal("w", canonical); }
  int64_t Step() { return town_.authority().Get("w")->step(); }

  // Room for more waiting writes than a stack could hold; who is turned away is admission_test's.
  Town town_{Town::Options{.limits = {.calls = 100'000, .world_calls = 100'000, .turns = 100'000}}};
};

TEST_F(PipelineTest, AnUnknownWorldIsRefusedAndJournaledByTheServer) {
  const auto stirred = town_.Stir("toy-a", "nowhere", Stirring("x", "r"));
  EXPECT_EQ(ReasonOf(stirred.status()), Reason::WORLD_UNKNOWN);
  const auto own = town_.agency("toy-a").own_journal().Read(0, 10);
  ASSERT_EQ(own.entries.size(), 1u);
  EXPECT_EQ(own.entries[0].method(), kStir);
}

TEST_F(PipelineTest, AMissingHeaderMeansTheDefaultWorld) {
  EXPECT_EQ(ReasonOf(StirWith("", {})), Reason::WORLD_UNKNOWN);
  ASSERT_TRUE(town_.Create("default").ok());
  EXPECT_EQ(ReasonOf(StirWith("", {})), Reason::REQUEST_ID_MISSING);
}

TEST_F(PipelineTest, RefusalsBeforeTheTurnUseNoNumber) {
  toy::v1::StirRequest wrong = Stirring("x", "r");
  wrong.set_wrong(true);
  EXPECT_EQ(ReasonOf(StirWith("\xff\xff")), Reason::MALFORMED_MESSAGE);
  EXPECT_EQ(ReasonOf(StirWith("")), Reason::REQUEST_ID_MISSING);
  EXPECT_EQ(ReasonOf(StirWith(wrong.SerializeAsString())), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(StirWith("", {{host::kWorldHeader, "w"}, {host::kNowHeader, "forged"}})), Reason::HEADER_FORGED);
  toy::v1::WhisperRequest whisper;
  whisper.set_request_id("r");
  const auto refused = town_.Call<toy::v1::WhisperResponse>("toy-a", kWhisper, whisper, {{host::kWorldHeader, "w"}});
  EXPECT_EQ(ReasonOf(refused.status()), Reason::CALLER_NOT_ALLOWED);
  EXPECT_EQ(Step(), 0);
  EXPECT_EQ(Lines().size(), 4u) << "the forged call names no world that can be believed";
  EXPECT_TRUE(Lines(true).empty());
}

TEST_F(PipelineTest, RefusalsNameTheOfficeThatRefuses) {
  const auto info = ErrorInfoOf(StirWith(""));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->domain(), "toy-a.lienthong.vn");
}

TEST_F(PipelineTest, TheRightCallerMayCall) {
  toy::v1::WhisperRequest whisper;
  whisper.set_request_id("r");
  EXPECT_TRUE(town_
                  .Call<toy::v1::WhisperResponse>("toy-b", kWhisper, whisper,
                                                  {{host::kWorldHeader, "w"}, {host::kCallerHeader, "toy-a"}})
                  .ok());
}

TEST_F(PipelineTest, AnUnknownMethodIsRefused) {
  const auto answer = town_.Ask("toy-a", host::RawCall{"lienthong.toy.v1.ToyService/Sing"});
  EXPECT_EQ(ReasonOf(answer.status), Reason::METHOD_UNKNOWN);
}

TEST_F(PipelineTest, AHandlersErrorKeepsNothingButIsALine) {
  toy::v1::StirRequest failing = Stirring("x", "r");
  failing.set_fail(true);
  EXPECT_EQ(ReasonOf(town_.Stir("toy-a", "w", failing).status()), Reason::INVALID_FIELD);
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), 0);
  EXPECT_EQ(Step(), 1);
  ASSERT_EQ(Lines(true).size(), 1u);
  EXPECT_NE(Lines(true)[0].status().code(), 0);
}

TEST_F(PipelineTest, ARepeatedRequestIsAnsweredAgainAndGivesItsNumberBack) {
  const auto first = town_.Stir("toy-a", "w", Stirring("x", "r"));
  const auto again = town_.Stir("toy-a", "w", Stirring("x", "r"));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Step(), 1);
  EXPECT_EQ(Lines(true).size(), 1u);
  ASSERT_EQ(Lines().size(), 2u);
  EXPECT_EQ(ReasonOf(town_.Stir("toy-a", "w", Stirring("other", "r")).status()), Reason::REQUEST_ID_REUSED);
  EXPECT_TRUE(town_.Stir("toy-a", "w", Stirring("other", "r"), "somebody else").ok());
}

TEST_F(PipelineTest, AnErrorMayBeTriedAgainUnderItsRequestId) {
  toy::v1::StirRequest request = Stirring("x", "r");
  request.set_fail(true);
  EXPECT_FALSE(town_.Stir("toy-a", "w", request).ok());
  EXPECT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "r")).ok());
}

TEST_F(PipelineTest, TwoHundredTimesTheSameRequestAtOnceIsOne) {
  ASSERT_TRUE(town_.Create("real", 1, control::v1::CLOCK_MODE_REAL).ok());
  for (const std::string world : {"w", "real"}) {
    std::atomic<int> ok{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 25; ++j) ok += town_.Stir("toy-a", world, Stirring("x", "r")).ok() ? 1 : 0;
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(ok, 200) << world;
    EXPECT_EQ(town_.Look("toy-a", world)->count(), 1) << world;
  }
}

TEST_F(PipelineTest, ADeclaredCallersReadIsCanonicalAnOnlookersIsNot) {
  control::v1::CreateWorldRequest request;
  request.set_request_id("c");
  request.mutable_world()->set_name("d");
  request.mutable_world()->add_declared_callers("clerk");
  ASSERT_TRUE(town_.Control<control::v1::CreateWorldResponse>("CreateWorld", request).ok());
  ASSERT_TRUE(town_.Look("toy-a", "d", "clerk").ok());
  ASSERT_TRUE(town_.Look("toy-a", "d", "passer-by").ok());
  ASSERT_TRUE(town_.Look("toy-a", "d", "clerk").ok());
  const auto lines = *town_.Journal("d");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].path(), "0.0.1:clerk");
  EXPECT_EQ(lines[1].path(), "0.0.2:clerk");
}

TEST_F(PipelineTest, ARepeatedWriteDoesNotRenumberReads) {
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "r")).ok());
  ASSERT_TRUE(town_.Look("toy-a", "w", "clerk").ok());
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "r")).ok());
  ASSERT_TRUE(town_.Look("toy-a", "w", "clerk").ok());
  std::vector<std::string> reads;
  for (const auto& line : Lines()) {
    if (line.caller() == "clerk" && line.kind() == control::v1::ENTRY_KIND_READ) reads.push_back(line.path());
  }
  EXPECT_THAT(reads, ::testing::ElementsAre("1.0.1:clerk", "1.0.2:clerk"));
}

TEST_F(PipelineTest, ACausedCallIsMadeOnceHoweverOftenItIsSent) {
  control::v1::Cause cause;
  cause.set_world("w");
  cause.set_caller("toy-b");
  cause.set_path("toy-b:x.1/1");
  cause.set_step(5);
  cause.set_request_id("c-1");
  const auto send = [&] {
    return town_.Ask("toy-a", host::RawCall{kStir, {{host::kNowHeader, host::SignCause(town_.key(), cause)}}});
  };
  const auto first = send(), again = send();
  ASSERT_TRUE(first.status.ok()) << first.status;
  EXPECT_EQ(first.body, again.body);
  EXPECT_EQ(Lines().size(), 1u);

  cause.set_path("toy-b:x.0/1");
  cause.set_step(4);
  EXPECT_EQ(ReasonOf(send().status), Reason::STEP_STALE);
  cause.set_path("toy-b:x.1/1");
  cause.set_step(5);
  EXPECT_EQ(send().body, first.body) << "a stale call displaces nothing";
}

TEST_F(PipelineTest, ARefusedCausedCallStillTellsOfTheRowsHere) {
  toy::v1::StirRequest request = Stirring("x", "r");
  *request.add_chores()->mutable_after() = ToProto(absl::Hours(1));
  ASSERT_TRUE(town_.Stir("toy-b", "w", request).ok());
  toy::v1::StirRequest caused = Stirring("x", "r2");
  toy::v1::Chore* chore = caused.add_chores();
  chore->set_to("toy-b");
  chore->mutable_stir()->set_wrong(true);
  ASSERT_TRUE(town_.Stir("toy-a", "w", caused).ok());
  EXPECT_EQ(town_.Advance("w", absl::Hours(1))->executed(), 1);
}

TEST_F(PipelineTest, ARowsCallCarriesItsRequestIdInTheMessage) {
  toy::v1::StirRequest request = Stirring("x", "r");
  request.add_chores()->set_to("toy-b");
  ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
  for (const JournalEntry& line : Lines(true)) {
    if (line.agency() != "toy-b") continue;
    toy::v1::StirRequest received;
    ASSERT_TRUE(received.ParseFromString(line.request()));
    EXPECT_EQ(received.request_id(), "toy-a:call/1.1");
    EXPECT_EQ(line.request_id(), received.request_id());
  }
}

TEST_F(PipelineTest, ManyWaitingWritesDoNotNest) {
  std::atomic<int> answered{0};
  constexpr int kCalls = 20000;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < kCalls / 4; ++j) {
        town_.client().Call(
            "toy-a",
            host::RawCall{
                kStir, {{host::kWorldHeader, "w"}}, Stirring("x", absl::StrCat(i, "-", j)).SerializeAsString()},
            [&](host::RawAnswer answer) { answered += answer.status.ok() ? 1 : 0; });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answered, kCalls);
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), kCalls);
}

TEST_F(PipelineTest, ALongChainOfRowsDoesNotNest) {
  toy::v1::StirRequest request = Stirring("x", "r");
  toy::v1::Chore* chore = request.add_chores();
  chore->set_owner("chain");  // its rows are numbered, their paths don't grow
  chore->set_again(100000);
  *chore->mutable_after() = ToProto(absl::Seconds(1));
  ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
  const auto advanced = town_.Advance("w", absl::Hours(48));
  ASSERT_TRUE(advanced.ok()) << advanced.status();
  EXPECT_EQ(advanced->executed(), 100001);
}

}  // namespace
}  // namespace lienthong::testing
