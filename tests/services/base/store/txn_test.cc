#include "services/base/store/txn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"
#include "tests/services/base/store/spaces.h"

namespace lienthong::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class TxnTest : public testing::Test {
 protected:
  TxnTest() {
    Txn txn(space_->Read());
    for (const char* key : {"a", "c", "e"}) txn.Put(key, absl::StrCat(key, "0"));
    EXPECT_TRUE(CommitForTest(*space_, txn).ok());
  }

  // What a transaction sees of [from, to).
  static Rows Seen(Txn& txn, absl::string_view from = "", absl::string_view to = "") {
    Rows rows;
    std::string last;
    txn.Scan(from, to, [&](absl::string_view key, absl::string_view value) {
      EXPECT_LT(last, key);
      last = std::string(key);
      rows.emplace(key, value);
      return true;
    });
    return rows;
  }

  Rows Stored() const { return RowsOf(*space_->Read()); }

  const std::unique_ptr<Space> space_ = NewMemorySpace();
};

TEST_F(TxnTest, ReadsItsOwnWritesFirst) {
  Txn txn(space_->Read());
  EXPECT_EQ(txn.Get("a"), "a0");
  txn.Put("a", "a1");
  txn.Put("b", "b1");
  txn.Delete("c");
  for (const auto& [key, value] : std::map<std::string, absl::optional<std::string>>{
           {"a", "a1"}, {"b", "b1"}, {"c", absl::nullopt}, {"d", absl::nullopt}, {"e", "e0"}}) {
    EXPECT_EQ(txn.Get(key), value) << key;
    EXPECT_EQ(txn.Peek(key), value) << key;
  }
}

TEST_F(TxnTest, NothingIsStoredBeforeTheCommit) {
  Txn txn(space_->Read());
  txn.Put("a", "a1");
  EXPECT_EQ(space_->Read()->Get("a")->value, "a0");
}

TEST_F(TxnTest, CommitStoresTheLastWriteOfEachKey) {
  Txn txn(space_->Read());
  txn.Put("a", "a1");
  txn.Put("a", "a2");
  txn.Delete("c");
  txn.Put("b", "b1");
  ASSERT_TRUE(CommitForTest(*space_, txn).ok());
  EXPECT_THAT(Stored(), ElementsAre(Pair("a", "a2"), Pair("b", "b1"), Pair("e", "e0")));
}

TEST_F(TxnTest, KnowsWhetherItWrites) {
  Txn txn(space_->Read());
  txn.Get("a");
  EXPECT_FALSE(txn.Insert("a", "x"));
  txn.Guard("a");
  EXPECT_FALSE(txn.HasWrites());
  txn.Put("a", "a1");
  EXPECT_TRUE(txn.HasWrites());
}

TEST_F(TxnTest, AnInsertTakenBackWritesNothing) {
  Txn txn(space_->Read());
  ASSERT_TRUE(txn.Insert("b", "b1"));
  txn.Delete("b");
  EXPECT_FALSE(txn.HasWrites());
  EXPECT_EQ(txn.Get("b"), absl::nullopt);
}

TEST_F(TxnTest, InsertGoesByWhatTheTransactionSees) {
  Txn txn(space_->Read());
  EXPECT_FALSE(txn.Insert("a", "x"));
  EXPECT_EQ(txn.Get("a"), "a0");
  EXPECT_TRUE(txn.Insert("b", "b1"));
  EXPECT_FALSE(txn.Insert("b", "b2"));
  EXPECT_EQ(txn.Get("b"), "b1");
  txn.Delete("a");
  EXPECT_TRUE(txn.Insert("a", "a1"));
  EXPECT_EQ(txn.Get("a"), "a1");
}

TEST_F(TxnTest, TakeReleasesTheSnapshot) {
  auto snapshot = space_->Read();
  const std::weak_ptr<const Snapshot> watched = snapshot;
  Txn txn(std::move(snapshot));
  txn.Put("a", "a1");
  EXPECT_FALSE(watched.expired());
  const WriteBatch batch = std::move(txn).Take();
  EXPECT_TRUE(watched.expired());
  EXPECT_THAT(batch.writes, ElementsAre(Pair("a", "a1")));
}

// Two transactions on one snapshot; each case says what they do and whether the second to commit must conflict.
struct Race {
  std::string name;
  void (*first)(Txn&);
  void (*second)(Txn&);
  bool conflict;
};

class TxnRaceTest : public TxnTest, public testing::WithParamInterface<Race> {};

