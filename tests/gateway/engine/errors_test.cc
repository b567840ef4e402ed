#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::ElementsAre;

TEST(Errors, RaisedErrorFaultsWithThePointerOfItsTask) {
  EXPECT_EQ(RunToEnd("do:\n  - outer:\n      do:\n        - bad:\n            raise:\n"
                     "              error: {type: 'https://x.vn/e/bad', status: 418}\n"),
            "bad 418 /do/0/outer/do/0/bad");
}

TEST(Errors, RaiseTakesANamedErrorAndComputesItsDetail) {
  EXPECT_EQ(
      RunToEnd(
          "use: {errors: {late: {type: 'urn:late', status: 410, detail: '${ \"day \" + (.n | tostring) }'}}}\n"
          "do:\n"
          "  - t:\n"
          "      try: [{a: {raise: {error: late}}}]\n"
          "      catch: {as: problem, do: [{b: {set: {d: '${ $problem.detail }', at: '${ $problem.instance }'}}}]}\n",
          R"({"n": 3})"),
      R"({"at":"/do/0/t/try/0/a","d":"day 3"})");
}

std::string Caught(const std::string& handler) {
  return RunToEnd(
      "do:\n  - t:\n      try: [{a: {raise: {error: {type: 'urn:e', status: 404, title: none}}}}]\n      catch:\n" +
          handler + "        do: [{b: {set: {caught: true}}}]\n",
      R"({"n": 1})");
}

TEST(Errors, FiltersDecideWhatIsCaught) {
  const std::string yes = R"({"caught":true})", no = "urn:e 404 /do/0/t/try/0/a";
  EXPECT_EQ(Caught("        errors: {with: {type: 'urn:e', status: 404}}\n"), yes);
  EXPECT_EQ(Caught("        errors: {with: {status: 500}}\n"), no);
  EXPECT_EQ(Caught("        errors: {with: {title: other}}\n"), no);
  EXPECT_EQ(Caught("        errors: {with: {instance: /do/0/t/try/0/a}}\n"), yes);
  EXPECT_EQ(Caught("        when: $error.status == 404\n"), yes);
  EXPECT_EQ(Caught("        when: .n == 2\n"), no);
  EXPECT_EQ(Caught("        exceptWhen: $error.title == \"none\"\n"), no);
}

TEST(Errors, CaughtWithNothingToDoGoesOnWithTheInput) {
  EXPECT_EQ(RunToEnd("do:\n  - t:\n      try: [{a: {raise: {error: {type: 'urn:e', status: 404}}}}]\n      catch: {}\n",
                     R"({"n": 1})"),
            R"({"n":1})");
}

TEST(Errors, ErrorsOfTheHandlerGoOutwards) {
  EXPECT_EQ(RunToEnd("do:\n  - t:\n      try: [{a: {raise: {error: {type: 'urn:e', status: 404}}}}]\n"
                     "      catch: {do: [{b: {raise: {error: {type: 'urn:worse', status: 500}}}}]}\n"),
            "urn:worse 500 /do/0/t/catch/do/0/b");
}

TEST(Errors, BrokenExpressionIsCatchable) {
  EXPECT_EQ(RunToEnd("do:\n  - t:\n      try: [{a: {set: {x: '${ .n + {} }'}}}]\n"
                     "      catch: {do: [{b: {set: {type: '${ $error.type }', at: '${ $error.instance }'}}}]}\n",
                     R"({"n": 1})"),
            R"({"at":"/do/0/t/try/0/a","type":"https://serverlessworkflow.io/spec/1.0.0/errors/expression"})");
}

TEST(Errors, ConditionsMustBeBoolean) {
  EXPECT_EQ(RunToEnd("do:\n  - a: {if: .n, set: {x: 1}}\n", R"({"n": 1})"), "expression 400 /do/0/a");
}

// A call that fails with UNAVAILABLE until the given attempt.
StandaloneHost FailingUntil(int succeeds, std::vector<std::string>& calls) {
  StandaloneHost host;
  host.call = [succeeds, &calls](const CallEffect& call) -> absl::StatusOr<std::string> {
    calls.push_back(absl::StrCat(call.idempotency_suffix, " attempt ", call.attempt));
    if (static_cast<int>(calls.size()) < succeeds) return absl::UnavailableError("away");
    return OfficeBytes("LookResponse", "status: 'OK'");
  };
  return host;
}

std::string Retrying(const std::string& policy) {
  return "do:\n"
         "  - t:\n"
         "      try: [{a: {call: agency, with: {service: office.OfficeService, method: Look}}}]\n"
         "      catch:\n"
         "        errors: {with: {status: 503}}\n"
         "        retry: " +
         policy + "\n";
}

TEST(Errors, RetryKeepsTheIdempotencyKeyAndWaitsLonger) {
  std::vector<std::string> calls;
  const auto workflow = Load(Retrying("{delay: PT2S, backoff: {exponential: {}}, limit: {attempt: {count: 5}}}"));
  const auto result = RunStandalone(*workflow, "{}", ContextForTest(), FailingUntil(4, calls));
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(calls, ElementsAre("/do/0/t/try/0/a#1 attempt 1", "/do/0/t/try/0/a#1 attempt 2",
                                 "/do/0/t/try/0/a#1 attempt 3", "/do/0/t/try/0/a#1 attempt 4"));
  EXPECT_EQ(result->elapsed, absl::Seconds(2 + 4 + 8));
  EXPECT_FALSE(result->error.has_value());
}

TEST(Errors, LinearAndConstantBackoff) {
  for (const auto& [backoff, expected] : {std::pair("linear", 2 + 4 + 6), std::pair("constant", 6)}) {
    std::vector<std::string> calls;
    const auto workflow =
        Load(Retrying(absl::StrCat("{delay: PT2S, backoff: {", backoff, ": {}}, limit: {attempt: {count: 5}}}")));
    const auto result = RunStandalone(*workflow, "{}", ContextForTest(), FailingUntil(4, calls));
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->elapsed, absl::Seconds(expected));
  }
}

