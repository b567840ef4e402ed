#include "services/base/store/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "services/base/error/error.h"
#include "tests/services/base/store/files_table.h"
#include "tests/services/base/store/spaces.h"

namespace lienthong::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TableTest : public testing::Test {
 protected:
  TableTest()
      : base_({{"b1", MakeFile("b1", "image", "d1", 1)},
               {"b2", MakeFile("b2", "text", "d2", 2)},
               {"b3", MakeFile("b3", "image", "d3", 3)}}),
        files_(FilesTable(&base_)) {}

  // Runs `work` in a transaction and commits it.
  template <class Work>
  void Commit(Work work) {
    Txn txn(space_->Read());
    work(txn);
    ASSERT_TRUE(CommitForTest(*space_, txn).ok());
  }

  std::vector<std::string> Find(absl::string_view index, absl::string_view value) {
    Txn txn(space_->Read());
    return IdsOf(files_.Find(txn, index, value));
  }

  std::vector<std::string> List() {
    Txn txn(space_->Read());
    return IdsOf(files_.List(txn, 0, "")->rows);
  }

  absl::optional<File> Get(absl::string_view key) {
    Txn txn(space_->Read());
    return files_.Get(txn, key);
  }

  const FilesBase base_;
  const Table<File> files_;
  const std::unique_ptr<Space> space_ = NewMemorySpace();
};

TEST_F(TableTest, AnUntouchedTableIsItsBase) {
  EXPECT_EQ(Get("b2")->size_bytes(), 2);
  EXPECT_EQ(Get("absent"), absl::nullopt);
  EXPECT_THAT(List(), ElementsAre("b1", "b2", "b3"));
  EXPECT_THAT(Find("media_type", "image"), ElementsAre("b1", "b3"));
  EXPECT_THAT(Find("media_type", "image/png"), IsEmpty()) << "a candidate that doesn't have the value";
}

TEST_F(TableTest, ATableNeedsNoBase) {
  const Table<File> files = FilesTable();
  Txn txn(space_->Read());
  EXPECT_TRUE(files.Insert(txn, MakeFile("a", "text", "d")));
  EXPECT_EQ(files.Get(txn, "b1"), absl::nullopt);
  EXPECT_THAT(IdsOf(files.List(txn, 0, "")->rows), ElementsAre("a"));
  EXPECT_THAT(IdsOf(files.Find(txn, "media_type", "text")), ElementsAre("a"));
}

TEST_F(TableTest, OverlayRowsMixWithBaseRows) {
  Commit([&](Txn& txn) {
    ASSERT_TRUE(files_.Insert(txn, MakeFile("b2a", "image", "d4")));
    ASSERT_TRUE(files_.Insert(txn, MakeFile("a", "image", "d5")));
  });
  EXPECT_THAT(List(), ElementsAre("a", "b1", "b2", "b2a", "b3"));
  EXPECT_THAT(Find("media_type", "image"), ElementsAre("a", "b1", "b2a", "b3"));
}

TEST_F(TableTest, AChangedBaseRowIsFoundByItsNewValuesOnly) {
  Commit([&](Txn& txn) { ASSERT_TRUE(files_.Put(txn, MakeFile("b1", "text", "new", 9)).ok()); });
  EXPECT_EQ(Get("b1")->size_bytes(), 9);
  EXPECT_THAT(List(), ElementsAre("b1", "b2", "b3"));
  EXPECT_THAT(Find("media_type", "image"), ElementsAre("b3"));
  EXPECT_THAT(Find("media_type", "text"), ElementsAre("b1", "b2"));
  EXPECT_THAT(Find("sha256", "d1"), IsEmpty());
  EXPECT_THAT(Find("sha256", "new"), ElementsAre("b1"));
}

TEST_F(TableTest, ADeletedBaseRowIsGoneUntilInsertedAnew) {
  Commit([&](Txn& txn) { files_.Delete(txn, "b1"); });
  EXPECT_EQ(Get("b1"), absl::nullopt);
  EXPECT_THAT(List(), ElementsAre("b2", "b3"));
  EXPECT_THAT(Find("media_type", "image"), ElementsAre("b3"));
  Commit([&](Txn& txn) { ASSERT_TRUE(files_.Insert(txn, MakeFile("b1", "image", "d1"))); });
  EXPECT_THAT(Find("sha256", "d1"), ElementsAre("b1"));
  EXPECT_THAT(List(), ElementsAre("b1", "b2", "b3"));
}

