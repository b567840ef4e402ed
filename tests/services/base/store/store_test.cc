#include "services/base/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/error/error.h"

namespace lienthong::store {
namespace {

TEST(OpenStoreTest, OpensMemory) {
  const auto store = OpenStore("memory");
  ASSERT_TRUE(store.ok());
  EXPECT_TRUE((*store)->Open("default").ok());
}

TEST(OpenStoreTest, OtherKindsAreRefusedByName) {
  for (const auto& [spec, kind] : {std::pair("sqlite:store.db", "sqlite"), std::pair("postgres:host", "postgres"),
                                   std::pair("memories", "memories"), std::pair("", "")}) {
    const absl::Status status = OpenStore(spec).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(status), Reason::INVALID_FIELD);
    EXPECT_EQ(ErrorInfoOf(status)->metadata().at("kind"), kind);
  }
}

TEST(OpenStoreTest, MemoryHasNoPlace) { EXPECT_EQ(ReasonOf(OpenStore("memory:here").status()), Reason::INVALID_FIELD); }

}  // namespace
}  // namespace lienthong::store