TEST(Errors, RetriesEndAtTheLimitAndTheErrorStays) {
  std::vector<std::string> calls;
  EXPECT_EQ(RunToEnd(Retrying("{delay: PT1S, limit: {attempt: {count: 2}}}"), "{}", FailingUntil(99, calls)),
            "communication 503 /do/0/t/try/0/a");
  EXPECT_EQ(calls.size(), 3u);
}

TEST(Errors, RetriesEndWhenTheirTimeIsUp) {
  std::vector<std::string> calls;
  EXPECT_EQ(RunToEnd(Retrying("{delay: PT4S, limit: {duration: PT10S}}"), "{}", FailingUntil(99, calls)),
            "communication 503 /do/0/t/try/0/a");
  EXPECT_EQ(calls.size(), 3u);
}

TEST(Errors, RetryPolicyByNameWithConditionAndJitter) {
  std::vector<std::string> calls;
  const std::string body =
      "use: {retries: {calm: {when: $error.status == 503, delay: PT1S, jitter: {from: PT0S, to: PT4S}, "
      "limit: {attempt: {count: 3}}}}}\n" +
      Retrying("calm");
  const auto workflow = Load(body);
  RunContext context = ContextForTest();
  std::vector<std::string> tokens;
  context.draw = [&](absl::string_view token) {
    tokens.emplace_back(token);
    return 0.25;
  };
  const auto result = RunStandalone(*workflow, "{}", context, FailingUntil(3, calls));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->elapsed, absl::Seconds(4));
  EXPECT_EQ(tokens.size(), 2u);
}

TEST(Errors, LoopInsideARetriedTryCountsVisitsLikeTheFirstTime) {
  std::vector<std::string> calls;
  const std::string body =
      "do:\n"
      "  - t:\n"
      "      try:\n"
      "        - loop:\n"
      "            for: {in: '[1, 2]'}\n"
      "            do: [{a: {call: agency, with: {service: office.OfficeService, method: Look}}}]\n"
      "      catch: {retry: {delay: PT1S, limit: {attempt: {count: 1}}}}\n";
  StandaloneHost host;
  host.call = [&](const CallEffect& call) -> absl::StatusOr<std::string> {
    calls.push_back(call.idempotency_suffix.substr(call.idempotency_suffix.rfind('#')));
    if (calls.size() == 2) return absl::UnavailableError("away");
    return OfficeBytes("LookResponse", "");
  };
  (void)RunToEnd(body, "{}", host);
  EXPECT_THAT(calls, ElementsAre("#1", "#2", "#1", "#2"));
}

TEST(Errors, TimeoutOfATaskCancelsWhatItWaitsForAndIsCatchable) {
  const auto workflow = Load(
      "do:\n"
      "  - t:\n"
      "      try:\n"
      "        - slow: {timeout: {after: PT3S}, do: [{rest: {wait: PT1H}}]}\n"
      "      catch: {do: [{b: {set: {s: '${ $error.status }', at: '${ $error.instance }'}}}]}\n");
  auto result = Start(*workflow, "{}", ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects), ElementsAre("timer timeout 3s", "timer wait 1h"));
  const std::string waiting = EffectAt<TimerEffect>(*result, 1).token;
  result = Resume(*workflow, result->state, EffectAt<TimerEffect>(*result, 0).token, TimerFired{}, ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects),
              ElementsAre("cancel " + waiting, R"(finished {"at":"/do/0/t/try/0/slow","s":408})"));
}

TEST(Errors, TimeoutEndsWithItsTask) {
  const auto workflow = Load("do:\n  - a: {timeout: {after: PT3S}, wait: PT1S}\n");
  auto result = Start(*workflow, "{}", ContextForTest());
  ASSERT_TRUE(result.ok());
  const std::string timeout = EffectAt<TimerEffect>(*result, 0).token;
  result = Resume(*workflow, result->state, EffectAt<TimerEffect>(*result, 1).token, TimerFired{}, ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects), ElementsAre("cancel " + timeout, "finished {}"));
}

TEST(Errors, TimeoutOfTheWorkflowCantBeCaught) {
  EXPECT_EQ(RunToEnd("use: {timeouts: {hour: {after: PT1H}}}\ntimeout: hour\n"
                     "do:\n  - t:\n      try: [{rest: {wait: P1D}}]\n      catch: {}\n"),
            "timeout 408 /");
}

TEST(Errors, CallErrorKeepsReasonAndMetadata) {
  const absl::Status status = ResourceNotFound("person", "x");
  const WorkflowError error = ErrorOfCall(status);
  EXPECT_EQ(error.type, kErrorCommunication);
  EXPECT_EQ(error.status, 404);
  EXPECT_EQ(error.reason, "RESOURCE_NOT_FOUND");
  EXPECT_EQ(error.metadata.at("type"), "person");
  EXPECT_EQ(ErrorOfCall(absl::DeadlineExceededError("")).type, kErrorTimeout);
  EXPECT_EQ(ErrorOfCall(absl::PermissionDeniedError("")).type, kErrorAuthorization);
  EXPECT_EQ(ErrorOfCall(absl::UnauthenticatedError("")).status, 401);
}

}  // namespace
}  // namespace lienthong::engine
