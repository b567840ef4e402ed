#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kLook[] = "service: office.OfficeService, method: Look";

Result StartCall(const std::string& with, const std::string& input = "{}") {
  const auto workflow = Load(absl::StrCat("do:\n  - a: {call: agency, with: {", kLook, ", ", with, "}}\n"));
  return *Start(*workflow, input, ContextForTest());
}

TEST(Calls, RequestIsFilledAndTyped) {
  const Result result = StartCall(
      "purpose: birth, timeout: PT3S, request: {pin: '${ .pin }', amount: '${ .n * 2 }', colour: COLOUR_RED, "
      "person: {name: Lan}, others: [{age: 3}], counts: {b: 2, a: 1}, flag: false}",
      R"({"pin": "000", "n": 21})");
  const auto call = EffectAt<CallEffect>(result);
  EXPECT_EQ(OfficeText("LookRequest", call.request),
            "pin: \"000\" amount: 42 colour: COLOUR_RED person { name: \"Lan\" } others { age: 3 } "
            "counts { key: \"a\" value: 1 } counts { key: \"b\" value: 2 } flag: false");
  EXPECT_EQ(call.service, "office.OfficeService");
  EXPECT_EQ(call.method, "Look");
  EXPECT_EQ(call.purpose, "birth");
  EXPECT_EQ(call.timeout, absl::Seconds(3));
  EXPECT_EQ(call.idempotency_suffix, "/do/0/a#1");
  EXPECT_EQ(call.attempt, 1);
}

TEST(Calls, AnswerIsTheOutputWithEveryFieldPresent) {
  StandaloneHost host;
  host.call = [](const CallEffect&) { return OfficeBytes("LookResponse", "amount: 7 tags: 'x'"); };
  EXPECT_EQ(RunToEnd(absl::StrCat("do:\n  - a: {call: agency, with: {", kLook, "}}\n"), "{}", host),
            R"({"amount":7,"person":null,"status":"","tags":["x"]})");
}

TEST(Calls, RequestThatDoesNotFitIsAValidationError) {
  const std::pair<const char*, const char*> cases[] = {
      {"'${ {pinn: 1} }'", "did you mean \\\"pin\\\""},
      {"{pin: '${ 5 }'}", "field pin takes a text, not a number"},
      {"{person: {age: '${ 1.5 }'}}", "field person.age can't hold"},
      {"{others: '${ [{}, {nam: 1}] }'}", "others[1].nam"},
      {"{colour: '${ \\\"COLOUR_BLUE\\\" }'}", "COLOUR_BLUE"},
  };
  for (const auto& [request, message] : cases) {
    std::string form = request;
    for (size_t at; (at = form.find("\\\"")) != std::string::npos;) form.erase(at, 1);
    const Result result = StartCall(absl::StrCat("request: ", form));
    const auto faulted = EffectAt<FaultedEffect>(result);
    EXPECT_EQ(faulted.error.type, kErrorValidation) << request;
    EXPECT_EQ(faulted.error.instance, "/do/0/a");
    EXPECT_THAT(faulted.error.ToJson(), HasSubstr(message));
  }
}

TEST(Calls, UnreadableAnswerIsACommunicationError) {
  StandaloneHost host;
  host.call = [](const CallEffect&) { return std::string("\xff\xff"); };
  EXPECT_EQ(RunToEnd(absl::StrCat("do:\n  - a: {call: agency, with: {", kLook, "}}\n"), "{}", host),
            "communication 502 /do/0/a");
}

TEST(Calls, IntegerBeyondDoublesIsRefusedNotRounded) {
  StandaloneHost host;
  host.call = [](const CallEffect&) { return OfficeBytes("LookResponse", "amount: 9007199254740993"); };
  EXPECT_EQ(RunToEnd(absl::StrCat("do:\n  - a: {call: agency, with: {", kLook, "}}\n"), "{}", host),
            "validation 502 /do/0/a");
}

