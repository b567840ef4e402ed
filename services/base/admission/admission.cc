#include "services/base/admission/admission.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "services/base/error/error.h"

namespace lienthong::admission {
namespace {

// Who is refused comes again after one of these, in turns, so that a crowd doesn't come back as a crowd.
constexpr absl::Duration kRetryStep = absl::Milliseconds(250);
constexpr int kRetrySteps = 8;

}  // namespace

CallPlaces::CallPlaces(CallPlaces&& other) noexcept
    : process_(std::exchange(other.process_, nullptr)),
      bytes_(other.bytes_),
      world_(std::move(other.world_)),
      in_world_(std::move(other.in_world_)),
      turn_(std::move(other.turn_)) {}

void CallPlaces::GiveBack() {
  turn_.GiveBack();
  in_world_.GiveBack();
  world_.reset();
  if (Admission* process = std::exchange(process_, nullptr)) process->GiveBack(bytes_);
}

absl::Status Admission::Refuse(Limit limit) {
  const int64_t before = refused_[static_cast<size_t>(limit)].fetch_add(1, std::memory_order_relaxed);
  return Overloaded(NameOf(limit), ValueOf(limits_, limit), kRetryStep * (1 + before % kRetrySteps));
}

absl::Status Admission::Admit(Count& count, int64_t amount, Limit limit, Place* place) {
  if (!count.Take(amount, ValueOf(limits_, limit))) return Refuse(limit);
  *place = Place(&count, amount);
  return absl::OkStatus();
}

absl::Status Admission::AdmitCall(size_t bytes, CallPlaces* places) {
  const auto weight = static_cast<int64_t>(bytes);
  if (!calls_.Take(1, limits_.calls)) return closed_ ? ServerStopping() : Refuse(Limit::kCalls);
  if (!bytes_.Take(weight, limits_.bytes)) {
    calls_.GiveBack(1);
    return closed_ ? ServerStopping() : Refuse(Limit::kBytes);
  }
  places->process_ = this;
  places->bytes_ = weight;
  // Looked at when the place is taken: a stop either sees the call or is seen by it.
  if (!closed_) return absl::OkStatus();
  places->GiveBack();
  return ServerStopping();
}

void Admission::GiveBack(int64_t bytes) {
  bytes_.GiveBack(bytes);
  calls_.GiveBack(1);
  if (closed_) Ring();
}

absl::Status Admission::AdmitToWorld(const std::shared_ptr<WorldLoad>& world, CallPlaces* places) {
  if (!world->calls.Take(1, limits_.world_calls)) return Refuse(Limit::kWorldCalls);
  places->world_ = world;
  places->in_world_ = Place(&world->calls, 1);
  return absl::OkStatus();
}

absl::Status Admission::AdmitToTurn(CallPlaces* places) {
  Count& turns = places->world_->turns;
  if (!turns.Take(1, limits_.turns)) return Refuse(Limit::kTurns);
  places->turn_ = Place(&turns, 1);
  return absl::OkStatus();
}

absl::Status Admission::AdmitWatch(Place* place) {
  return closed_ ? ServerStopping() : Admit(watches_, 1, Limit::kWatches, place);
}

absl::Status Admission::AdmitWatchToWorld(WorldLoad& world, Place* place) {
  return Admit(world.watches, 1, Limit::kWorldWatches, place);
}

absl::Status Admission::AdmitBytes(size_t bytes, Place* place) {
  return Admit(bytes_, static_cast<int64_t>(bytes), Limit::kBytes, place);
}

absl::Status Admission::AdmitConnection(Place* place) { return Admit(connections_, 1, Limit::kConnections, place); }

std::shared_ptr<WorldLoad> Admission::LoadOf(const std::string& world) {
  absl::MutexLock lock(&mutex_);
  std::weak_ptr<WorldLoad>& slot = worlds_[world];
  std::shared_ptr<WorldLoad> load = slot.lock();
  if (load != nullptr) return load;
  load = std::make_shared<WorldLoad>();
  slot = load;
  if (worlds_.size() >= sweep_at_) {
    absl::erase_if(worlds_, [](const auto& known) { return known.second.expired(); });
    sweep_at_ = std::max<size_t>(64, worlds_.size() * 2);
  }
  return load;
}

void Admission::BeginRow() { rows_.Take(1, std::numeric_limits<int64_t>::max()); }

void Admission::EndRow() {
  rows_.GiveBack(1);
  if (closed_) Ring();
}

// A waiter's condition is looked at when the mutex is let go of.
void Admission::Ring() { absl::MutexLock lock(&mutex_); }

bool Admission::AwaitQuiet(absl::Duration grace) {
  absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithTimeout(absl::Condition(this, &Admission::Quiet), grace);
}

}  // namespace lienthong::admission
