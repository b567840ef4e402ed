// Overrides and faults through a whole town, whatever carries the calls.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/mock_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using namespace control::v1;  // NOLINT: messages of the tester's services
using ::testing::ElementsAre;

constexpr char kMock[] = "lienthong.control.v1.MockService/";

class MockTest : public ::testing::TestWithParam<Town::Wire> {
 protected:
  MockTest() : town_({.wire = GetParam()}) {}
  void SetUp() override { ASSERT_TRUE(town_.Create("w").ok()); }

  template <class Request, class Response>
  absl::StatusOr<Response> Mock(const std::string& method, const std::string& json) {
    Request request;
    const auto read = google::protobuf::util::JsonStringToMessage(json, &request);
    EXPECT_TRUE(read.ok()) << read << json;
    if (request.world().empty()) request.set_world("w");
    if constexpr (requires { request.set_request_id(""); }) {
      request.set_request_id(absl::StrCat("mock-", ++requests_));
    }
    return town_.Call<Response>("control", kMock + method, request);
  }
  absl::Status Faults(const std::string& faults) {
    return Mock<PutFaultsRequest, PutFaultsResponse>("PutFaults", R"({"faults": [)" + faults + "]}").status();
  }
  absl::Status Overrides(const std::string& overrides) {
    return Mock<PutOverridesRequest, PutOverridesResponse>("PutOverrides", R"({"overrides": [)" + overrides + "]}")
        .status();
  }
  // One fault of calls to Stir at an agency; `kind` is JSON.
  void Break(const std::string& agency, const std::string& kind, const std::string& trigger = "{}") {
    const absl::Status set = Faults(R"({"name": "broken", "match": {"agency": ")" + agency +
                                    R"(", "method": "ToyService/Stir"}, "trigger": )" + trigger + ", " + kind + "}");
    ASSERT_TRUE(set.ok()) << set;
  }

  absl::Status Stir(const std::string& id, const std::string& toy = "toy-a") {
    return town_.Stir(toy, "w", Stirring("x", id)).status();
  }
  // With a header and little patience.
  absl::StatusOr<toy::v1::StirResponse> StirAsking(const std::string& id, const std::string& fault,
                                                   absl::Duration timeout = absl::Seconds(20)) {
    host::RawCall call{kStir, {{host::kWorldHeader, "w"}}, Stirring("x", id).SerializeAsString(), timeout};
    if (!fault.empty()) call.metadata.emplace_back(host::kFaultHeader, fault);
    const host::RawAnswer answer = town_.Ask("toy-a", std::move(call));
    return host::CallAnswer{answer.status, answer.body}.As<toy::v1::StirResponse>();
  }
  // toy-a calls toy-b from a row.
  void StirByRow(const std::string& id) {
    toy::v1::StirRequest request = Stirring("x", id);
    request.add_chores()->set_to("toy-b");
    ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
  }
  int64_t Count(const std::string& toy = "toy-a") { return town_.Look(toy, "w")->count(); }
  std::string LastText(const std::string& toy = "toy-a") { return town_.Look(toy, "w")->last_text(); }
  void Pass(absl::Duration time) { ASSERT_TRUE(town_.Advance("w", time).ok()); }
  std::vector<std::string> Injected() {
    std::vector<std::string> injected;
    const auto lines = *town_.Journal("w", false);
    for (const auto& line : lines) {
      if (!line.injected_by().empty()) injected.push_back(absl::StrCat(line.agency(), ": ", line.injected_by()));
    }
    return injected;
  }

  Town town_;
  int requests_ = 0;
};

std::string By(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  return info && info->metadata().contains("injected_by") ? info->metadata().at("injected_by") : "";
}

