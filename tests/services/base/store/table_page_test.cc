#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_format.h"
#include "services/base/error/error.h"
#include "tests/services/base/store/files_table.h"
#include "tests/services/base/store/spaces.h"

namespace lienthong::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string Id(int number) { return absl::StrFormat("f%05d", number); }

std::map<std::string, File> EveryOther(int count) {
  std::map<std::string, File> files;
  for (int i = 0; i < count; i += 2) files[Id(i)] = MakeFile(Id(i), i % 3 == 0 ? "image" : "text", "", i);
  return files;
}

// Even numbers from 0 to 198 in the base, odd ones in the overlay; every third is an image.
class TablePageTest : public testing::Test {
 protected:
  TablePageTest() : base_(EveryOther(200)), files_(FilesTable(&base_)) {
    for (int i = 1; i < 200; i += 2) Insert(Id(i), i % 3 == 0 ? "image" : "text", i);
  }

  void Insert(const std::string& id, const std::string& media_type, int size) {
    Txn txn(space_->Read());
    ASSERT_TRUE(files_.Insert(txn, MakeFile(id, media_type, "", size)));
    ASSERT_TRUE(CommitForTest(*space_, txn).ok());
  }

  void Delete(const std::string& id) {
    Txn txn(space_->Read());
    files_.Delete(txn, id);
    ASSERT_TRUE(CommitForTest(*space_, txn).ok());
  }

  // All rows page by page, each page in a transaction of its own. `fetch` gets (txn, token), `between` runs after
  // each page.
  template <class Fetch, class Between>
  std::vector<std::string> Walk(Fetch fetch, Between between) {
    std::vector<std::string> ids;
    std::string token;
    do {
      Txn txn(space_->Read());
      const absl::StatusOr<Page<File>> page = fetch(txn, token);
      if (!page.ok()) {
        ADD_FAILURE() << page.status();
        return ids;
      }
      for (const std::string& id : IdsOf(page->rows)) ids.push_back(id);
      token = page->next_page_token;
      between();
    } while (!token.empty());
    return ids;
  }

  const FilesBase base_;
  const Table<File> files_;
  const std::unique_ptr<Space> space_ = NewMemorySpace();
};

TEST_F(TablePageTest, PagesOfAnySizeTogetherAreTheWholeList) {
  std::vector<std::string> all, images;
  for (int i = 0; i < 200; ++i) all.push_back(Id(i));
  for (int i = 0; i < 200; i += 3) images.push_back(Id(i));
  for (const int size : {1, 7, 50, 199, 200, 201, 1000}) {
    EXPECT_EQ(Walk([&](Txn& txn, const std::string& token) { return files_.List(txn, size, token); }, [] {}), all);
    EXPECT_EQ(
        Walk([&](Txn& txn, const std::string& token) { return files_.ListBy(txn, "media_type", "image", size, token); },
             [] {}),
        images);
  }
}

TEST_F(TablePageTest, SizesFollowTheCommonRules) {
  Txn txn(space_->Read());
  EXPECT_EQ(files_.List(txn, 0, "")->rows.size(), 50u);
  EXPECT_EQ(files_.List(txn, 7, "")->rows.size(), 7u);
  EXPECT_EQ(ReasonOf(files_.List(txn, -1, "").status()), Reason::INVALID_FIELD);
}

TEST_F(TablePageTest, TheLastPageHasNoToken) {
  Txn txn(space_->Read());
  EXPECT_FALSE(files_.List(txn, 199, "")->next_page_token.empty());
  EXPECT_TRUE(files_.List(txn, 200, "")->next_page_token.empty());
}

TEST_F(TablePageTest, NoTokenWhereNothingMoreIsKept) {
  const auto first_ten = [](const File& file) { return file.size_bytes() < 10; };
  Txn txn(space_->Read());
  const auto page = files_.List(txn, 10, "", first_ten, "first ten");
  EXPECT_EQ(page->rows.size(), 10u);
  EXPECT_TRUE(page->next_page_token.empty());
}

TEST_F(TablePageTest, RowsThereThroughoutAreGivenOnceWhileOthersComeAndGo) {
  std::mt19937_64 random(17);
  std::set<std::string> lasting;
  for (int i = 0; i < 200; ++i) lasting.insert(Id(i));
  int inserted = 0;
  const auto disturb = [&] {
    for (int i = 0; i < 5; ++i) Insert(absl::StrCat(Id(random() % 200), "-", inserted++), "image", 0);
    const std::string gone = Id(random() % 200);
    lasting.erase(gone);
    Delete(gone);
  };
  for (const int size : {3, 10, 40}) {
    const auto ids = Walk([&](Txn& txn, const std::string& token) { return files_.List(txn, size, token); }, disturb);
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end()) << "given twice";
    EXPECT_THAT(ids, testing::IsSupersetOf(lasting));
  }
}

TEST_F(TablePageTest, ATokenOutlivesItsRow) {
  std::string token;
  {
    Txn txn(space_->Read());
    token = files_.List(txn, 5, "")->next_page_token;
  }
  Delete(Id(4));
  Delete(Id(5));
  Txn txn(space_->Read());
  EXPECT_THAT(IdsOf(files_.List(txn, 2, token)->rows), ElementsAre(Id(6), Id(7)));
}

TEST_F(TablePageTest, TokensOfOtherQueriesAreRefused) {
  Txn txn(space_->Read());
  const Table<File> other(
      "other", [](const File& file) { return file.file_id(); }, {}, &base_);
  const std::vector<std::string> foreign = {
      other.List(txn, 5, "")->next_page_token,
      files_.List(txn, 5, "", Table<File>::All, "another filter")->next_page_token,
      files_.ListBy(txn, "media_type", "image", 5, "")->next_page_token,
      "not a token",
  };
  for (const std::string& token : foreign) {
    EXPECT_EQ(ReasonOf(files_.List(txn, 5, token).status()), Reason::PAGE_TOKEN_INVALID) << token;
    EXPECT_EQ(ReasonOf(files_.ListBy(txn, "media_type", "text", 5, token).status()), Reason::PAGE_TOKEN_INVALID);
  }
}

// A match that is rare in a large base: pages end at the limit of rows examined, and still lead on.
TEST_F(TablePageTest, AnEmptyPageMayLeadOn) {
  const FilesBase large(EveryOther(50'000));
  const Table<File> files = FilesTable(&large);
  const auto rare = [](const File& file) { return file.size_bytes() == 48'000; };
  const auto space = NewMemorySpace();
  Txn txn(space->Read());
  const auto first = files.List(txn, 10, "", rare, "rare");
  EXPECT_THAT(first->rows, IsEmpty());
  const auto second = files.List(txn, 10, first->next_page_token, rare, "rare");
  EXPECT_THAT(second->rows, IsEmpty());
  const auto third = files.List(txn, 10, second->next_page_token, rare, "rare");
  EXPECT_THAT(IdsOf(third->rows), ElementsAre(Id(48'000)));
  EXPECT_TRUE(third->next_page_token.empty());
}

}  // namespace
}  // namespace lienthong::store
