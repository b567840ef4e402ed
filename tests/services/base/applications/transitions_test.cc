#include "services/base/applications/transitions.h"

#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/law/law.h"
#include "services/base/applications/case.h"
#include "services/base/store/memory_store.h"
#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

ApplicationStatus Code(int code) { return static_cast<ApplicationStatus>(code); }

// As the domain brief has them: the portal's table, and the additions 1 -> 5, 2 -> 9, 5 -> 1, 5 -> 2.
const std::map<int, std::set<int>>& Table() {
  static const auto& table = *new std::map<int, std::set<int>>{{1, {2, 3, 5, 7}},
                                                               {2, {4, 5, 6, 7, 8, 9}},
                                                               {3, {}},
                                                               {4, {5, 6, 7, 8, 9}},
                                                               {5, {1, 2, 4, 7, 8}},
                                                               {6, {4, 7, 8}},
                                                               {7, {8, 4}},
                                                               {8, {}},
                                                               {9, {10}},
                                                               {10, {}}};
  return table;
}

class TransitionTest : public ::testing::TestWithParam<int> {};

TEST_P(TransitionTest, MoveFollowsTheTableAndNothingElse) {
  Office office("civil_registry", seeds::WorkingCalendar::Default(), seeds::Law::Default());
  Rules rules;
  RuledProcedure procedure(kProcedure, rules);
  const auto space = store::NewMemorySpace();
  for (int to = 0; to <= 10; ++to) {
    CallContext context;
    store::Txn txn(space->Read());
    Case file{office, procedure, context, txn, {}, {}};
    file.application.set_status(Code(GetParam()));

    const absl::Status moved = Move(file, {Code(to), "somebody", Reason::REFUSED_BY_OFFICER});

    const bool allowed = Table().at(GetParam()).contains(to);
    EXPECT_EQ(moved.ok(), allowed) << GetParam() << " -> " << to;
    EXPECT_EQ(file.application.status(), Code(allowed ? to : GetParam()));
    EXPECT_EQ(file.application.history_size(), allowed ? 1 : 0);
    EXPECT_EQ(file.application.sequence(), allowed ? 1 : 0);
    EXPECT_EQ(ReasonOf(moved), allowed ? Reason::REASON_UNSPECIFIED : Reason::TRANSITION_NOT_ALLOWED);
  }
}

INSTANTIATE_TEST_SUITE_P(From, TransitionTest, ::testing::Range(1, 11));

TEST(TransitionsTest, NoStatusOutsideTheTable) {
  EXPECT_FALSE(MayFollow(Code(11), Code(1)));
  EXPECT_FALSE(MayFollow(Code(-1), Code(1)));
  EXPECT_FALSE(MayFollow(Code(1), Code(40)));
  EXPECT_FALSE(MayAct(static_cast<v1::OfficerAction>(99), Code(1)));
}

TEST(TransitionsTest, OnlyARefusalKeepsAReason) {
  Office office("civil_registry", seeds::WorkingCalendar::Default(), seeds::Law::Default());
  Rules rules;
  RuledProcedure procedure(kProcedure, rules);
  const auto space = store::NewMemorySpace();
  CallContext context;
  store::Txn txn(space->Read());
  Case file{office, procedure, context, txn, {}, {}};
  file.application.set_status(v1::APPLICATION_STATUS_ACCEPTED);
  ASSERT_TRUE(Move(file, {v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED, "x", Reason::COMPONENT_MISSING}).ok());
  EXPECT_EQ(file.application.reason(), Reason::REASON_UNSPECIFIED);
  ASSERT_TRUE(Move(file, {v1::APPLICATION_STATUS_STOPPED, "x", Reason::LATE_SUPPLEMENT}).ok());
  EXPECT_EQ(file.application.reason(), Reason::LATE_SUPPLEMENT);
}

