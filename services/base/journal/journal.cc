#include "services/base/journal/journal.h"

#include <tuple>

namespace lienthong::journal {
namespace {

std::tuple<int64_t, int32_t, int64_t> Moment(const JournalEntry& entry) {
  return {entry.at().seconds(), entry.at().nanos(), entry.step()};
}

}  // namespace

Journal::Chunk& Journal::OpenChunk() {
  if (chunks_.empty() || sealed_ || chunks_.back()->lines.size() >= kChunkLines) {
    chunks_.push_back(std::make_shared<Chunk>());
    sealed_ = false;
  }
  return *chunks_.back();
}

void Journal::DropOldest() {
  const Chunk& oldest = *chunks_.front();
  bytes_ -= oldest.bytes;
  dropped_ += static_cast<int64_t>(oldest.lines.size());
  chunks_.pop_front();
}

void Journal::Append(JournalEntry entry) {
  absl::MutexLock lock(&mutex_);
  entry.set_line(++lines_);
  const size_t bytes = entry.SpaceUsedLong();
  Chunk& chunk = OpenChunk();
  chunk.lines.push_back(std::make_shared<const JournalEntry>(std::move(entry)));
  chunk.bytes += bytes;
  bytes_ += bytes;
  while (bytes_ > capacity_ && chunks_.size() > 1) DropOldest();
}

Journal::Stretch Journal::Read(int64_t after_line, int max) const {
  absl::MutexLock lock(&mutex_);
  Stretch stretch;
  stretch.dropped = dropped_;
  for (const auto& chunk : chunks_) {
    if (chunk->lines.back()->line() <= after_line) continue;
    for (const auto& line : chunk->lines) {
      if (line->line() <= after_line) continue;
      if (static_cast<int>(stretch.entries.size()) == max) {
        stretch.more = true;
        return stretch;
      }
      stretch.entries.push_back(line);
    }
  }
  return stretch;
}

std::unique_ptr<Journal> Journal::Fork() const {
  auto fork = std::make_unique<Journal>(capacity_);
  absl::MutexLock lock(&mutex_);
  absl::MutexLock fork_lock(&fork->mutex_);
  fork->chunks_ = chunks_;
  fork->sealed_ = sealed_ = true;
  fork->bytes_ = bytes_;
  fork->lines_ = lines_;
  fork->dropped_ = dropped_;
  return fork;
}

int64_t Journal::lines() const {
  absl::MutexLock lock(&mutex_);
  return lines_;
}

int64_t Journal::dropped() const {
  absl::MutexLock lock(&mutex_);
  return dropped_;
}

bool Before(const JournalEntry& a, const JournalEntry& b) {
  const auto moment_a = Moment(a), moment_b = Moment(b);
  if (moment_a != moment_b) return moment_a < moment_b;
  return std::tie(a.path(), a.agency()) < std::tie(b.path(), b.agency()) ||
         (a.path() == b.path() && a.agency() == b.agency() && a.line() < b.line());
}

bool IsCanonical(const JournalEntry& entry) { return !entry.replay() && !entry.onlooker(); }

void MakeCanonical(JournalEntry& entry) {
  entry.clear_wall_time();
  entry.clear_latency();
  entry.clear_traceparent();
  entry.clear_line();
}

}  // namespace lienthong::journal
