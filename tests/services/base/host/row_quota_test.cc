#include "services/base/host/row_quota.h"

#include <gtest/gtest.h>

#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"
#include "services/base/store/txn.h"

namespace lienthong::host {
namespace {

// Writes or, without a value, deletes one row.
absl::Status Commit(store::Space& space, const std::string& key, const absl::optional<std::string>& value) {
  store::Txn txn(space.Read());
  value ? txn.Put(key, *value) : txn.Delete(key);
  absl::Status given = absl::UnknownError("not answered at once");
  space.Commit(std::move(txn).Take(), [&given](absl::Status status) { given = std::move(status); });
  return given;
}

std::shared_ptr<store::Space> Limited(int64_t limit) {
  return WithQuota(store::NewMemorySpace(), {"w", "population", limit});
}

TEST(RowQuotaTest, RefusesTheRowThatIsTooMany) {
  const auto space = Limited(2);
  EXPECT_TRUE(Commit(*space, "a", "1").ok());
  EXPECT_TRUE(Commit(*space, "b", "1").ok());
  const absl::Status refused = Commit(*space, "c", "1");
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused), Reason::ROW_QUOTA_REACHED);
  EXPECT_EQ(ErrorInfoOf(refused)->metadata().at("limit"), "2");
  EXPECT_FALSE(space->Read()->Get("c").has_value());
}

TEST(RowQuotaTest, AFullWorldMayStillChangeAndShrink) {
  const auto space = Limited(2);
  ASSERT_TRUE(Commit(*space, "a", "1").ok());
  ASSERT_TRUE(Commit(*space, "b", "1").ok());
  EXPECT_TRUE(Commit(*space, "a", "2").ok());
  EXPECT_TRUE(Commit(*space, "b", absl::nullopt).ok());
  EXPECT_TRUE(Commit(*space, "c", "1").ok()) << "there is room again";
}

TEST(RowQuotaTest, AForkHasTheRowsOfItsOriginalAndAQuotaOfItsOwn) {
  const auto space = Limited(2);
  ASSERT_TRUE(Commit(*space, "a", "1").ok());
  const auto fork = WithQuota(space->Fork(), {"fork", "population", 2});
  EXPECT_TRUE(Commit(*fork, "b", "1").ok());
  const absl::Status refused = Commit(*fork, "c", "1");
  EXPECT_EQ(ErrorInfoOf(refused)->metadata().at("world"), "fork");
  EXPECT_TRUE(Commit(*space, "c", "1").ok()) << "the original has one row yet";
}

TEST(RowQuotaTest, RowsThatWereThereAreCounted) {
  std::shared_ptr<store::Space> plain = store::NewMemorySpace();
  ASSERT_TRUE(Commit(*plain, "a", "1").ok());
  ASSERT_TRUE(Commit(*plain, "b", "1").ok());
  EXPECT_EQ(ReasonOf(Commit(*WithQuota(plain, {"w", "tax", 2}), "c", "1")), Reason::ROW_QUOTA_REACHED);
}

}  // namespace
}  // namespace lienthong::host
