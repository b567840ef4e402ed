#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace lienthong::admission {

// Count is how much of one limit is taken. Lock-free.
class Count {
 public:
  // False, and nothing taken, when it would exceed `limit`.
  bool Take(int64_t amount, int64_t limit) {
    if (taken_.fetch_add(amount) + amount <= limit) return true;
    taken_.fetch_sub(amount);
    return false;
  }
  void GiveBack(int64_t amount) { taken_.fetch_sub(amount); }
  int64_t taken() const { return taken_.load(); }

 private:
  std::atomic<int64_t> taken_{0};
};

// Place is a share of a count, given back when it ends. What it counts in must outlive it.
class Place {
 public:
  Place() = default;
  Place(Count* count, int64_t amount) : count_(count), amount_(amount) {}
  Place(Place&& other) noexcept : count_(std::exchange(other.count_, nullptr)), amount_(other.amount_) {}
  Place& operator=(Place&& other) noexcept {
    GiveBack();
    count_ = std::exchange(other.count_, nullptr);
    amount_ = other.amount_;
    return *this;
  }
  ~Place() { GiveBack(); }

  void GiveBack() {
    if (Count* count = std::exchange(count_, nullptr)) count->GiveBack(amount_);
  }

 private:
  Count* count_ = nullptr;
  int64_t amount_ = 0;
};

}  // namespace lienthong::admission
