#include "services/base/rpc/grpc_status.h"

#include "gtest/gtest.h"
#include "services/base/error/error.h"

namespace lienthong::host {
namespace {

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status rpc;
  EXPECT_TRUE(rpc.ParseFromString(status.error_details()));
  return rpc;
}

int LocalizedMessagesIn(const google::rpc::Status& rpc) {
  int count = 0;
  for (const auto& detail : rpc.details()) count += detail.Is<google::rpc::LocalizedMessage>() ? 1 : 0;
  return count;
}

TEST(GrpcStatusTest, SmallDetailsKeepBothLanguages) {
  const auto rpc = DetailsOf(ToGrpcStatus(ResourceNotFound("person", "p-1")));
  EXPECT_EQ(LocalizedMessagesIn(rpc), 2);
}

TEST(GrpcStatusTest, LargeDetailsLoseTheSentencesFirst) {
  const absl::Status status = ResourceNotFound("person", std::string(2'500, 'x'));
  const grpc::Status wire = ToGrpcStatus(status);
  EXPECT_LE(wire.error_details().size(), kMaxDetails);
  EXPECT_LE(wire.error_message().size(), kMaxMessage);
  EXPECT_EQ(LocalizedMessagesIn(DetailsOf(wire)), 0);
  EXPECT_EQ(ErrorInfoOf(FromGrpcStatus(wire))->metadata().at("name").size(), 2'500u);
}

TEST(GrpcStatusTest, HugeDetailsKeepTheReason) {
  Error error(absl::StatusCode::kInvalidArgument, Reason::INVALID_FIELD);
  error.With("field", std::string(20'000, 'x'));
  for (int i = 0; i < 500; ++i) error.Violation("field", "wrong in one way or another");
  const grpc::Status wire = ToGrpcStatus(error);
  EXPECT_LE(wire.error_details().size(), kMaxDetails);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(wire)), Reason::INVALID_FIELD);
}

TEST(GrpcStatusTest, MessageIsCutBetweenCharacters) {
  std::string text;
  while (text.size() < 2 * kMaxMessage) text += "ề";
  const std::string cut = ToGrpcStatus(absl::InternalError(text)).error_message();
  EXPECT_LE(cut.size(), kMaxMessage);
  EXPECT_EQ(cut.size() % 3, 0u);
}

TEST(GrpcStatusTest, BrokenOrContradictingDetailsAreIgnored) {
  const grpc::Status broken(grpc::StatusCode::ABORTED, "again", "\xff\xff");
  EXPECT_EQ(FromGrpcStatus(broken), absl::AbortedError("again"));
  google::rpc::Status other;
  other.set_code(5);
  const grpc::Status contradicting(grpc::StatusCode::ABORTED, "again", other.SerializeAsString());
  EXPECT_EQ(FromGrpcStatus(contradicting), absl::AbortedError("again"));
}

}  // namespace
}  // namespace lienthong::host
