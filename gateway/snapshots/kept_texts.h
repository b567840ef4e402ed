#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/world/clock.h"

namespace lienthong::snapshots {

// KeptTexts holds a few large texts that are given or taken page by page. One that isn't asked for within ten minutes
// goes, and when there are more than a few, the one unused for longest. Thread-safe.
class KeptTexts {
 public:
  static constexpr size_t kMost = 8;
  static constexpr size_t kMaxBytes = 512 << 20;  // of one text
  static constexpr absl::Duration kLife = absl::Minutes(10);

  explicit KeptTexts(const WallClock* clock) : clock_(clock) {}

  // Keeps a text and names it. Names can't be guessed.
  std::string Keep(std::shared_ptr<std::string> text);
  // The name of the text begun with this id, which begins empty.
  std::string Begin(const std::string& request_id);
  // Null when it is no longer there.
  std::shared_ptr<const std::string> Find(const std::string& name);
  // Puts a piece where it belongs; the same piece again changes nothing. The size afterwards; nothing when there is no
  // such text, or it has a gap before `offset`, or another text there, or would grow too large.
  absl::optional<size_t> Append(const std::string& name, size_t offset, const std::string& piece);

 private:
  struct Kept {
    std::shared_ptr<std::string> text;
    absl::Time used;
    std::string request_id = {};  // it was begun with
  };
  std::string Insert(Kept kept) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Sweep() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const WallClock* const clock_;
  absl::Mutex mutex_;
  std::map<std::string, Kept> texts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::snapshots