TEST_P(TxnRaceTest, SecondCommit) {
  Txn first(space_->Read()), second(space_->Read());
  GetParam().first(first);
  GetParam().second(second);
  ASSERT_TRUE(CommitForTest(*space_, first).ok());
  const Rows after_first = Stored();
  const absl::Status status = CommitForTest(*space_, second);
  EXPECT_EQ(ReasonOf(status) == Reason::CONFLICT, GetParam().conflict) << status;
  EXPECT_EQ(status.ok(), !GetParam().conflict);
  EXPECT_EQ(Stored() == after_first, GetParam().conflict);
}

const Race kRaces[] = {
    {"BlindWritesOfOneRow", [](Txn& t) { t.Put("a", "1"); }, [](Txn& t) { t.Put("a", "2"); }, true},
    {"BlindWritesOfOneNewRow", [](Txn& t) { t.Put("b", "1"); }, [](Txn& t) { t.Put("b", "2"); }, true},
    {"SameValueIsStillAWrite", [](Txn& t) { t.Put("a", "a0"); }, [](Txn& t) { t.Put("a", "2"); }, true},
    {"ReadThenChanged", [](Txn& t) { t.Put("a", "1"); }, [](Txn& t) { t.Get("a"), t.Put("c", "2"); }, true},
    {"ReadThenDeleted", [](Txn& t) { t.Delete("a"); }, [](Txn& t) { t.Get("a"), t.Put("c", "2"); }, true},
    {"AbsenceReadThenInserted", [](Txn& t) { t.Put("b", "1"); }, [](Txn& t) { t.Get("b"), t.Put("c", "2"); }, true},
    {"InsertsOfOneKey", [](Txn& t) { t.Insert("b", "1"); }, [](Txn& t) { t.Insert("b", "2"); }, true},
    {"RefusedInsertReliesOnTheRow", [](Txn& t) { t.Delete("a"); }, [](Txn& t) { t.Insert("a", "2"), t.Put("c", "2"); },
     true},
    {"DeletesOfOneRow", [](Txn& t) { t.Delete("a"); }, [](Txn& t) { t.Delete("a"); }, true},
    {"DeleteOfAnAbsentRowReliesOnAbsence", [](Txn& t) { t.Put("b", "1"); },
     [](Txn& t) { t.Delete("b"), t.Put("c", "2"); }, true},
    {"WriteSkew", [](Txn& t) { t.Get("a"), t.Put("c", "1"); }, [](Txn& t) { t.Get("c"), t.Put("a", "2"); }, true},
    {"DeletedAndWrittenAnew", [](Txn& t) { t.Delete("a"), t.Put("a", "a0"); }, [](Txn& t) { t.Put("a", "2"); }, true},
    {"GuardThenBumped", [](Txn& t) { t.Bump("guard"); }, [](Txn& t) { t.Guard("guard"), t.Put("c", "2"); }, true},
    {"GuardsAlone", [](Txn& t) { t.Guard("guard"), t.Put("a", "1"); },
     [](Txn& t) { t.Guard("guard"), t.Put("c", "2"); }, false},
    {"DifferentRows", [](Txn& t) { t.Put("a", "1"); }, [](Txn& t) { t.Put("c", "2"); }, false},
    {"ReadsOfOneRow", [](Txn& t) { t.Get("e"), t.Put("a", "1"); }, [](Txn& t) { t.Get("e"), t.Put("c", "2"); }, false},
    {"PeekIsNotValidated", [](Txn& t) { t.Put("a", "1"); }, [](Txn& t) { t.Peek("a"), t.Put("c", "2"); }, false},
    {"ScanIsNotValidated", [](Txn& t) { t.Put("b", "1"); },
     [](Txn& t) { t.Scan("", "", [](auto, auto) { return true; }), t.Put("c", "2"); }, false},
};

INSTANTIATE_TEST_SUITE_P(Races, TxnRaceTest, testing::ValuesIn(kRaces),
                         [](const auto& race) { return race.param.name; });

TEST_F(TxnTest, BumpConflictsAfterAnEarlierBump) {
  Txn first(space_->Read());
  first.Bump("guard");
  ASSERT_TRUE(CommitForTest(*space_, first).ok());
  Txn guarded(space_->Read()), bumper(space_->Read());
  guarded.Guard("guard");
  guarded.Put("a", "1");
  bumper.Bump("guard");
  ASSERT_TRUE(CommitForTest(*space_, bumper).ok());
  EXPECT_EQ(ReasonOf(CommitForTest(*space_, guarded)), Reason::CONFLICT);
}