TEST_P(MockTest, ARefusalIsTheOfficesButForItsMark) {
  Break("toy-a", R"("fail": {"code": "UNAVAILABLE", "retryAfter": "30s", "metadata": {"who": "{{caller}}"}})",
        R"({"firstCalls": 2})");
  const absl::Status status = Stir("1");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(status), Reason::OFFICE_UNAVAILABLE);
  EXPECT_EQ(RetryAfterOf(status), absl::Seconds(30));
  EXPECT_EQ(By(status), "fault broken");
  EXPECT_EQ(ErrorInfoOf(status)->domain(), "toy-a.lienthong.vn");
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("who"), "anonymous");
  EXPECT_EQ(Count(), 0) << "the office has not seen it";
  EXPECT_FALSE(Stir("2").ok());
  EXPECT_TRUE(Stir("1").ok()) << "a refused call may be repeated";
  EXPECT_THAT(Injected(), ElementsAre("toy-a: fault broken", "toy-a: fault broken"));
}

TEST_P(MockTest, ALostAnswerIsGivenToWhoeverAsksAgain) {
  Break("toy-a", R"("lostAnswer": {})", R"({"firstCalls": 1})");
  const auto lost = StirAsking("1", "", absl::Milliseconds(300));
  EXPECT_EQ(ReasonOf(lost.status()), Reason::DEADLINE_PASSED);
  const auto again = StirAsking("1", "");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->number(), 1);
  EXPECT_EQ(Count(), 1);
}

TEST_P(MockTest, ALostRequestNeverArrives) {
  Break("toy-a", R"("lostRequest": {})", R"({"calls": [1]})");
  EXPECT_EQ(ReasonOf(StirAsking("1", "", absl::Milliseconds(300)).status()), Reason::DEADLINE_PASSED);
  EXPECT_EQ(Count(), 0);
  EXPECT_TRUE(Stir("1").ok());
}

TEST_P(MockTest, ACallerWhoSkipsTheWaitIsToldAtOnce) {
  Break("toy-a", R"("lostAnswer": {})", R"({"firstCalls": 1})");
  host::RawCall call{kStir, {{host::kWorldHeader, "w"}, {host::kWaitHeader, host::kSkipWait}}};
  call.body = Stirring("x", "1").SerializeAsString();
  call.timeout = absl::Minutes(9);
  const host::RawAnswer answer = town_.Ask("toy-a", call);  // the test would not live to see it otherwise
  EXPECT_EQ(ReasonOf(answer.status), Reason::DEADLINE_PASSED);
  EXPECT_EQ(By(answer.status), "fault broken");
  EXPECT_EQ(Count(), 1) << "the office has done it";
  Break("toy-a", R"("delay": {"fixed": "300s"})");
  call.body = Stirring("x", "2").SerializeAsString();
  EXPECT_TRUE(town_.Ask("toy-a", std::move(call)).status.ok());
}

TEST_P(MockTest, ACallerOutsideWaitsInWallTime) {
  Break("toy-a", R"("delay": {"fixed": "0.250s"})");
  const int64_t before = WallClock::System().Ticks();
  EXPECT_TRUE(Stir("1").ok());
  EXPECT_GE(WallClock::System().Ticks() - before, absl::ToInt64Nanoseconds(absl::Milliseconds(250)));
}

TEST_P(MockTest, BetweenOfficesAnAnswerIsLostInWorldTime) {
  Break("toy-b", R"("lostAnswer": {})");
  StirByRow("1");
  EXPECT_EQ(Count("toy-b"), 1);
  EXPECT_EQ(LastText(), "x");
  Pass(absl::Seconds(29));
  EXPECT_EQ(LastText(), "x") << "still waiting";
  Pass(absl::Seconds(1));
  EXPECT_EQ(LastText(), "after toy-b DEADLINE_EXCEEDED");
  EXPECT_EQ(Count("toy-b"), 1);
}

TEST_P(MockTest, BetweenOfficesALostRequestLooksTheSameToItsCaller) {
  Break("toy-b", R"("lostRequest": {})");
  StirByRow("1");
  Pass(absl::Seconds(30));
  EXPECT_EQ(Count("toy-b"), 0);
  EXPECT_EQ(LastText(), "after toy-b DEADLINE_EXCEEDED");
}

TEST_P(MockTest, BetweenOfficesAnAnswerComesLate) {
  Break("toy-b", R"("delay": {"fixed": "5s"})");
  StirByRow("1");
  EXPECT_EQ(Count("toy-b"), 1) << "the call was carried out at once";
  Pass(absl::Seconds(4));
  EXPECT_EQ(LastText(), "x");
  Pass(absl::Seconds(1));
  EXPECT_EQ(LastText(), "after toy-b OK");
}

