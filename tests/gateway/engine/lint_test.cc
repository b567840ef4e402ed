#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Linted(const std::string& body) {
  std::vector<std::string> lines;
  for (const Problem& problem : Lint(Document(body), "w.yaml", {OfficeCatalogue(), false})) {
    lines.push_back(problem.ToString());
  }
  return lines;
}

TEST(Lint, CleanFileHasNothing) {
  EXPECT_THAT(Linted("do:\n"
                     "  - a: {call: agency, with: {service: office.OfficeService, method: Look, timeout: PT1S},\n"
                     "        export: {as: '$context + {person: .person}'}}\n"
                     "  - b: {set: {n: '${ $context.person.name }'}}\n"),
              IsEmpty());
}

TEST(Lint, CallWithoutADeadline) {
  EXPECT_THAT(Linted("do:\n  - a:\n      call: agency\n      with: {service: office.OfficeService, method: Look}\n"),
              ElementsAre(AllOf(HasSubstr("w.yaml:9: no deadline"), HasSubstr("/do/0/a"))));
}

TEST(Lint, UnreachableTasks) {
  EXPECT_THAT(Linted("do:\n"
                     "  - a: {set: {x: 1}, then: c}\n"
                     "  - b: {set: {x: 2}}\n"
                     "  - c: {switch: [{one: {when: .x == 1, then: end}}, {two: {then: exit}}, {three: {then: end}}]}\n"
                     "  - d: {set: {x: 3}}\n"),
              ElementsAre(HasSubstr("w.yaml:9: task \"b\" is never reached"), HasSubstr("this case is never reached"),
                          HasSubstr("w.yaml:11: task \"d\" is never reached")));
}

TEST(Lint, ConditionalTaskLetsTheNextBeReached) {
  EXPECT_THAT(Linted("do:\n  - a: {if: .x, set: {x: 1}, then: end}\n  - b: {set: {x: 2}}\n"), IsEmpty());
}

TEST(Lint, ContextNothingExports) {
  EXPECT_THAT(Linted("do:\n"
                     "  - a: {set: {x: 1}, export: {as: {receipt: '${ .x }'}}}\n"
                     "  - b: {set: {x: '${ $context.recept }', y: '${ $context.receipt }'}}\n"),
              ElementsAre(AllOf(HasSubstr("w.yaml:9: nothing exports $context.recept"),
                                HasSubstr("did you mean \"receipt\""))));
}

TEST(Lint, CompensationByNobody) {
  EXPECT_THAT(Linted("do:\n  - a: {set: {x: 1}, metadata: {lienthong: {compensatedBy: refund}}}\n"),
              ElementsAre(HasSubstr("there is no task \"refund\"")));
}

TEST(Lint, ReportsWhatLoadingRefuses) {
  EXPECT_THAT(Linted("do:\n  - a: {run: {}}\n"), ElementsAre(HasSubstr("w.yaml:8: run isn't supported")));
}

TEST(Graph, DrawsTitlesBranchesAndDirectives) {
  const auto workflow = Load(
      "do:\n"
      "  - ask:\n"
      "      call: agency\n"
      "      with: {service: office.OfficeService, method: Look}\n"
      "      metadata: {lienthong: {title: {vi: Tra cứu, en: Look up}}}\n"
      "  - pick: {switch: [{yes: {when: .x, then: both}}, {no: {then: end}}]}\n"
      "  - both: {fork: {branches: [{l: {set: {x: 1}}}, {r: {set: {x: 2}}}]}}\n");
  const std::string graph = Mermaid(*workflow, "vi");
  for (const char* part :
       {"flowchart TD", "t0[\"Tra cứu (Look)\"]", "t0 --> t1", "t1{\"pick\"}", "t1 -->|\"yes\"| t2",
        "t1 -->|\"no\"| finish", "subgraph s2", "t2 --> t3", "t3 --> d2", "t2 --> finish", "start --> t0"}) {
    EXPECT_THAT(graph, HasSubstr(part));
  }
  EXPECT_THAT(Mermaid(*workflow), HasSubstr("Look up (Look)"));
}

}  // namespace
}  // namespace lienthong::engine
