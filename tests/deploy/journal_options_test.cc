#include "deploy/lienthong/journal_options.h"

#include "gtest/gtest.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

TEST(FieldOfTest, AnOperatorStandsBeforeTheEqualsSign) {
  EXPECT_EQ(FieldOf("child.full_name=An Bình")->equals().string_value(), "An Bình");
  EXPECT_EQ(FieldOf("child.full_name=An Bình")->path(), "child.full_name");
  EXPECT_EQ(FieldOf("name*=Ng*=x")->glob(), "Ng*=x");
  EXPECT_EQ(FieldOf("name*=Ng*=x")->path(), "name");
  EXPECT_EQ(FieldOf("name~=^A")->regex(), "^A");
  EXPECT_TRUE(FieldOf("items[0].code")->present());
  EXPECT_TRUE(FieldOf("!pin=")->negate());
  EXPECT_EQ(FieldOf("!pin=")->path(), "pin");
  EXPECT_TRUE(FieldOf("head=true")->equals().bool_value());
  EXPECT_FALSE(FieldOf("=x").ok());
  EXPECT_FALSE(FieldOf("").ok());
}

TEST(QueryOfTest, TakesEveryOption) {
  JournalOptions options;
  options.agency = "population";
  options.kind = "write";
  options.from = "2024-08-05 08:00";
  options.fields = {"pin=1", "!note"};
  options.response_fields = {"person"};
  const auto query = QueryOf(options);
  ASSERT_TRUE(query.ok()) << query.status();
  EXPECT_EQ(query->call().agency(), "population");
  EXPECT_EQ(query->kind(), control::v1::ENTRY_KIND_WRITE);
  EXPECT_EQ(query->from().seconds(), 1722819600);
  EXPECT_FALSE(query->has_to());
  EXPECT_EQ(query->call().fields_size(), 2);
  EXPECT_EQ(query->response_size(), 1);
  options.to = "tomorrow";
  EXPECT_FALSE(QueryOf(options).ok());
}

}  // namespace
}  // namespace lienthong