TEST_P(MockTest, BetweenOfficesAnAnswerMayComeTooLate) {
  Break("toy-b", R"("delay": {"fixed": "3600s"})");
  StirByRow("1");
  Pass(absl::Seconds(30));
  EXPECT_EQ(LastText(), "after toy-b DEADLINE_EXCEEDED");
  Pass(absl::Hours(2));
  EXPECT_EQ(Count(), 2) << "nothing comes after that";
}

TEST_P(MockTest, ALateRequestIsSeenOnceAndLater) {
  Break("toy-b", R"("lateRequest": {"delay": {"fixed": "10s"}})");
  StirByRow("1");
  EXPECT_EQ(Count("toy-b"), 0);
  Pass(absl::Seconds(10));
  EXPECT_EQ(Count("toy-b"), 1);
  EXPECT_EQ(LastText(), "after toy-b OK");
}

TEST_P(MockTest, ARequestLaterThanItsCallerWaitsArrivesAllTheSame) {
  Break("toy-b", R"("lateRequest": {"delay": {"fixed": "60s"}})");
  StirByRow("1");
  Pass(absl::Seconds(30));
  EXPECT_EQ(LastText(), "after toy-b DEADLINE_EXCEEDED");
  EXPECT_EQ(Count("toy-b"), 0);
  Pass(absl::Seconds(30));
  EXPECT_EQ(Count("toy-b"), 1);
  EXPECT_EQ(Count(), 2) << "and nobody hears of it";
}

TEST_P(MockTest, ARepeatedRequestIsRecognised) {
  Break("toy-b", R"("repeatedRequest": {"delay": {"fixed": "10s"}})");
  StirByRow("1");
  EXPECT_EQ(LastText(), "after toy-b OK");
  Pass(absl::Minutes(5));
  EXPECT_EQ(Count("toy-b"), 1) << "the same request_id";
  EXPECT_EQ(Count(), 2) << "the continuation ran once";
  int arrived = 0;
  const auto lines = *town_.Journal("w", false);
  for (const auto& line : lines) {
    arrived += line.agency() == "toy-b" && line.kind() == ENTRY_KIND_WRITE ? 1 : 0;
  }
  EXPECT_EQ(arrived, 2);
}

TEST_P(MockTest, DamagedAnswers) {
  Break("toy-a", R"("damagedAnswer": {"kind": "DAMAGE_KIND_TRUNCATED"})");
  EXPECT_EQ(ReasonOf(Stir("1")), Reason::MALFORMED_MESSAGE);
  EXPECT_EQ(Count(), 1) << "the office has done its work";
  Break("toy-b", R"("damagedAnswer": {})");
  StirByRow("2");
  EXPECT_EQ(LastText(), "after toy-b OK") << "the continuation gets the bytes as they are";
  Break("toy-a", R"("oversizedAnswer": {"bytes": 100000})");
  const host::RawAnswer large =
      town_.Ask("toy-a", host::RawCall{kStir, {{host::kWorldHeader, "w"}}, Stirring("x", "3").SerializeAsString()});
  ASSERT_TRUE(large.status.ok()) << large.status;
  EXPECT_GT(large.body.size(), 100000u);
  EXPECT_TRUE(toy::v1::StirResponse().ParseFromString(large.body));
}

TEST_P(MockTest, AWrongClockIsTheOfficesAlone) {
  Break("toy-a", R"("clockSkew": {"ahead": "86400s"})");
  const auto stirred = town_.Stir("toy-a", "w", Stirring("x", "1"));
  ASSERT_TRUE(stirred.ok());
  EXPECT_TRUE(absl::StartsWith(stirred->id(), "stir-2408060800-")) << stirred->id();
  EXPECT_EQ((*town_.Journal("w"))[0].at().seconds(), 1722819600) << "the world's time";
}

