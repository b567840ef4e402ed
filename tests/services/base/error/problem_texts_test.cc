#include "services/base/error/problem_texts.h"

#include <string>

#include "gtest/gtest.h"
#include "services/base/error/error.h"

namespace lienthong {
namespace {

// The sentence of the refusal in `language`, as a caller gets it.
std::string Sentence(const absl::Status& status, const std::string& language) {
  const google::rpc::Status rpc = ToRpcStatus(status);
  for (const auto& detail : rpc.details()) {
    google::rpc::LocalizedMessage message;
    if (detail.UnpackTo(&message) && message.locale() == language) return message.message();
  }
  return "";
}

TEST(ProblemTextsTest, AKnownProblemIsSaidInVietnamese) {
  const absl::Status status = InvalidField("form.child", "it is required");
  EXPECT_EQ(Sentence(status, "vi"), "Trường form.child không hợp lệ: bắt buộc phải có.");
  EXPECT_EQ(Sentence(status, "en"), "Field form.child is invalid: it is required.");
}

TEST(ProblemTextsTest, AnUnknownOneLeavesAWholeSentence) {
  const absl::Status status = InvalidField("form", "(child) INVALID_ARGUMENT");
  EXPECT_EQ(Sentence(status, "vi"), "Trường form không hợp lệ: giá trị đã gửi không được chấp nhận.");
  EXPECT_EQ(Sentence(status, "en"), "Field form is invalid: (child) INVALID_ARGUMENT.");
}

TEST(ProblemTextsTest, WhatTheViolationSaysStaysEnglish) {
  const google::rpc::Status rpc = ToRpcStatus(InvalidField("form", "it is required"));
  google::rpc::BadRequest violations;
  for (const auto& detail : rpc.details()) detail.UnpackTo(&violations);
  ASSERT_EQ(violations.field_violations_size(), 1);
  EXPECT_EQ(violations.field_violations(0).description(), "it is required");
}

TEST(ProblemTextsTest, NamesAndNumbersKeepTheirPlaces) {
  EXPECT_EQ(VietnameseProblem("use 0 to 20"), "hãy ghi từ 0 đến 20");
  EXPECT_EQ(VietnameseProblem("use 200 to 9999 grams"), "hãy ghi từ 200 đến 9999 gam");
  EXPECT_EQ(VietnameseProblem("it is no Consent"), "không phải là một giá trị của Consent");
  EXPECT_EQ(VietnameseProblem("give exactly one of by, to, working_days and until_idle"),
            "hãy ghi đúng một trong các trường by, to, working_days và until_idle");
  EXPECT_EQ(VietnameseProblem("a store of kind \"disk\" is not built; use \"memory\" or \"sqlite:PATH\""),
            "chưa có kho loại \"disk\"; hãy dùng \"memory\" hoặc \"sqlite:ĐƯỜNG_DẪN\"");
}

TEST(ProblemTextsTest, APatternMustFitFromEndToEnd) {
  for (const char* other : {"", "it is required now", "so it is required", "use  to ", "use 1 to ", "it is no "}) {
    EXPECT_EQ(VietnameseProblem(other), absl::nullopt) << other;
  }
}

TEST(ProblemTextsTest, AMissingRecordIsNamedInVietnamese) {
  const absl::Status status = ResourceNotFound("dossier", "d-1");
  EXPECT_EQ(Sentence(status, "vi"), "Không có hồ sơ liên thông \"d-1\".");
  EXPECT_EQ(Sentence(status, "en"), "There is no dossier \"d-1\".");
}

TEST(ProblemTextsTest, WhatIsAwaitedIsNamedInVietnamese) {
  const absl::Status status =
      Error(absl::StatusCode::kFailedPrecondition, Reason::NOTHING_AWAITED).With("what", "a payment");
  EXPECT_EQ(Sentence(status, "vi"), "Không có phần nào của hồ sơ đang chờ nộp tiền.");
  EXPECT_EQ(Sentence(status, "en"), "No part of the dossier waits for a payment.");
}

TEST(ProblemTextsTest, CodesAreTheSameInBothLanguages) {
  const absl::Status status = Error(absl::StatusCode::kFailedPrecondition, Reason::TRANSITION_NOT_ALLOWED)
                                  .With("status", "APPLICATION_STATUS_DONE")
                                  .With("action", "WITHDRAW");
  EXPECT_EQ(Sentence(status, "vi"), "Hồ sơ đang ở trạng thái APPLICATION_STATUS_DONE, không thực hiện được WITHDRAW.");
}

// What a caller wrote is never taken for a phrase of ours.
TEST(ProblemTextsTest, TheCallersWordsAreKept) {
  const absl::Status status = Error(absl::StatusCode::kInvalidArgument, Reason::EVENT_TYPE_UNKNOWN)
                                  .With("type", "dossier")
                                  .With("supported", "vn.x");
  EXPECT_EQ(Sentence(status, "vi"), "Không nhận sự kiện kiểu \"dossier\"; hãy dùng vn.x.");
}

TEST(ProblemTextsTest, ANameThatLooksLikeAPhraseIsNotTranslated) {
  EXPECT_EQ(Sentence(ResourceNotFound("application", "dossier"), "vi"), "Không có hồ sơ tại cơ quan \"dossier\".");
}

}  // namespace
}  // namespace lienthong
