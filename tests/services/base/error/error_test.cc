#include "services/base/error/error.h"

#include <gtest/gtest.h>

namespace lienthong {
namespace {

absl::Status Example() {
  return Error(absl::StatusCode::kAlreadyExists, Reason::REQUEST_ID_REUSED)
      .With("request_id", "r-1")
      .With("more", "x")
      .Violation("request_id", "take another")
      .RetryAfter(absl::Milliseconds(1500));
}

TEST(ErrorTest, CarriesCodeReasonMetadataViolationsAndRetry) {
  const absl::Status status = Example();
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(status), Reason::REQUEST_ID_REUSED);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("request_id"), "r-1");
  const google::rpc::Status rpc = ToRpcStatus(status);
  google::rpc::BadRequest violations;
  google::rpc::RetryInfo retry;
  std::vector<std::string> locales;
  for (const auto& detail : rpc.details()) {
    google::rpc::LocalizedMessage message;
    if (detail.UnpackTo(&message)) locales.push_back(message.locale());
    detail.UnpackTo(&violations);
    detail.UnpackTo(&retry);
  }
  EXPECT_EQ(locales, (std::vector<std::string>{"vi", "en"}));
  ASSERT_EQ(violations.field_violations_size(), 1);
  EXPECT_EQ(violations.field_violations(0).field(), "request_id");
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500000000);
}

TEST(ErrorTest, NothingIsLostOnTheWayThereAndBack) {
  const google::rpc::Status once = ToRpcStatus(Example());
  EXPECT_EQ(FromRpcStatus(once), Example());
  EXPECT_EQ(ToRpcStatus(FromRpcStatus(once)).SerializeAsString(), once.SerializeAsString());
  EXPECT_EQ(ToRpcStatus(absl::OkStatus()).SerializeAsString(), "");
  EXPECT_TRUE(FromRpcStatus(google::rpc::Status()).ok());
}

// Metadata is a map, whose order differs from object to object; journals compare bytes.
TEST(ErrorTest, EqualErrorsHaveEqualBytes) {
  const auto error = [](bool backwards) {
    Error error(absl::StatusCode::kNotFound, Reason::WORLD_UNKNOWN);
    for (int i = 0; i < 20; ++i) error.With("name-" + std::to_string(backwards ? 19 - i : i), "v");
    return ToRpcStatus(error).SerializeAsString();
  };
  for (int i = 0; i < 20; ++i) EXPECT_EQ(error(false), error(true));
}

TEST(ErrorTest, TheSentenceIsFilledFromTheMetadataOnceOnly) {
  google::protobuf::Map<std::string, std::string> metadata;
  metadata["world"] = "{world}{other}";
  metadata["other"] = "never";
  const std::string sentence = ReasonText(Reason::WORLD_UNKNOWN, "en", metadata);
  EXPECT_NE(sentence.find("{world}{other}"), std::string::npos) << sentence;
  EXPECT_EQ(sentence.find("never"), std::string::npos) << sentence;
}

TEST(ErrorTest, TheDomainIsFilledInOnceAndMetadataNotOverwritten) {
  const absl::Status status = WithDomain(WithDomain(Example(), "tax.lienthong.vn"), "gateway.lienthong.vn");
  EXPECT_EQ(ErrorInfoOf(status)->domain(), "tax.lienthong.vn");
  const absl::Status more = WithMetadata(WithMetadata(status, "more", "y"), "step", "s");
  EXPECT_EQ(ErrorInfoOf(more)->metadata().at("more"), "x");
  EXPECT_EQ(ErrorInfoOf(more)->metadata().at("step"), "s");
}

TEST(ErrorTest, OthersErrorsHaveNoReason) {
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), Reason::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonOf(absl::OkStatus()), Reason::REASON_UNSPECIFIED);
  EXPECT_EQ(WithDomain(absl::InternalError("x"), "d"), absl::InternalError("x"));
}

TEST(ErrorTest, EveryReasonSpeaksBothLanguages) {
  const auto* reasons = common::v1::Reason_descriptor();
  for (int i = 0; i < reasons->value_count(); ++i) {
    const auto reason = static_cast<Reason>(reasons->value(i)->number());
    if (reason == Reason::REASON_UNSPECIFIED) continue;
    const auto& text = reasons->value(i)->options().GetExtension(common::v1::text);
    EXPECT_FALSE(text.vi().empty()) << reasons->value(i)->name();
    EXPECT_FALSE(text.en().empty()) << reasons->value(i)->name();
    EXPECT_NE(text.vi(), text.en()) << reasons->value(i)->name();
  }
}

}  // namespace
}  // namespace lienthong