TEST_P(MockTest, AnOfficeIsClosedAtNight) {
  Break("toy-a", R"("closed": {})");
  EXPECT_TRUE(Stir("1").ok()) << "Monday, eight o'clock";
  Pass(absl::Hours(10));
  const absl::Status closed = Stir("2");
  EXPECT_EQ(ReasonOf(closed), Reason::OFFICE_CLOSED);
  EXPECT_EQ(RetryAfterOf(closed), absl::Hours(13) + absl::Minutes(30));
  Pass(absl::Hours(13) + absl::Minutes(30));
  EXPECT_TRUE(Stir("2").ok());
}

TEST_P(MockTest, AQuotaIsByCallerAndStretch) {
  Break("toy-a", R"("quota": {"calls": 2, "per": "60s"})");
  EXPECT_TRUE(Stir("1").ok());
  EXPECT_TRUE(Stir("2").ok());
  const absl::Status over = Stir("3");
  EXPECT_EQ(ReasonOf(over), Reason::QUOTA_EXHAUSTED);
  EXPECT_EQ(RetryAfterOf(over), absl::Seconds(60));
  EXPECT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "4"), "somebody-else").ok());
  Pass(absl::Seconds(60));
  EXPECT_TRUE(Stir("3").ok());
}

TEST_P(MockTest, ACallMayAskForItsTrouble) {
  ASSERT_TRUE(Faults(R"({"name": "mine", "trigger": {"onRequest": true}, "fail": {"code": "ABORTED"}})").ok());
  EXPECT_TRUE(Stir("1").ok());
  EXPECT_EQ(By(StirAsking("2", "mine").status()), "fault mine");
  EXPECT_EQ(ReasonOf(StirAsking("2", "quota").status()), Reason::QUOTA_EXHAUSTED);
  EXPECT_EQ(ReasonOf(StirAsking("2", "lost-answer", absl::Milliseconds(200)).status()), Reason::DEADLINE_PASSED);
  EXPECT_EQ(Count(), 2);
  const absl::Status unknown = StirAsking("3", "lost-anser").status();
  EXPECT_EQ(ReasonOf(unknown), Reason::FAULT_UNKNOWN);
  EXPECT_EQ(ErrorInfoOf(unknown)->metadata().at("nearest"), "lost-answer");
  EXPECT_EQ(Count(), 2);
}

TEST_P(MockTest, AnOverrideAnswersInTheOfficesPlace) {
  ASSERT_TRUE(Overrides(R"({"name": "played", "match": {"method": "Stir", "fields": [{"path": "text", "glob": "x*"}]},
      "times": 2, "actions": [{"respond": {"id": "{{request.request_id}}-{{call}}", "number": "7"}}]})")
                  .ok());
  const auto first = town_.Stir("toy-a", "w", Stirring("x", "r"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->id(), "r-1");
  EXPECT_EQ(first->number(), 7);
  EXPECT_EQ(town_.Stir("toy-a", "w", Stirring("xy", "s"))->id(), "s-2");
  EXPECT_EQ(Count(), 0);
  EXPECT_EQ(town_.Stir("toy-a", "w", Stirring("x", "t"))->number(), 1) << "twice and no more";
  EXPECT_EQ(Injected().size(), 2u);
}

TEST_P(MockTest, APatchChangesWhatTheOfficeAnswers) {
  ASSERT_TRUE(Overrides(R"({"name": "patched", "match": {"method": "Stir"},
      "actions": [{"patch": {"id": "{{answer.number}}/{{request.text}}"}}]})")
                  .ok());
  const auto patched = town_.Stir("toy-a", "w", Stirring("x", "r"));
  EXPECT_EQ(patched->id(), "1/x");
  EXPECT_EQ(patched->number(), 1);
  EXPECT_EQ(Count(), 1);
}

TEST_P(MockTest, ActionsFollowEachOtherAndEnd) {
  ASSERT_TRUE(Overrides(R"({"name": "played", "match": {"method": "Stir"}, "afterLast": "AFTER_LAST_STOP",
      "actions": [{"fail": {"code": "UNAVAILABLE"}}, {"respond": {"number": "5"}}]})")
                  .ok());
  EXPECT_EQ(ReasonOf(Stir("1")), Reason::OFFICE_UNAVAILABLE);
  EXPECT_EQ(town_.Stir("toy-a", "w", Stirring("x", "1"))->number(), 5);
  EXPECT_EQ(town_.Stir("toy-a", "w", Stirring("x", "1"))->number(), 1);
}

