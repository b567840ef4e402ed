#pragma once

#include <chrono>
#include <memory>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "gateway/http/socket/asio.h"

namespace lienthong::http {

// Waiter lets a coroutine wait for a value that a callback on any thread puts into its Slot. The coroutine is never
// owned by the callback: a value that comes after the waiter is gone is dropped, so a backend that answers late, or
// after the server's end, meets nobody. Runs on the strand it is made with; only Slot::Put may be called elsewhere.
template <class Value>
class Waiter {
 public:
  class Slot : public std::enable_shared_from_this<Slot> {
   public:
    explicit Slot(Waiter* waiter) : waiter_(waiter) {}

    void Put(Value value) {
      absl::MutexLock lock(&mutex_);
      if (waiter_ == nullptr) return;
      value_.emplace(std::move(value));
      // Under the lock, so that the strand still exists: a waiter leaves its slot before its strand ends.
      asio::post(waiter_->strand_, [self = this->shared_from_this()] { self->Ring(); });
    }

   private:
    friend class Waiter;

    void Ring() {
      absl::MutexLock lock(&mutex_);
      if (waiter_ != nullptr) waiter_->bell_.cancel();
    }
    absl::optional<Value> Take() {
      absl::MutexLock lock(&mutex_);
      return std::exchange(value_, absl::nullopt);
    }
    void Leave() {
      absl::MutexLock lock(&mutex_);
      waiter_ = nullptr;
    }

    absl::Mutex mutex_;
    Waiter* waiter_ ABSL_GUARDED_BY(mutex_);
    absl::optional<Value> value_ ABSL_GUARDED_BY(mutex_);
  };

  explicit Waiter(asio::any_io_executor strand) : strand_(strand), bell_(strand), slot_(std::make_shared<Slot>(this)) {}
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  ~Waiter() { slot_->Leave(); }

  std::shared_ptr<Slot> slot() const { return slot_; }

  // The next value; nothing after `limit` or Cancel.
  asio::awaitable<absl::optional<Value>> Wait(absl::Duration limit) {
    if (limit == absl::InfiniteDuration()) {
      bell_.expires_at(std::chrono::steady_clock::time_point::max());
    } else {
      bell_.expires_after(absl::ToChronoMilliseconds(limit));
    }
    // The bell may still ring for a value taken before, so a ring without a value means nothing.
    error_code error = asio::error::operation_aborted;
    absl::optional<Value> value = slot_->Take();
    while (!value && !cancelled_ && error == asio::error::operation_aborted) {
      co_await bell_.async_wait(Into(error));
      value = slot_->Take();
    }
    co_return value;
  }

  // Ends this and every later wait.
  void Cancel() {
    cancelled_ = true;
    bell_.cancel();
  }
  bool cancelled() const { return cancelled_; }

 private:
  asio::any_io_executor strand_;
  asio::steady_timer bell_;
  std::shared_ptr<Slot> slot_;
  bool cancelled_ = false;
};

}  // namespace lienthong::http
