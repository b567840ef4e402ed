#include "services/base/transport/lossy_transport.h"

#include "absl/strings/str_cat.h"
#include "services/base/transport/ended_stream.h"
#include "services/base/transport/peer.h"
#include "services/base/world/draws.h"

namespace lienthong::host {
namespace {

bool Happens(int percent, uint64_t seed, uint64_t message, absl::string_view draw) {
  return KeyedHash(seed, message, draw) % 100 < static_cast<uint64_t>(percent);
}

}  // namespace

LossyTransport::Fate LossyTransport::Draw(const std::string& to, const RawCall& call) {
  const uint64_t message = KeyedHash(seed_, 0, absl::StrCat(to, "\n", call.method, "\n", call.body));
  absl::MutexLock lock(&mutex_);
  const uint64_t time = sent_[message]++;
  if (Happens(losses_.percent_requests, seed_, message, absl::StrCat("request ", time))) {
    ++requests_lost_;
    return Fate::kRequestLost;
  }
  return Happens(losses_.percent_answers, seed_, message, absl::StrCat("answer ", time)) ? Fate::kAnswerLost
                                                                                         : Fate::kArrives;
}

void LossyTransport::Call(const std::string& to, RawCall call, AnswerCallback done) {
  switch (Draw(to, call)) {
    case Fate::kArrives:
      return inner_->Call(to, std::move(call), std::move(done));
    case Fate::kRequestLost:
      return done(RawAnswer{PeerUnreachable(to), "", {}});
    case Fate::kAnswerLost:
      return inner_->Call(to, std::move(call), [this, to, done = std::move(done)](RawAnswer) mutable {
        {
          absl::MutexLock lock(&mutex_);
          ++answers_lost_;
        }
        done(RawAnswer{PeerUnreachable(to), "", {}});
      });
  }
}

std::unique_ptr<RawStream> LossyTransport::Watch(const std::string& to, RawCall call) {
  if (Draw(to, call) == Fate::kRequestLost) return std::make_unique<EndedStream>(PeerUnreachable(to));
  return inner_->Watch(to, std::move(call));
}

int64_t LossyTransport::requests_lost() const {
  absl::MutexLock lock(&mutex_);
  return requests_lost_;
}

int64_t LossyTransport::answers_lost() const {
  absl::MutexLock lock(&mutex_);
  return answers_lost_;
}

}  // namespace lienthong::host