TEST_P(MockTest, PriorityExpiryAndSequences) {
  ASSERT_TRUE(Overrides(R"(
      {"name": "low", "match": {"method": "Stir"}, "actions": [{"respond": {"number": "1"}}]},
      {"name": "high", "match": {"method": "Stir"}, "priority": 5, "expiresAt": "2024-08-05T02:00:00Z",
       "sequence": {"name": "s", "next": "later"}, "actions": [{"respond": {"number": "2"}}]},
      {"name": "later", "match": {"method": "Stir"}, "priority": 9,
       "sequence": {"name": "s", "state": "later", "next": ""}, "actions": [{"respond": {"number": "3"}}]})")
                  .ok());
  const auto number = [&] { return town_.Stir("toy-a", "w", Stirring("x", absl::StrCat("r", ++requests_)))->number(); };
  EXPECT_EQ(number(), 2);
  EXPECT_EQ(number(), 3);
  EXPECT_EQ(number(), 2);
  EXPECT_EQ(number(), 3);
  Pass(absl::Hours(1));
  EXPECT_EQ(number(), 1) << "high is over";
}

TEST_P(MockTest, AForkGoesOnCountingWhereItsOriginalStood) {
  Break("toy-a", R"("fail": {"code": "UNAVAILABLE"})", R"({"calls": [2]})");
  EXPECT_TRUE(Stir("1").ok());
  ASSERT_TRUE(town_.Fork("w", "copy").ok());
  EXPECT_FALSE(town_.Stir("toy-a", "copy", Stirring("x", "2")).ok());
  EXPECT_FALSE(Stir("2").ok()) << "each for itself";
  Break("toy-a", R"("fail": {"code": "UNAVAILABLE"})", R"({"calls": [2]})");
  EXPECT_TRUE(Stir("3").ok()) << "put anew it counts anew";
  EXPECT_FALSE(Stir("4").ok());
}

TEST_P(MockTest, WhatDoesNotFitIsRefusedAndNothingIsKept) {
  const absl::Status method =
      Faults(R"({"name": "good", "lostAnswer": {}}, {"name": "x", "match": {"method": "Stri"}, "lostAnswer": {}})");
  EXPECT_EQ(ReasonOf(method), Reason::RULE_METHOD_UNKNOWN);
  EXPECT_EQ(ErrorInfoOf(method)->metadata().at("field"), "faults[1].match.method");
  EXPECT_EQ(ErrorInfoOf(method)->metadata().at("nearest"), "Stir");
  EXPECT_EQ(ReasonOf(Faults(R"({"name": "x", "lostAnswer": {}}, {"name": "x", "lostAnswer": {}})")),
            Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(Faults("")), Reason::INVALID_FIELD);
  const auto listed = Mock<ListFaultsRequest, ListFaultsResponse>("ListFaults", "{}");
  EXPECT_EQ(listed->faults_size(), 0);
  EXPECT_EQ(ReasonOf(Mock<PutFaultsRequest, PutFaultsResponse>(
                         "PutFaults", R"({"world": "nowhere", "faults": [{"name": "x", "lostAnswer": {}}]})")
                         .status()),
            Reason::WORLD_UNKNOWN);
}

