#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "lienthong/control/v1/journal.pb.h"

namespace lienthong::journal {

using control::v1::EntryKind;
using control::v1::JournalEntry;

// Bytes of request and response kept per line; their full sizes are kept beside.
inline constexpr size_t kMaxBody = 64 * 1024;
// Bytes of lines kept per world and agency.
inline constexpr size_t kDefaultCapacity = 8 * 1024 * 1024;

// Journal keeps the lines of one world at one agency in a ring: when `capacity` bytes are exceeded the oldest lines go,
// and are counted. Lines are kept as bytes, so that one costs no allocations of its own; a reader parses them. Chunks of
// lines are shared with forks. Thread-safe.
class Journal {
 public:
  explicit Journal(size_t capacity = kDefaultCapacity) : capacity_(capacity) {}

  // No other journal of this process has it.
  int64_t id() const { return id_; }

  // Numbers the line and keeps it.
  void Append(const JournalEntry& entry);

  // An empty line to be filled and appended, kept by the thread so that its strings are allocated once. Good until the
  // thread's next call.
  static JournalEntry& Blank();

  struct Stretch {
    std::vector<JournalEntry> entries;
    bool more = false;
    int64_t dropped = 0;
  };
  // Lines after `after_line`, oldest first, at most `max`.
  Stretch Read(int64_t after_line, int max) const;

  std::unique_ptr<Journal> Fork() const;

  // Calls `wake` once when lines() exceeds `seen`, on the thread that wrote the line, with no lock held; at once if it
  // does already. Returns a ticket for Forget.
  using Waker = std::function<void()>;
  int64_t WakeAfter(int64_t seen, Waker wake);
  void Forget(int64_t ticket);

  int64_t lines() const;
  int64_t dropped() const;

 private:
  static constexpr size_t kChunkLines = 64;
  // Lines one after the other; `ends` says where each ends.
  struct Chunk {
    int64_t first = 0;
    std::string bytes;
    std::vector<uint32_t> ends;
  };
  struct Lines {
    std::vector<std::string> bytes;
    int64_t first = 0;
    bool more = false;
    int64_t dropped = 0;
  };

  static int64_t NextId();
  Lines Copy(int64_t after_line, int max) const;
  Chunk& OpenChunk() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void DropOldest() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const int64_t id_ = NextId();
  const size_t capacity_;
  mutable absl::Mutex mutex_;
  std::deque<std::shared_ptr<Chunk>> chunks_ ABSL_GUARDED_BY(mutex_);
  // The last chunk belongs to a fork as well: nobody appends to it any more.
  mutable bool sealed_ ABSL_GUARDED_BY(mutex_) = false;
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t lines_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t dropped_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t tickets_ ABSL_GUARDED_BY(mutex_) = 0;
  std::list<std::pair<int64_t, Waker>> wakers_ ABSL_GUARDED_BY(mutex_);
};

// Orders lines for the world as a whole: world time, step, path, agency, line (AGENDA rule 14).
bool Before(const JournalEntry& a, const JournalEntry& b);
// Belongs to the canonical journal: no replay, no onlooker.
bool IsCanonical(const JournalEntry& entry);
// Removes what differs between two runs of one scenario: wall time, latency, trace.
void MakeCanonical(JournalEntry& entry);

}  // namespace lienthong::journal
