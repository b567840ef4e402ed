#pragma once

#include "grpcpp/support/channel_arguments.h"

// The limits of the wire, for both its ends.
namespace lienthong::host {

inline constexpr int kMaxAnswerBytes = 32 << 20;
// gRPC's default is 8 KiB, a quarter of which our own headers may need.
inline constexpr int kMaxMetadataBytes = 32 << 10;
inline constexpr int kMinPingIntervalMs = 10'000;
inline constexpr int kKeepaliveTimeMs = 60'000;
inline constexpr int kKeepaliveTimeoutMs = 20'000;
// An agency that restarts is found again quickly.
inline constexpr int kFirstBackoffMs = 100;
inline constexpr int kConnectTimeoutMs = 1'000;
inline constexpr int kMaxBackoffMs = 2'000;

// gRPC never retries by itself: only the driver and the workflow engine know what is safe to repeat.
grpc::ChannelArguments ClientArguments();

}  // namespace lienthong::host
