#pragma once

#include <atomic>
#include <string>

#include "services/base/host/authority_link.h"
#include "services/base/host/cause.h"
#include "services/base/host/wire.h"
#include "services/base/world/timer.h"

namespace lienthong::authority {

// RemoteAuthority carries AuthorityLink's calls to the process that owns the worlds, under the name "control". A call
// lost on the wire is sent again, a bounded number of times: Enter and Leave know their call_id. Thread-safe.
class RemoteAuthority : public host::AuthorityLink {
 public:
  // `timer` may be null: then lost calls are sent again at once.
  RemoteAuthority(host::Transport* transport, host::ClusterKey key, Timer* timer)
      : transport_(transport), key_(key), timer_(timer) {}

  void Enter(const std::string& world, const std::string& agency, const std::string& call_id,
             const std::string& flight_path, absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) override;
  void Leave(const std::string& world, const std::string& agency, const std::string& call_id, int64_t step,
             const host::LeastRow& least, bool unused, absl::AnyInvocable<void(absl::Status)> done) override;
  void Stamp(const std::string& world, const std::string& caller,
             absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) override;
  void OpenWorld(const std::string& world, const std::string& agency, const host::Life& life,
                 absl::AnyInvocable<void(absl::StatusOr<std::shared_ptr<const control::v1::World>>)> done) override;

 private:
  void Send(const std::string& method, std::string body, host::AnswerCallback done, int tries = 0) const;

  // Tells the stamps of this process from those of others.
  const std::string token_ = host::ClusterKey::Random().ToBytes();
  std::atomic<int64_t> stamps_{0};
  host::Transport* const transport_;
  const host::ClusterKey key_;
  Timer* const timer_;
};

}  // namespace lienthong::authority
