#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "services/base/journal/journal.h"

namespace lienthong::host {

// JournalIndex keeps the lines of one journal in the world's order (journal::Before), so that a page costs what it
// shows. A line is placed once, when the first page after it is asked for: a journal that nobody lists pays nothing.
// Thread-safe.
class JournalIndex {
 public:
  // A stretch ends here even when it isn't full.
  static constexpr int kMaxExamined = 10'000;
  static constexpr size_t kMaxBytes = 2 << 20;

  // `journal` is not owned.
  explicit JournalIndex(const journal::Journal* journal) : journal_(journal) {}

  // The next lines after a place that the request wants, in order.
  control::v1::ReadJournalResponse Read(const control::v1::ReadJournalRequest& request);

 private:
  // World time in seconds and nanoseconds, step, path, line: journal::Before among the lines of one agency.
  using Place = std::tuple<int64_t, int32_t, int64_t, std::string, int64_t>;

  static int64_t LineOf(const Place& place) { return std::get<4>(place); }
  static Place KeyOf(const journal::JournalEntry& entry, int64_t line);
  void CatchUp() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ForgetDropped(int64_t dropped) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::set<Place>::const_iterator After(const journal::JournalEntry& place) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const journal::Journal* const journal_;
  absl::Mutex mutex_;
  std::set<Place> places_ ABSL_GUARDED_BY(mutex_);
  int64_t placed_ ABSL_GUARDED_BY(mutex_) = 0;  // the last line looked at
  std::string agency_ ABSL_GUARDED_BY(mutex_);
};

// What Before compares of a line, and nothing else of it.
journal::JournalEntry PlaceOf(const journal::JournalEntry& entry);

}  // namespace lienthong::host
