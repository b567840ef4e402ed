#include "services/base/rpc/directory.h"

#include <utility>

#include "grpcpp/create_channel.h"
#include "services/base/rpc/limits.h"
#include "services/base/transport/peer.h"

namespace lienthong::host {

void Directory::SetAddress(const std::string& name, const std::string& address) {
  absl::MutexLock lock(&mutex_);
  auto channel = Existing(address);
  if (channel == nullptr) {
    channel = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), ClientArguments());
  }
  seats_[name] = Seat{address, PeerChannel{std::move(channel), nullptr}};
}

void Directory::SetChannel(const std::string& name, PeerChannel channel) {
  absl::MutexLock lock(&mutex_);
  seats_[name] = Seat{"", std::move(channel)};
}

void Directory::Remove(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  seats_.erase(name);
}

PeerChannel Directory::Find(const std::string& name) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto seat = FindPeer(seats_, name);
  return seat == seats_.end() ? PeerChannel() : seat->second.channel;
}

std::shared_ptr<grpc::Channel> Directory::Existing(const std::string& address) const {
  for (const auto& [name, seat] : seats_) {
    if (seat.address == address) return seat.channel.channel;
  }
  return nullptr;
}

}  // namespace lienthong::host