TEST_F(TxnTest, ScanMergesOwnWrites) {
  Txn txn(space_->Read());
  txn.Put("b", "b1");
  txn.Put("c", "c1");
  txn.Delete("e");
  txn.Put("f", "f1");
  txn.Put("A", "A1");
  EXPECT_THAT(Seen(txn),
              ElementsAre(Pair("A", "A1"), Pair("a", "a0"), Pair("b", "b1"), Pair("c", "c1"), Pair("f", "f1")));
  EXPECT_THAT(Seen(txn, "b", "c"), ElementsAre(Pair("b", "b1")));
  EXPECT_THAT(Seen(txn, "bb", "f"), ElementsAre(Pair("c", "c1")));
  EXPECT_THAT(Seen(txn, "d", "f"), IsEmpty());
}

TEST_F(TxnTest, ScanStopsWhenToldOnBothKindsOfRows) {
  Txn txn(space_->Read());
  txn.Put("b", "b1");
  txn.Put("x", "x1");
  for (const std::string last : {"a", "b", "e", "x"}) {
    std::string seen;
    txn.Scan("", "", [&](absl::string_view key, absl::string_view) {
      seen = std::string(key);
      return seen != last;
    });
    EXPECT_EQ(seen, last);
  }
}

TEST_F(TxnTest, AScanMeetsWhatItsVisitorWroteAhead) {
  Txn txn(space_->Read());
  std::vector<std::string> seen;
  txn.Scan("", "", [&](absl::string_view key, absl::string_view value) {
    seen.push_back(absl::StrCat(key, "=", value));
    if (key == "a") {
      txn.Delete("c");          // ahead, of the snapshot
      txn.Put("b", "new");      // ahead, between rows
      txn.Put("e", "changed");  // ahead, of the snapshot
      txn.Put("Z", "behind");   // behind: not met
      txn.Put("a", "the row itself");
    }
    if (key == "b") txn.Delete("b");
    if (key == "e") txn.Put("f", "after the last");
    return true;
  });
  EXPECT_THAT(seen, ElementsAre("a=a0", "b=new", "e=changed", "f=after the last"));
  ASSERT_TRUE(CommitForTest(*space_, txn).ok());
  EXPECT_THAT(Stored(), ElementsAre(Pair("Z", "behind"), Pair("a", "the row itself"), Pair("e", "changed"),
                                    Pair("f", "after the last")));
}

TEST_F(TxnTest, ViewsStayValidWhileTheVisitorWritesManyRows) {
  Txn txn(space_->Read());
  for (int i = 0; i < 50; ++i) txn.Put(absl::StrCat("own ", 100 + i), absl::StrCat("value ", 100 + i));
  int own = 0;
  txn.Scan("own", "p", [&](absl::string_view key, absl::string_view value) {
    for (int i = 0; i < 20; ++i) txn.Put(absl::StrCat("a", own, ".", i), "x");
    txn.Put(std::string(key), "rewritten");
    EXPECT_EQ(value.substr(6), key.substr(4));
    return ++own > 0;
  });
  EXPECT_EQ(own, 50);
}

// Random transactions, committed or dropped, against a plain map.
TEST(TxnModelTest, BehavesAsAMap) {
  std::mt19937_64 random(13);
  const auto space = NewMemorySpace();
  Rows committed;
  for (int round = 0; round < 300; ++round) {
    Txn txn(space->Read());
    Rows model = committed;
    for (int i = 0; i < 20; ++i) {
      const std::string key = absl::StrCat("k", random() % 60);
      const std::string value = absl::StrCat(random() % 1000);
      switch (random() % 5) {
        case 0:
          txn.Put(key, value);
          model[key] = value;
          break;
        case 1:
          EXPECT_EQ(txn.Insert(key, value), model.emplace(key, value).second);
          break;
        case 2:
          txn.Delete(key);
          model.erase(key);
          break;
        case 3: {
          const auto found = model.find(key);
          EXPECT_EQ(txn.Get(key), found == model.end() ? absl::nullopt : absl::make_optional(found->second));
          break;
        }
        default: {
          const std::string to = absl::StrCat("k", random() % 60);
          Rows seen;
          txn.Scan(key, to, [&seen](absl::string_view k, absl::string_view v) { return seen.emplace(k, v).second; });
          EXPECT_EQ(seen, key < to ? Rows(model.lower_bound(key), model.lower_bound(to)) : Rows());
        }
      }
    }
    if (random() % 4 == 0) continue;
    ASSERT_TRUE(CommitForTest(*space, txn).ok());
    committed = std::move(model);
    ASSERT_EQ(RowsOf(*space->Read()), committed);
  }
}

}  // namespace
}  // namespace lienthong::store