TEST_F(TableTest, InsertRefusesATakenKeyOfOverlayOrBase) {
  Commit([&](Txn& txn) { ASSERT_TRUE(files_.Insert(txn, MakeFile("a", "text", "x"))); });
  Txn txn(space_->Read());
  EXPECT_FALSE(files_.Insert(txn, MakeFile("a", "text", "y")));
  EXPECT_FALSE(files_.Insert(txn, MakeFile("b1", "text", "z")));
  EXPECT_FALSE(txn.HasWrites());
}

TEST_F(TableTest, InsertRefusesATakenUniqueValueOfOverlayOrBase) {
  Commit([&](Txn& txn) { ASSERT_TRUE(files_.Insert(txn, MakeFile("a", "text", "x"))); });
  Txn txn(space_->Read());
  EXPECT_FALSE(files_.Insert(txn, MakeFile("a2", "text", "x")));
  EXPECT_FALSE(files_.Insert(txn, MakeFile("a3", "text", "d1")));
  EXPECT_FALSE(txn.HasWrites());
}

TEST_F(TableTest, PutOfATakenUniqueValueIsADefectAndWritesNothing) {
  Txn txn(space_->Read());
  EXPECT_EQ(ReasonOf(files_.Put(txn, MakeFile("b1", "image", "d2"))), Reason::INTERNAL_ERROR);
  EXPECT_FALSE(txn.HasWrites());
}

TEST_F(TableTest, PutKeepsTheRowsOwnUniqueValue) {
  Commit([&](Txn& txn) { ASSERT_TRUE(files_.Put(txn, MakeFile("b1", "image", "d1", 7)).ok()); });
  Commit([&](Txn& txn) { ASSERT_TRUE(files_.Put(txn, MakeFile("b1", "image", "d1", 8)).ok()); });
  EXPECT_THAT(Find("sha256", "d1"), ElementsAre("b1"));
  EXPECT_EQ(Get("b1")->size_bytes(), 8);
}

TEST_F(TableTest, AUniqueValueIsFreeOnceItsRowGaveItUp) {
  Commit([&](Txn& txn) {
    ASSERT_TRUE(files_.Put(txn, MakeFile("b1", "image", "other")).ok());
    files_.Delete(txn, "b2");
    ASSERT_TRUE(files_.Insert(txn, MakeFile("a1", "image", "d1")));
    ASSERT_TRUE(files_.Insert(txn, MakeFile("a2", "image", "d2")));
  });
  EXPECT_THAT(Find("sha256", "d1"), ElementsAre("a1"));
  EXPECT_THAT(Find("sha256", "d2"), ElementsAre("a2"));
}

TEST_F(TableTest, RowsWithoutAValueDoNotClash) {
  Txn txn(space_->Read());
  EXPECT_TRUE(files_.Insert(txn, MakeFile("a1", "", "")));
  EXPECT_TRUE(files_.Insert(txn, MakeFile("a2", "", "")));
  EXPECT_THAT(files_.Find(txn, "sha256", ""), IsEmpty());
}

TEST_F(TableTest, FindOneGivesTheRow) {
  Txn txn(space_->Read());
  EXPECT_EQ(files_.FindOne(txn, "sha256", "d3")->file_id(), "b3");
  EXPECT_EQ(files_.FindOne(txn, "sha256", "none"), absl::nullopt);
}

TEST_F(TableTest, ConcurrentInsertsOfOneUniqueValueConflict) {
  Txn first(space_->Read()), second(space_->Read());
  ASSERT_TRUE(files_.Insert(first, MakeFile("a1", "text", "same")));
  ASSERT_TRUE(files_.Insert(second, MakeFile("a2", "text", "same")));
  ASSERT_TRUE(CommitForTest(*space_, first).ok());
  EXPECT_EQ(ReasonOf(CommitForTest(*space_, second)), Reason::CONFLICT);
}

TEST_F(TableTest, ABaseRowReadAndCoveredMeanwhileConflicts) {
  Txn reader(space_->Read());
  ASSERT_TRUE(files_.Get(reader, "b1").has_value());
  reader.Put("conclusion", "x");
  Commit([&](Txn& txn) { files_.Delete(txn, "b1"); });
  EXPECT_EQ(ReasonOf(CommitForTest(*space_, reader)), Reason::CONFLICT);
}

TEST_F(TableTest, ListsDoNotConflict) {
  Txn reader(space_->Read());
  ASSERT_TRUE(files_.List(reader, 0, "").ok());
  ASSERT_TRUE(files_.ListBy(reader, "media_type", "image", 0, "").ok());
  reader.Put("conclusion", "x");
  Commit([&](Txn& txn) { files_.Delete(txn, "b1"); });
  EXPECT_TRUE(CommitForTest(*space_, reader).ok());
}

