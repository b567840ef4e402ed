#include "services/base/rpc/grpc_status.h"

#include <algorithm>
#include <string>

#include "services/base/error/error.h"

namespace lienthong::host {
namespace {

template <class Predicate>
void DropDetails(google::rpc::Status& rpc, Predicate drop) {
  auto* details = rpc.mutable_details();
  details->erase(std::remove_if(details->begin(), details->end(), drop), details->end());
}

void DropErrorMetadata(google::rpc::Status& rpc) {
  google::rpc::ErrorInfo info;
  for (auto& detail : *rpc.mutable_details()) {
    if (!detail.UnpackTo(&info)) continue;
    info.clear_metadata();
    detail.PackFrom(info);
  }
}

// Cuts between characters of UTF-8, never inside one.
std::string Shortened(const std::string& text, size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

std::string Details(const absl::Status& status) {
  google::rpc::Status rpc = ToRpcStatus(status);
  rpc.set_message(Shortened(rpc.message(), kMaxMessage));
  if (rpc.ByteSizeLong() <= kMaxDetails) return rpc.SerializeAsString();
  DropDetails(rpc, [](const auto& detail) { return detail.template Is<google::rpc::LocalizedMessage>(); });
  if (rpc.ByteSizeLong() <= kMaxDetails) return rpc.SerializeAsString();
  DropDetails(rpc, [](const auto& detail) { return !detail.template Is<google::rpc::ErrorInfo>(); });
  if (rpc.ByteSizeLong() > kMaxDetails) DropErrorMetadata(rpc);
  return rpc.SerializeAsString();
}

absl::Status WithoutDetails(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      Shortened(std::string(status.message()), kMaxMessage), Details(status));
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status rpc;
  const std::string details = status.error_details();
  const bool usable = !details.empty() && rpc.ParseFromString(details) && rpc.code() == status.error_code();
  return usable ? FromRpcStatus(rpc) : WithoutDetails(status);
}

}  // namespace lienthong::host