TEST(Calls, CallTimeoutOfTheDocumentIsTheDefault) {
  auto workflow = LoadWorkflow(
      "document:\n  dsl: '1.0.0'\n  namespace: test\n  name: sample\n  version: '0.1.0'\n"
      "  metadata: {lienthong: {callTimeout: PT4S}}\n"
      "do:\n  - a: {call: agency, with: {service: office.OfficeService, method: Look}}\n",
      "sample.yaml", {OfficeCatalogue(), false});
  ASSERT_TRUE(workflow.ok());
  EXPECT_EQ(EffectAt<CallEffect>(*Start(**workflow, "{}", ContextForTest())).timeout, absl::Seconds(4));
}

constexpr char kApply[] =
    "do:\n"
    "  - t:\n"
    "      try:\n"
    "        - a:\n"
    "            call: application\n"
    "            with:\n"
    "              service: office.OfficeService\n"
    "              method: Apply\n"
    "              procedure: '1.001'\n"
    "              title: '${ \"Đơn \" + .who }'\n"
    "              sla: '${ .days }'\n"
    "              legalLimit: 10\n"
    "              poll: PT1H\n"
    "              request: {pin: x}\n"
    "      catch:\n"
    "        errors: {with: {type: 'https://lienthong.vn/errors/application/refused'}}\n"
    "        do: [{no: {set: {why: '${ $error.reason }', status: '${ $error.status }', m: '${ $error.metadata.k "
    "}'}}}]\n";

Result StartApplication(const Workflow& workflow) {
  return *Start(workflow, R"({"who": "Lan", "days": 3})", ContextForTest());
}

TEST(Calls, ApplicationCarriesItsTerms) {
  const auto application = EffectAt<ApplicationEffect>(StartApplication(*Load(kApply)));
  EXPECT_EQ(application.procedure, "1.001");
  EXPECT_EQ(application.title, "Đơn Lan");
  EXPECT_EQ(application.sla_working_days, 3);
  EXPECT_EQ(application.legal_limit_working_days, 10);
  EXPECT_EQ(application.poll_every, absl::Hours(1));
  EXPECT_EQ(OfficeText("LookRequest", application.request), "pin: \"x\"");
}

TEST(Calls, CompletedApplicationGivesItsResult) {
  const auto workflow = Load(kApply);
  const Result started = StartApplication(*workflow);
  ApplicationDecided decided;
  decided.result = R"({"number": "01"})";
  const auto result =
      Resume(*workflow, started.state, EffectAt<ApplicationEffect>(started).token, decided, ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects), ElementsAre(R"(finished {"number":"01"})"));
}

TEST(Calls, RefusalIsCaughtWithItsReasonAndSilenceIsNot) {
  const auto workflow = Load(kApply);
  const Result started = StartApplication(*workflow);
  const std::string token = EffectAt<ApplicationEffect>(started).token;
  ApplicationDecided decided;
  decided.verdict = ApplicationDecided::Verdict::kRefused;
  decided.error.reason = "OWNER_DISAGREES";
  decided.error.metadata["k"] = "v";
  auto result = Resume(*workflow, started.state, token, decided, ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects), ElementsAre(R"(finished {"m":"v","status":422,"why":"OWNER_DISAGREES"})"));
  decided.verdict = ApplicationDecided::Verdict::kSilent;
  result = Resume(*workflow, started.state, token, decided, ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects), ElementsAre("faulted silent 408 /do/0/t/try/0/a"));
}

TEST(Calls, OutcomeOfAnotherKindIsNotAccepted) {
  const auto workflow = Load(kApply);
  const Result started = StartApplication(*workflow);
  const std::string token = EffectAt<ApplicationEffect>(started).token;
  for (const Outcome& outcome : {Outcome(TimerFired{}), Outcome(CallAnswered{}), Outcome(EventArrived{"{}"})}) {
    const auto result = Resume(*workflow, started.state, token, outcome, ContextForTest());
    ASSERT_TRUE(result.ok());
    EXPECT_FALSE(result->accepted);
    EXPECT_EQ(result->state.SerializeAsString(), started.state.SerializeAsString());
  }
}

}  // namespace
}  // namespace lienthong::engine
