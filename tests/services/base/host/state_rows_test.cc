#include "services/base/host/state_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/key.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/txn.h"

namespace lienthong::host {
namespace {

using control::v1::ListStateRowsRequest;
using ::testing::ElementsAre;

class StateRowsTest : public ::testing::Test {
 protected:
  StateRowsTest() : part_(std::make_shared<control::v1::World>(), store::NewMemorySpace(),
              std::make_shared<journal::Journal>(16), admission_.LoadOf("w")) {}

  void Put(const std::string& key, const std::string& value) {
    store::Txn txn(part_.space().Read());
    txn.Put(key, value);
    part_.space().Commit(std::move(txn).Take(), [](const absl::Status& status) { EXPECT_TRUE(status.ok()); });
    part_.Committed();
  }

  // Every value, page by page.
  std::vector<std::string> Values(ListStateRowsRequest request) {
    std::vector<std::string> values;
    do {
      const auto page = ListStateRows(part_, request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      for (const auto& row : page->rows()) values.push_back(row.value());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return values;
  }

  admission::Admission admission_{admission::Limits()};
  WorldPart part_;
};

TEST_F(StateRowsTest, GivesEveryRowOnceInPages) {
  for (int i = 0; i < 7; ++i) Put(store::Key("row", i), absl::StrCat(i));
  for (const int size : {0, 1, 3, 7}) {
    ListStateRowsRequest request;
    request.set_page_size(size);
    EXPECT_THAT(Values(request), ElementsAre("0", "1", "2", "3", "4", "5", "6")) << size;
  }
}

TEST_F(StateRowsTest, LeavesOutWhatIsNotWanted) {
  Put(store::Key("idempotency", "a"), "1");
  Put(store::Key("row", "a"), "2");
  Put(store::Key("rows", "a"), "3");
  ListStateRowsRequest request;
  request.add_except("idempotency");
  request.add_except("row");
  EXPECT_THAT(Values(request), ElementsAre("3"));
}

TEST_F(StateRowsTest, LargeRowsMakeShortPages) {
  for (int i = 0; i < 5; ++i) Put(store::Key("row", i), std::string(1 << 20, 'x'));
  const auto page = ListStateRows(part_, ListStateRowsRequest());
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->rows_size(), 2);  // the second crosses 2 MiB by its key
  EXPECT_EQ(Values(ListStateRowsRequest()).size(), 5u);
}

TEST_F(StateRowsTest, CountsCommits) {
  const int64_t before = ListStateRows(part_, ListStateRowsRequest())->commits();
  Put("key", "value");
  EXPECT_EQ(ListStateRows(part_, ListStateRowsRequest())->commits(), before + 1);
}

TEST_F(StateRowsTest, RefusesAStrangersToken) {
  ListStateRowsRequest request;
  request.set_page_token("none of ours");
  EXPECT_EQ(ReasonOf(ListStateRows(part_, request).status()), Reason::PAGE_TOKEN_INVALID);
}

}  // namespace
}  // namespace lienthong::host
