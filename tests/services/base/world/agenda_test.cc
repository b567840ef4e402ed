#include "services/base/world/agenda.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/store/memory_store.h"

namespace lienthong {
namespace {

using control::v1::RowKind;

class AgendaTest : public ::testing::Test {
 protected:
  CallContext At(absl::Time now) {
    CallContext context;
    context.agency = "tax";
    context.now = now;
    return context;
  }

  // Schedules and commits; returns the key.
  std::string Put(agenda::Work work, const std::string& agency = "tax") {
    CallContext context = At(kNow);
    context.agency = agency;
    context.run = "run-1";
    context.generation = 3;
    store::Txn txn(space_->Read());
    const std::string key = agenda::Schedule(context, txn, std::move(work));
    Commit(txn);
    return key;
  }
  void Commit(store::Txn& txn) {
    space_->Commit(std::move(txn).Take(), [](const absl::Status& status) { ASSERT_TRUE(status.ok()) << status; });
  }
  // Takes the rows away one by one, as the driver does; gives their arguments.
  std::vector<std::string> Drain() {
    std::vector<std::string> order;
    while (const auto key = agenda::LeastKey(*space_->Read())) {
      store::Txn txn(space_->Read());
      order.push_back(agenda::Load(txn, *key)->arguments());
      txn.Delete(*key);
      Commit(txn);
    }
    return order;
  }
  agenda::Row Load(const std::string& key) {
    store::Txn txn(space_->Read());
    return *agenda::Load(txn, key);
  }

  static agenda::Work Work(absl::Duration after, RowKind kind, std::string owner, std::string arguments) {
    return {kNow + after, kind, std::move(owner), "go", std::move(arguments), absl::nullopt, ""};
  }

  static constexpr absl::Time kNow = absl::FromUnixSeconds(1722819600);
  std::unique_ptr<store::Space> space_ = store::NewMemorySpace();
};

TEST_F(AgendaTest, DueComesBeforeKindBeforeAgencyBeforeOwner) {
  Put(Work(absl::Hours(1), control::v1::ROW_KIND_EVENT_DELIVERY, "a", "6"));
  Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_DEADLINE, "a", "5"));
  Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "a", "4"), "tax");
  Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "z", "3"), "civil");
  Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "b", "2"), "civil");
  Put(Work(-absl::Hours(1), control::v1::ROW_KIND_PAY_DAY, "z", "1"), "zoo");
  EXPECT_EQ(Drain(), (std::vector<std::string>{"1", "2", "3", "4", "5", "6"}));
}

TEST_F(AgendaTest, RowsOfOneOwnerComeInTheOrderTheyWereMade) {
  std::vector<std::string> made;
  for (int i = 0; i < 120; ++i) {
    made.push_back(absl::StrCat(i));
    Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_EVENT_DELIVERY, "application/1", made.back()));
  }
  EXPECT_EQ(Drain(), made);
}

TEST_F(AgendaTest, OrdinalsAreTheOwnersAndNeverComeBack) {
  const std::string first = Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "a", ""));
  EXPECT_EQ(Load(first).path(), "tax:a.1");
  Drain();
  EXPECT_EQ(Load(Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "a", ""))).path(), "tax:a.2");
  EXPECT_EQ(Load(Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "b", ""))).path(), "tax:b.1");
}

TEST_F(AgendaTest, ARowTakesRunAndGenerationFromItsCause) {
  const auto now = Load(Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "a", "")));
  const auto later = Load(Put(Work(absl::Seconds(1), control::v1::ROW_KIND_POLL, "a", "")));
  EXPECT_EQ(now.run(), "run-1");
  EXPECT_EQ(now.generation(), 4);
  EXPECT_EQ(later.generation(), 0);
}

TEST_F(AgendaTest, ACallGetsTheRowsPathAsRequestIdInMessageAndBeside) {
  agenda::Work work = Work(absl::ZeroDuration(), control::v1::ROW_KIND_OUTBOX_REQUEST, "a", "");
  control::v1::ResetWorldRequest request;
  request.set_world("w");
  work.call = agenda::Call("control", "lienthong.control.v1.ControlService/ResetWorld", request);
  const agenda::Row row = Load(Put(std::move(work)));
  ASSERT_TRUE(request.ParseFromString(row.call().body()));
  EXPECT_EQ(request.request_id(), "tax:a.1");
  EXPECT_EQ(request.world(), "w");
  EXPECT_EQ(row.call().request_id(), "tax:a.1");
}

TEST_F(AgendaTest, ARequestIdOfOnesOwnStays) {
  agenda::Work work = Work(absl::ZeroDuration(), control::v1::ROW_KIND_RETRY, "a", "");
  control::v1::ResetWorldRequest request;
  request.set_request_id("kept");
  work.call = agenda::Call("control", "lienthong.control.v1.ControlService/ResetWorld", request);
  const agenda::Row row = Load(Put(std::move(work)));
  ASSERT_TRUE(request.ParseFromString(row.call().body()));
  EXPECT_EQ(request.request_id(), "kept");
  EXPECT_EQ(row.call().request_id(), "kept");
}

TEST_F(AgendaTest, ACancelledRowIsGoneAndCancellingAgainIsNoError) {
  const std::string key = Put(Work(absl::ZeroDuration(), control::v1::ROW_KIND_POLL, "a", ""));
  EXPECT_EQ(agenda::Count(*space_->Read()), 1);
  for (const std::string& cancelled : {key, key, std::string()}) {
    store::Txn txn(space_->Read());
    agenda::Cancel(txn, cancelled);
    Commit(txn);
    EXPECT_EQ(agenda::Count(*space_->Read()), 0);
  }
}

TEST_F(AgendaTest, AKeyTellsWhenItsRowIsDue) {
  const std::string key = Put(Work(absl::Hours(5), control::v1::ROW_KIND_POLL, "a", ""));
  EXPECT_EQ(agenda::DueOf(key), kNow + absl::Hours(5));
  EXPECT_EQ(agenda::DueOf(""), absl::InfiniteFuture());
}

}  // namespace
}  // namespace lienthong