TEST_P(MockTest, RulesAreListedReplacedAndRemoved) {
  ASSERT_TRUE(Faults(R"({"name": "a", "lostAnswer": {}}, {"name": "b", "lostAnswer": {}},
                        {"name": "c", "lostAnswer": {}})")
                  .ok());
  ASSERT_TRUE(Faults(R"({"name": "b", "lostRequest": {}})").ok());
  const auto page = Mock<ListFaultsRequest, ListFaultsResponse>("ListFaults", R"({"pageSize": 2})");
  ASSERT_EQ(page->faults_size(), 2);
  EXPECT_TRUE(page->faults(1).has_lost_request());
  EXPECT_GT(page->faults(1).revision(), page->faults(0).revision());
  const auto rest =
      Mock<ListFaultsRequest, ListFaultsResponse>("ListFaults", R"({"pageToken": ")" + page->next_page_token() + "\"}");
  ASSERT_EQ(rest->faults_size(), 1);
  EXPECT_EQ(rest->faults(0).name(), "c");
  EXPECT_EQ(rest->next_page_token(), "");
  const auto remove = [&](const std::string& json) {
    return Mock<DeleteFaultsRequest, DeleteFaultsResponse>("DeleteFaults", json);
  };
  const absl::Status unknown = remove(R"({"names": ["a", "cc"]})").status();
  EXPECT_EQ(ReasonOf(unknown), Reason::RULE_UNKNOWN);
  EXPECT_EQ(ErrorInfoOf(unknown)->metadata().at("nearest"), "c");
  EXPECT_EQ(ReasonOf(remove("{}").status()), Reason::INVALID_FIELD);
  EXPECT_EQ(remove(R"({"names": ["a"]})")->deleted(), 1);
  EXPECT_EQ(remove(R"({"all": true})")->deleted(), 2);
}

TEST_P(MockTest, AProfileTakesThePlaceOfAnother) {
  ASSERT_TRUE(Faults(R"({"name": "mine", "trigger": {"onRequest": true}, "lostAnswer": {}})").ok());
  const auto apply = [&](const std::string& profile) {
    return Mock<ApplyFaultProfileRequest, ApplyFaultProfileResponse>("ApplyFaultProfile",
                                                                     R"({"profile": ")" + profile + "\"}");
  };
  ASSERT_TRUE(apply("tight-quota").ok());
  EXPECT_EQ(apply("slow-start")->faults_size(), 1);
  const auto listed = Mock<ListFaultsRequest, ListFaultsResponse>("ListFaults", "{}");
  ASSERT_EQ(listed->faults_size(), 2);
  EXPECT_EQ(listed->faults(0).name(), "mine");
  EXPECT_EQ(listed->faults(1).profile(), "slow-start");
  EXPECT_EQ(ReasonOf(apply("slow-stat").status()), Reason::FAULT_PROFILE_UNKNOWN);
  const auto profiles = town_.Call<ListFaultProfilesResponse>("control", absl::StrCat(kMock, "ListFaultProfiles"),
                                                              ListFaultProfilesRequest());
  ASSERT_TRUE(profiles.ok()) << profiles.status();
  EXPECT_GE(profiles->profiles_size(), 8);
}

class StreamMockTest : public MockTest {
 protected:
  struct Read {
    std::vector<int64_t> numbers;
    absl::Status end;
  };
  // At most `most` messages.
  Read ReadStream(int most, host::Metadata headers = {}) {
    headers.emplace_back(host::kWorldHeader, "w");
    auto stream = town_.client().Watch(
        "toy-a", host::RawCall{kWatchStirs, std::move(headers), toy::v1::WatchStirsRequest().SerializeAsString()});
    Read read;
    for (int i = 0; i < most; ++i) {
      host::RawStream::Item item;
      absl::Notification given;
      stream->Next([&](host::RawStream::Item next) {
        item = std::move(next);
        given.Notify();
      });
      given.WaitForNotification();
      read.end = item.status;
      if (item.end) break;
      toy::v1::WatchStirsResponse message;
      message.ParseFromString(item.message);
      read.numbers.push_back(message.number());
    }
    return read;
  }
};

TEST_P(StreamMockTest, AStreamIsCut) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(Stir(absl::StrCat(i)).ok());
  ASSERT_TRUE(Faults(R"({"name": "cut", "match": {"method": "WatchStirs"}, "trigger": {"firstCalls": 1},
                         "cutStream": {"afterMessages": 2}})")
                  .ok());
  const Read cut = ReadStream(9);
  EXPECT_THAT(cut.numbers, ElementsAre(1, 2));
  EXPECT_EQ(ReasonOf(cut.end), Reason::STREAM_CUT);
  EXPECT_EQ(By(cut.end), "fault cut");
  EXPECT_THAT(ReadStream(3).numbers, ElementsAre(1, 2, 3)) << "once";
  EXPECT_EQ(ReasonOf(ReadStream(9, {{host::kFaultHeader, "cut-stream"}}).end), Reason::STREAM_CUT);
  EXPECT_EQ(ReasonOf(ReadStream(9, {{host::kFaultHeader, "cut-steam"}}).end), Reason::FAULT_UNKNOWN);
}

