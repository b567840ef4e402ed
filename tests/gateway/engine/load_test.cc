#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::HasSubstr;

struct BadFile {
  const char* name;
  const char* body;  // begins at line 7
  int line;
  const char* message;
};

void PrintTo(const BadFile& bad, std::ostream* out) { *out << bad.name; }

class Refusal : public ::testing::TestWithParam<BadFile> {};

TEST_P(Refusal, NamesFileLineAndCause) {
  const BadFile& bad = GetParam();
  const auto workflow = LoadWorkflow(Document(bad.body), "bad.yaml", {OfficeCatalogue(), false});
  ASSERT_FALSE(workflow.ok());
  EXPECT_EQ(ReasonOf(workflow.status()), Reason::WORKFLOW_INVALID);
  const std::string message(workflow.status().message());
  EXPECT_THAT(message, HasSubstr(absl::StrCat("bad.yaml:", bad.line, ": ")));
  EXPECT_THAT(message, HasSubstr(bad.message));
}

const BadFile kBadFiles[] = {
    {"NoDo", "timeout: {after: PT1S}\n", 1, "\"do\" is missing"},
    {"EmptyDo", "do: []\n", 7, "at least one named task"},
    {"UnknownTopKey", "do: [{a: {set: {x: 1}}}]\nfoo: 1\n", 8, "unknown key \"foo\""},
    {"Schedule", "schedule: {every: PT1H}\ndo: [{a: {set: {x: 1}}}]\n", 7, "schedule isn't supported"},
    {"DuplicateKey", "do:\n  - a:\n      set: {x: 1}\n      set: {x: 2}\n", 10, "given twice"},
    {"DuplicateTask", "do:\n  - a: {set: {x: 1}}\n  - a: {set: {x: 2}}\n", 9, "in this list twice"},
    {"UnknownTaskKey", "do:\n  - a:\n      set: {x: 1}\n      sett: 1\n", 10, "unknown key \"sett\""},
    {"NoKind", "do:\n  - a:\n      then: end\n", 8, "no kind of task"},
    {"Run", "do:\n  - a:\n      run: {shell: {command: ls}}\n", 9, "run isn't supported"},
    {"CallHttp", "do:\n  - a:\n      call: http\n      with: {method: get}\n", 9, "call: http isn't supported"},
    {"CallGrpc", "do:\n  - a: {call: grpc, with: {}}\n", 8, "call: grpc isn't supported"},
    {"CallOpenApi", "do:\n  - a: {call: openapi, with: {}}\n", 8, "call: openapi isn't supported"},
    {"CallAsyncApi", "do:\n  - a: {call: asyncapi, with: {}}\n", 8, "call: asyncapi isn't supported"},
    {"UnknownService",
     "do:\n  - a:\n      call: agency\n      with:\n        service: nope.Service\n        method: X\n", 11,
     "no service \"nope.Service\""},
    {"UnknownMethod",
     "do:\n  - a:\n      call: agency\n      with:\n        service: office.OfficeService\n        method: Lok\n", 12,
     "did you mean \"Look\""},
    {"StreamingMethod", "do:\n  - a:\n      call: agency\n      with: {service: office.OfficeService, method: Watch}\n",
     10, "is a stream"},
    {"UnknownField",
     "do:\n  - a:\n      call: agency\n      with:\n        service: office.OfficeService\n        method: Look\n"
     "        request:\n          person: {name: x}\n          pins: x\n",
     15, "no field \"pins\"; did you mean \"pin\""},
    {"UnknownEnumValue",
     "do:\n  - a:\n      call: agency\n      with: {service: office.OfficeService, method: Look, request: {colour: "
     "COLOUR_RAD}}\n",
     10, "did you mean \"COLOUR_RED\""},
    {"NumberForText",
     "do:\n  - a:\n      call: agency\n      with: {service: office.OfficeService, method: Look, request: {pin: 12}}\n",
     10, "takes a text"},
    {"ApplicationWithoutProcedure",
     "do:\n  - a:\n      call: application\n      with: {service: office.OfficeService, method: Apply}\n", 10,
     "\"procedure\" is missing"},
    {"ThenUnknown", "do:\n  - a:\n      set: {x: 1}\n      then: b\n", 10, "no task \"b\""},
    {"BranchJump",
     "do:\n  - f:\n      fork:\n        branches:\n          - a: {set: {x: 1}, then: b}\n          - b: {set: {x: "
     "1}}\n",
     11, "can't jump into another"},
    {"JqSyntax", "do:\n  - good: {set: {x: '${ .a }'}}\n  - bad:\n      set:\n        x: ${ .a + }\n", 11,
     "syntax error"},
    {"JqUnknownFunction", "do:\n  - a:\n      set: {y: '${ .z }', x: '${ fooo(.a) }'}\n", 9, "fooo/1 is not defined"},
    {"JqEscapesItsBrackets", "do:\n  - a:\n      set: {x: '${ 1) | (2 }'}\n", 9, "closes nothing"},
    {"JqNow", "do:\n  - a:\n      set: {x: '${ now }'}\n", 9, "now is refused"},
    {"JqEnv", "do:\n  - a:\n      set: {x: '${ $ENV.HOME }'}\n", 9, "$ENV is refused"},
    {"JqInput", "do:\n  - a:\n      set: {x: '${ [inputs] }'}\n", 9, "inputs is refused"},
    {"JqLocaltime", "do:\n  - a:\n      set: {x: '${ 0 | localtime }'}\n", 9, "localtime is refused"},
    {"JqUntil", "do:\n  - a:\n      set: {x: '${ until(. > 3; . + 1) }'}\n", 9, "until is refused"},
    {"JqRecursion", "do:\n  - a:\n      set: {x: '${ def f: f; f }'}\n", 9, "recursive def f is refused"},
    {"JqRecurse", "do:\n  - a:\n      set: {x: '${ [recurse(. + 1)] }'}\n", 9, "recurse with an argument is refused"},
    {"JqRange", "do:\n  - a:\n      set: {x: '${ [range(.n)] }'}\n", 9, "unbounded range is refused"},
    {"JqInsideInterpolation", "do:\n  - a:\n      set: {x: '${ \"at \\(now)\" }'}\n", 9, "now is refused"},
    {"JqEmptySubstitution", "do:\n  - a:\n      set: {x: '${ gsub(\"a*\"; \"b\") }'}\n", 9, "gsub with this pattern"},
    {"OutputTooEarly", "do:\n  - a:\n      set: {x: '${ $output }'}\n", 9, "$output has no value yet"},
    {"LoopVariableOutside",
     "do:\n  - l:\n      for: {in: .a}\n      do: [{s: {set: {x: '${ $item }'}}}]\n  - a:\n      set: {x: '${ $item "
     "}'}\n",
     12, "$item is not defined"},
    {"Secrets", "do:\n  - a:\n      set: {x: '${ $secrets.k }'}\n", 9, "$secrets isn't supported"},
    {"InputSchema", "input:\n  schema: {document: {}}\ndo: [{a: {set: {x: 1}}}]\n", 8, "schema isn't supported"},
    {"UseFunctions", "use:\n  functions: {f: {set: {x: 1}}}\ndo: [{a: {set: {x: 1}}}]\n", 8,
     "use.functions isn't supported"},
    {"BadDuration", "do:\n  - a:\n      wait: P1Y\n", 9, "is no duration"},
    {"RetryUnlimited", "do:\n  - t:\n      try: [{a: {set: {x: 1}}}]\n      catch:\n        retry: {delay: PT1S}\n", 11,
     "needs a limit"},
    {"RetryUnknown", "do:\n  - t:\n      try: [{a: {set: {x: 1}}}]\n      catch: {retry: often}\n", 10, "no \"often\""},
    {"ErrorUnknown", "do:\n  - a:\n      raise: {error: late}\n", 9, "use.errors has no \"late\""},
    {"ListenUntil", "do:\n  - a:\n      listen: {to: {any: [{with: {type: x}}], until: .done}}\n", 9,
     "until isn't supported"},
    {"EmitWithoutType", "do:\n  - a:\n      emit: {event: {with: {source: x}}}\n", 9, "\"type\" is missing"},
    {"BigInteger", "do:\n  - a:\n      set: {x: 9007199254740993}\n", 9, "2^53 or beyond"},
    {"MalformedYaml", "do:\n  - a: {set: {x: 1}\n", 9, "malformed YAML"},
    {"LienthongMetadata", "do:\n  - a:\n      set: {x: 1}\n      metadata: {lienthong: {titel: x}}\n", 10,
     "unknown key \"titel\""},
};

