#include "deploy/lienthong/unknown_word.h"

#include "gtest/gtest.h"

namespace lienthong {
namespace {

class UnknownWordTest : public ::testing::Test {
 protected:
  UnknownWordTest() {
    app_.require_subcommand(1);
    app_.add_subcommand("serve")->add_option("AGENCY");
    CLI::App* workflow = app_.add_subcommand("workflow");
    workflow->require_subcommand(1);
    workflow->add_subcommand("lint");
    workflow->add_subcommand("graph");
  }

  CLI::App app_;
};

TEST_F(UnknownWordTest, IsNamedWithTheNearestCommand) {
  EXPECT_EQ(UnknownWord(app_, {"serv"}),
            "There is no command \"serv\"; the nearest is \"serve\". See `lienthong --help`.");
  EXPECT_EQ(UnknownWord(app_, {"workflow", "grph", "a.yaml"}),
            "There is no command \"grph\"; the nearest is \"graph\". See `lienthong workflow --help`.");
}

TEST_F(UnknownWordTest, WhatACommandTakesIsItsOwnMatter) {
  EXPECT_EQ(UnknownWord(app_, {"serve", "bogus"}), absl::nullopt);
  EXPECT_EQ(UnknownWord(app_, {"workflow", "lint", "bogus"}), absl::nullopt);
}

TEST_F(UnknownWordTest, MissingWordsAndOptionsAreNotUnknownWords) {
  EXPECT_EQ(UnknownWord(app_, {}), absl::nullopt);
  EXPECT_EQ(UnknownWord(app_, {"workflow"}), absl::nullopt);
  EXPECT_EQ(UnknownWord(app_, {"--help"}), absl::nullopt);
}

}  // namespace
}  // namespace lienthong