// Every action at every status that an application can rest in, through the desk.
class ActionTest : public DeskTest, public ::testing::WithParamInterface<std::tuple<int, int>> {
 protected:
  // A person's way to each status.
  void Reach(int status) {
    PersonDecides();
    ASSERT_TRUE(Submit().ok());
    static const auto& ways = *new std::map<int, std::vector<v1::OfficerAction>>{
        {1, {}},
        {2, {v1::OFFICER_ACTION_ACCEPT}},
        {3, {v1::OFFICER_ACTION_NOT_ACCEPT}},
        {4, {v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_PROCESS}},
        {5, {v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_REQUEST_SUPPLEMENT}},
        {6, {v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_REQUEST_PAYMENT}},
        {8, {v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_REFUSE}},
        {9, {v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_APPROVE}},
        {10, {v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_APPROVE, v1::OFFICER_ACTION_RETURN_RESULT}}};
    for (const v1::OfficerAction action : ways.at(status)) ASSERT_TRUE(Decide(action).ok());
    ASSERT_EQ(StatusNow(), Code(status));
  }
};

// From each status the status that the action leads to; what isn't named is refused.
const std::map<int, std::map<int, int>>& Reached() {
  static const auto& reached =
      *new std::map<int, std::map<int, int>>{{v1::OFFICER_ACTION_ACCEPT, {{1, 2}}},
                                             {v1::OFFICER_ACTION_NOT_ACCEPT, {{1, 3}}},
                                             {v1::OFFICER_ACTION_PROCESS, {{2, 4}}},
                                             {v1::OFFICER_ACTION_APPROVE, {{1, 9}, {2, 9}, {4, 9}}},
                                             {v1::OFFICER_ACTION_REFUSE, {{1, 3}, {2, 8}, {4, 8}, {5, 8}, {6, 8}}},
                                             {v1::OFFICER_ACTION_REQUEST_SUPPLEMENT, {{1, 5}, {2, 5}, {4, 5}}},
                                             {v1::OFFICER_ACTION_REQUEST_PAYMENT, {{1, 6}, {2, 6}, {4, 6}}},
                                             {v1::OFFICER_ACTION_RETURN_RESULT, {{9, 10}}},
                                             {v1::OFFICER_ACTION_VERIFY_FIRST, {{1, 4}, {2, 4}, {4, 4}}}};
  return reached;
}

TEST_P(ActionTest, LeadsWhereTheTableSaysOrIsRefused) {
  const auto [action, from] = GetParam();
  const auto& ends = Reached().at(action);
  const auto end = ends.find(from);
  Reach(from);
  const Application before = Now();

  const absl::StatusOr<Application> decided = Decide(static_cast<v1::OfficerAction>(action));

  if (end != ends.end()) {
    ASSERT_TRUE(decided.ok()) << decided.status();
    EXPECT_EQ(decided->status(), end->second);
    EXPECT_EQ(decided->officer_actions(), before.officer_actions() + 1);
    EXPECT_EQ(decided->officer(), "officer-7");
  } else {
    EXPECT_THAT(decided, HasReason(Reason::TRANSITION_NOT_ALLOWED));
    EXPECT_EQ(Now().SerializeAsString(), before.SerializeAsString());
  }
}

INSTANTIATE_TEST_SUITE_P(
    AtEveryStatus, ActionTest,
    ::testing::Combine(::testing::Values(v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_NOT_ACCEPT,
                                         v1::OFFICER_ACTION_PROCESS, v1::OFFICER_ACTION_APPROVE,
                                         v1::OFFICER_ACTION_REFUSE, v1::OFFICER_ACTION_REQUEST_SUPPLEMENT,
                                         v1::OFFICER_ACTION_REQUEST_PAYMENT, v1::OFFICER_ACTION_RETURN_RESULT,
                                         v1::OFFICER_ACTION_VERIFY_FIRST),
                       ::testing::Values(1, 2, 3, 4, 5, 6, 8, 9, 10)));

}  // namespace
}  // namespace lienthong::applications
