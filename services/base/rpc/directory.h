#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/rpc/peer_channel.h"

namespace lienthong::host {

// Directory says where agencies and tenants are reached: one channel for each address, kept while anyone is at it.
// Calls already made keep the channel they have. Thread-safe.
class Directory {
 public:
  // `address` is "host:port". Setting the same address again keeps the connection.
  void SetAddress(const std::string& name, const std::string& address);
  // For in-process channels.
  void SetChannel(const std::string& name, PeerChannel channel);
  void Remove(const std::string& name);

  // The channel of `name`, or of its agency; its `channel` is null when neither is known.
  PeerChannel Find(const std::string& name) const;

 private:
  struct Seat {
    // Empty for a channel that was given.
    std::string address;
    PeerChannel channel;
  };
  // A channel somebody at `address` has already, or null.
  std::shared_ptr<grpc::Channel> Existing(const std::string& address) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Seat> seats_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::host
