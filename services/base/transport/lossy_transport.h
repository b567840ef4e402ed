#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/host/wire.h"

namespace lienthong::host {

// LossyTransport is a wire that loses messages, to prove that whoever calls over it copes. A lost request never reaches
// the callee; a lost answer was given by a callee that has done its work. The caller can't tell them apart: both are
// UNAVAILABLE, PEER_UNREACHABLE, at once (the loss is virtual, nobody waits).
// What is lost is a fixed function of the seed, the callee, the bytes of the call, and how often these bytes were sent
// before: threads that interleave otherwise lose the same calls, and a repeated call has a fresh chance. Streams lose
// only requests. Thread-safe.
class LossyTransport : public Transport {
 public:
  struct Losses {
    // 0..100 each, drawn apart.
    int percent_requests = 0;
    int percent_answers = 0;
  };
  // `inner` is not owned.
  LossyTransport(Transport* inner, uint64_t seed, Losses losses) : inner_(inner), seed_(seed), losses_(losses) {}

  void Call(const std::string& to, RawCall call, AnswerCallback done) override;
  std::unique_ptr<RawStream> Watch(const std::string& to, RawCall call) override;
  bool Local(const std::string& to) const override { return inner_->Local(to); }

  // Lost so far; a test that needs losses asserts that there were any.
  int64_t requests_lost() const;
  int64_t answers_lost() const;

 private:
  enum class Fate { kArrives, kRequestLost, kAnswerLost };
  Fate Draw(const std::string& to, const RawCall& call);

  Transport* const inner_;
  const uint64_t seed_;
  const Losses losses_;
  mutable absl::Mutex mutex_;
  // Times sent, by the hash of callee and bytes.
  absl::flat_hash_map<uint64_t, uint64_t> sent_ ABSL_GUARDED_BY(mutex_);
  int64_t requests_lost_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t answers_lost_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace lienthong::host