TEST_P(StreamMockTest, AStreamIsPlayed) {
  ASSERT_TRUE(Overrides(R"({"name": "played", "match": {"method": "WatchStirs"}, "actions": [{"stream": {
      "messages": [{"message": {"number": 11}}, {"after": "0.020s", "message": {"number": "12"}}],
      "end": {"code": "ABORTED"}}}]})")
                  .ok());
  const Read played = ReadStream(9);
  EXPECT_THAT(played.numbers, ElementsAre(11, 12));
  EXPECT_EQ(played.end.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(By(played.end), "override played");
}

TEST_P(StreamMockTest, AStreamIsRefused) {
  ASSERT_TRUE(Faults(R"({"name": "shut", "match": {"method": "WatchStirs"}, "fail": {"code": "UNAVAILABLE"}})").ok());
  EXPECT_EQ(By(ReadStream(1).end), "fault shut");
}

INSTANTIATE_TEST_SUITE_P(Wires, MockTest, ::testing::Values(Town::Wire::kDirect, Town::Wire::kSplit));
INSTANTIATE_TEST_SUITE_P(Wires, StreamMockTest, ::testing::Values(Town::Wire::kDirect, Town::Wire::kSplit));

// The same seed draws the same trouble, in one process or split over processes, and the promise holds with it.
TEST(MockDeterminismTest, TroubleIsPartOfTheWorld) {
  std::vector<std::string> outcomes;
  for (const Town::Wire wire : {Town::Wire::kDirect, Town::Wire::kSplit, Town::Wire::kDirect}) {
    Town town({.wire = wire, .percent_lost = wire == Town::Wire::kSplit ? 5 : 0});
    CreateWorldRequest request;
    const auto read = google::protobuf::util::JsonStringToMessage(
        R"({"requestId": "c", "world": {"name": "w", "seed": "3", "faults": [
             {"name": "slow", "match": {"method": "Stir", "caller": "toy-*"}, "trigger": {"percent": 30},
              "delay": {"uniform": {"least": "1s", "most": "40s"}}},
             {"name": "lost", "match": {"agency": "toy-b"}, "trigger": {"percent": 20}, "lostAnswer": {}},
             {"name": "late", "match": {"agency": "toy-c", "method": "Stir"}, "trigger": {"every": 3},
              "lateRequest": {"delay": {"lognormal": {"median": "5s", "sigma": 1}}}}]}})",
        &request);
    ASSERT_TRUE(read.ok()) << read;
    ASSERT_TRUE(town.Control<CreateWorldResponse>("CreateWorld", request).ok());
    for (int i = 0; i < 8; ++i) {
      toy::v1::StirRequest stir = Stirring("x", absl::StrCat(i));
      for (const char* toy : {"toy-b", "toy-c"}) {
        toy::v1::Chore* chore = stir.add_chores();
        chore->set_to(toy);
        *chore->mutable_stir() = Stirring("y", "");
      }
      ASSERT_TRUE(town.Stir("toy-a", "w", stir).ok());
      ASSERT_TRUE(town.Advance("w", absl::Minutes(2)).ok());
    }
    std::string outcome = town.Describe("w")->digest();
    const auto lines = *town.Journal("w");
    for (const JournalEntry& line : lines) absl::StrAppend(&outcome, line.ShortDebugString(), "\n");
    outcomes.push_back(outcome);
  }
  EXPECT_TRUE(absl::StrContains(outcomes[0], "fault lost"));
  EXPECT_TRUE(absl::StrContains(outcomes[0], "fault late"));
  EXPECT_EQ(outcomes[0], outcomes[1]);
  EXPECT_EQ(outcomes[0], outcomes[2]);
}

}  // namespace
}  // namespace lienthong::testing