INSTANTIATE_TEST_SUITE_P(BadFiles, Refusal, ::testing::ValuesIn(kBadFiles),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Load, RefusesOtherDslVersions) {
  for (const char* version : {"1.1.0", "0.9.0", "1.0.0-alpha1", "1.0"}) {
    std::string text = Document("do: [{a: {set: {x: 1}}}]\n");
    text.replace(text.find("1.0.0"), 5, version);
    EXPECT_FALSE(LoadWorkflow(text, "f.yaml", {OfficeCatalogue(), false}).ok()) << version;
  }
  std::string later = Document("do: [{a: {set: {x: 1}}}]\n");
  later.replace(later.find("1.0.0"), 5, "1.0.3");
  EXPECT_TRUE(LoadWorkflow(later, "f.yaml", {OfficeCatalogue(), false}).ok());
}

TEST(Load, ReportsEveryProblemInFileOrder) {
  const auto workflow =
      LoadWorkflow(Document("do:\n  - a: {set: {x: '${ now }'}}\n  - b: {wait: soon}\n  - c: {run: {}}\n"), "bad.yaml",
                   {OfficeCatalogue(), false});
  const std::string message(workflow.status().message());
  const size_t first = message.find("bad.yaml:8: "), second = message.find("bad.yaml:9: "),
               third = message.find("bad.yaml:10: ");
  EXPECT_NE(third, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
}

TEST(Load, DeferredExpressionsFailAtTheFirstRun) {
  const auto workflow =
      LoadWorkflow(Document("do:\n  - a: {set: {x: '${ fooo }'}}\n"), "bad.yaml", {OfficeCatalogue(), true});
  ASSERT_TRUE(workflow.ok());
  EXPECT_EQ(ReasonOf(Start(**workflow, "{}", ContextForTest()).status()), Reason::WORKFLOW_INVALID);
}

TEST(Load, InputThatIsNoJsonIsRefused) {
  const auto workflow = Load("do:\n  - a: {set: {x: 1}}\n");
  EXPECT_EQ(ReasonOf(Start(*workflow, "{", ContextForTest()).status()), Reason::WORKFLOW_INPUT_INVALID);
}

TEST(Load, TellsItsTasksTitlesAndLegalBasis) {
  const auto workflow = Load(
      "do:\n"
      "  - pay:\n"
      "      call: application\n"
      "      with: {service: office.OfficeService, method: Apply, procedure: '1.004', request: {}}\n"
      "      metadata: {lienthong: {title: {vi: Nộp tiền, en: Pay}, legalBasis: 'Decree 63/2024', compensatedBy: "
      "refund}}\n"
      "  - refund: {set: {x: 1}}\n");
  const auto tasks = workflow->Tasks();
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].annotations.title.at("vi"), "Nộp tiền");
  EXPECT_EQ(tasks[0].annotations.compensated_by, "refund");
  EXPECT_EQ(tasks[0].procedure, "1.004");
  EXPECT_EQ(tasks[0].method, "Apply");
  EXPECT_EQ(tasks[0].line, 8);
  EXPECT_EQ(tasks[1].kind, "set");
}

}  // namespace
}  // namespace lienthong::engine