TEST_F(TableTest, DeletingAnAbsentRowWritesNothing) {
  Commit([&](Txn& txn) { files_.Delete(txn, "b1"); });
  Txn txn(space_->Read());
  files_.Delete(txn, "absent");
  files_.Delete(txn, "b1");
  EXPECT_FALSE(txn.HasWrites());
}

TEST_F(TableTest, TablesOfOneSpaceAreApart) {
  const Table<File> other("other", [](const File& file) { return file.file_id(); });
  const Table<File> longer("files2", [](const File& file) { return file.file_id(); });
  Txn txn(space_->Read());
  ASSERT_TRUE(other.Insert(txn, MakeFile("b1", "", "")));
  ASSERT_TRUE(longer.Insert(txn, MakeFile("z", "", "")));
  EXPECT_THAT(IdsOf(files_.List(txn, 0, "")->rows), ElementsAre("b1", "b2", "b3"));
  EXPECT_THAT(IdsOf(other.List(txn, 0, "")->rows), ElementsAre("b1"));
}

TEST_F(TableTest, KeysMayHoldAnyText) {
  const Table<File> files = FilesTable();
  const std::vector<std::string> ids = {
      std::string(1, '\0'), std::string("\0\x01", 2), "\x01", "a", std::string("a\0", 2), "a\x01"};
  Txn txn(space_->Read());
  for (const std::string& id : ids) ASSERT_TRUE(files.Insert(txn, MakeFile(id, "text", "digest of " + id)));
  EXPECT_EQ(IdsOf(files.List(txn, 0, "")->rows), ids);
  EXPECT_EQ(IdsOf(files.Find(txn, "media_type", "text")), ids);
}

// What inspects a space knows rows from indexes and counters by their keys alone.
TEST_F(TableTest, AStoredRowIsReadWithoutItsTable) {
  Commit([this](Txn& txn) {
    EXPECT_TRUE(files_.Insert(txn, MakeFile("o1", "text", "d9", 9)));
    files_.Delete(txn, "b1");
    txn.Put(Key("counter", "text"), "7");
  });
  std::vector<std::string> seen;
  space_->Read()->Scan("", "", [&seen](absl::string_view key, const Entry& entry) {
    const auto row = ReadStoredRow(key, entry.value);
    if (!row) return true;
    seen.push_back(absl::StrCat(row->table, " ", row->key, row->tombstone ? " gone" : ""));
    File file;
    EXPECT_TRUE(file.ParseFromArray(row->message.data(), static_cast<int>(row->message.size())));
    EXPECT_EQ(row->places.empty(), row->tombstone);
    return true;
  });
  EXPECT_THAT(seen, ElementsAre("files b1 gone", "files o1"));
}

TEST_F(TableTest, ATornRowIsNoRow) {
  Commit([this](Txn& txn) { EXPECT_TRUE(files_.Insert(txn, MakeFile("o1", "text", "d9", 9))); });
  const std::string whole = space_->Read()->Get(Key("files", "", "o1"))->value;
  for (const size_t size : {size_t{0}, size_t{1}, size_t{4}}) {
    EXPECT_FALSE(ReadStoredRow(Key("files", "", "o1"), whole.substr(0, size))) << size;
  }
  EXPECT_TRUE(ReadStoredRow(Key("files", "", "o1"), whole));
}

// A message with a map, whose natural serialization has no fixed order.
TEST_F(TableTest, EqualRowsAreEqualBytes) {
  using google::rpc::ErrorInfo;
  const Table<ErrorInfo> table("refusals", [](const ErrorInfo&) { return std::string("only"); });
  const auto digest = [&table](bool ascending) {
    ErrorInfo row;
    for (int i = 0; i < 100; ++i) {
      (*row.mutable_metadata())[absl::StrCat(ascending ? i : 99 - i)] = "x";
    }
    const auto space = NewMemorySpace();
    Txn txn(space->Read());
    EXPECT_TRUE(table.Put(txn, row).ok());
    EXPECT_TRUE(CommitForTest(*space, txn).ok());
    return space->Digest();
  };
  EXPECT_EQ(digest(true), digest(false));
}

TEST_F(TableTest, ListByAnUndeclaredIndexIsRefusedWithTheDeclaredOnes) {
  Txn txn(space_->Read());
  const absl::Status status = files_.ListBy(txn, "size", "1", 0, "").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), Reason::FILTER_NOT_SUPPORTED);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("supported"), "media_type, sha256");
}

}  // namespace
}  // namespace lienthong::store
