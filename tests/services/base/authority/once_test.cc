#include "services/base/authority/once.h"

#include <gtest/gtest.h>

#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"

namespace lienthong::authority {
namespace {

class OnceTest : public ::testing::Test {
 protected:
  // Runs and keeps the work's own `done` in works_.
  void Run(const std::string& id, const std::string& body = "b") {
    Run(once_, id, body);
  }
  void Run(Once& once, const std::string& id, const std::string& body) {
    once.Run({"Method", id, body, [this] { return durable_; }},
             [this](const Once::Answer& answer) { answers_.push_back(answer); },
             [this](Once::Done done) { works_.push_back(std::move(done)); });
  }

  WorldRecords records_{store::NewMemorySpace()};
  Once once_{&records_};
  bool durable_ = false;
  std::vector<Once::Answer> answers_;
  std::vector<Once::Done> works_;
};

TEST_F(OnceTest, TheFirstAnswerIsGivenAgain) {
  Run("1");
  works_[0](std::string("done"));
  Run("1");
  EXPECT_EQ(works_.size(), 1u);
  ASSERT_EQ(answers_.size(), 2u);
  EXPECT_EQ(*answers_[1], "done");
}

TEST_F(OnceTest, WhoRepeatsMeanwhileWaits) {
  Run("1");
  Run("1");
  EXPECT_TRUE(answers_.empty());
  works_[0](std::string("done"));
  EXPECT_EQ(works_.size(), 1u);
  EXPECT_EQ(answers_.size(), 2u);
}

TEST_F(OnceTest, AFailureMayBeTriedAgain) {
  Run("1");
  works_[0](absl::UnavailableError("not now"));
  Run("1");
  EXPECT_EQ(works_.size(), 2u);
}

TEST_F(OnceTest, AnotherBodyOrNoIdIsRefused) {
  Run("1");
  Run("1", "other");
  Run("");
  ASSERT_EQ(answers_.size(), 2u);
  EXPECT_EQ(ReasonOf(answers_[0].status()), Reason::REQUEST_ID_REUSED);
  EXPECT_EQ(ReasonOf(answers_[1].status()), Reason::REQUEST_ID_MISSING);
}

TEST_F(OnceTest, OldAnswersAreForgotten) {
  constexpr int kMany = 10000;
  for (int i = 0; i < kMany; ++i) {
    Run(std::to_string(i));
    works_.back()(std::string("done"));
  }
  Run(std::to_string(kMany - 1));
  EXPECT_EQ(works_.size(), static_cast<size_t>(kMany));
  Run("0");
  EXPECT_EQ(works_.size(), static_cast<size_t>(kMany) + 1);
}

TEST_F(OnceTest, WhatConcernsADurableWorldIsKnownInTheNextLife) {
  Run("of an ephemeral world");
  works_.back()(std::string("gone"));
  durable_ = true;
  for (int i = 0; i < 5000; ++i) {
    Run(std::to_string(i));
    works_.back()(std::string(std::to_string(i)));
  }
  Run("failed");
  works_.back()(absl::UnavailableError("not now"));
  EXPECT_EQ(records_.Answers().size(), 4096u) << "the store forgets as memory does";

  Once next(&records_);
  const size_t worked = works_.size();
  Run(next, "4999", "b");
  EXPECT_EQ(works_.size(), worked);
  EXPECT_EQ(*answers_.back(), "4999");
  Run(next, "4999", "other");
  EXPECT_EQ(ReasonOf(answers_.back().status()), Reason::REQUEST_ID_REUSED);
  for (const char* unknown : {"of an ephemeral world", "0", "failed"}) Run(next, unknown, "b");
  EXPECT_EQ(works_.size(), worked + 3);
}

}  // namespace
}  // namespace lienthong::authority
