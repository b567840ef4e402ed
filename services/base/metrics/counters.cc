#include "services/base/metrics/counters.h"

#include <algorithm>
#include <numeric>

namespace lienthong::metrics {

size_t ShardOfThread() {
  static std::atomic<size_t> threads{0};
  thread_local const size_t shard = threads.fetch_add(1, std::memory_order_relaxed) % kShards;
  return shard;
}

uint64_t Counter::Sum() const {
  uint64_t sum = 0;
  for (const Shard& shard : shards_) sum += shard.value.load(std::memory_order_relaxed);
  return sum;
}

void Latency::Observe(int64_t nanos) {
  const auto bound = std::lower_bound(kBoundsNanos.begin(), kBoundsNanos.end(), nanos);
  Shard& shard = shards_[ShardOfThread()];
  shard.counts[static_cast<size_t>(bound - kBoundsNanos.begin())].fetch_add(1, std::memory_order_relaxed);
  shard.nanos.fetch_add(static_cast<uint64_t>(std::max<int64_t>(nanos, 0)), std::memory_order_relaxed);
}

Latency::Reading Latency::Read() const {
  Reading reading;
  for (const Shard& shard : shards_) {
    for (size_t i = 0; i < reading.counts.size(); ++i) {
      reading.counts[i] += shard.counts[i].load(std::memory_order_relaxed);
    }
    reading.nanos += shard.nanos.load(std::memory_order_relaxed);
  }
  return reading;
}

uint64_t Latency::Reading::total() const { return std::accumulate(counts.begin(), counts.end(), uint64_t{0}); }

}  // namespace lienthong::metrics
