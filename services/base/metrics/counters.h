#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace lienthong::metrics {

inline constexpr size_t kShards = 4;

// The shard this thread counts in: threads that call at the same time mostly don't meet.
size_t ShardOfThread();

// Counter only grows. No lock, no allocation.
class Counter {
 public:
  void Add(uint64_t amount = 1) { shards_[ShardOfThread()].value.fetch_add(amount, std::memory_order_relaxed); }
  uint64_t Sum() const;

 private:
  struct alignas(64) Shard {
    std::atomic<uint64_t> value{0};
  };
  std::array<Shard, kShards> shards_;
};

// Latency is a histogram of durations over fixed bounds. No lock, no allocation.
class Latency {
 public:
  static constexpr std::array<int64_t, 16> kBoundsNanos = {
      50'000,     100'000,     250'000,     500'000,     1'000'000,     2'500'000,     5'000'000,     10'000'000,
      25'000'000, 50'000'000, 100'000'000, 250'000'000, 500'000'000, 1'000'000'000, 2'500'000'000, 10'000'000'000};

  void Observe(int64_t nanos);

  struct Reading {
    // One more than there are bounds: the last holds what exceeds them all. Not cumulative.
    std::array<uint64_t, kBoundsNanos.size() + 1> counts{};
    uint64_t nanos = 0;
    uint64_t total() const;
  };
  Reading Read() const;

 private:
  struct alignas(64) Shard {
    std::array<std::atomic<uint64_t>, kBoundsNanos.size() + 1> counts{};
    std::atomic<uint64_t> nanos{0};
  };
  std::array<Shard, kShards> shards_;
};

}  // namespace lienthong::metrics
