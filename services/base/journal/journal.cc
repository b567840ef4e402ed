#include "services/base/journal/journal.h"

#include <algorithm>
#include <atomic>
#include <tuple>

namespace lienthong::journal {
namespace {

std::tuple<int64_t, int32_t, int64_t> Moment(const JournalEntry& entry) {
  return {entry.at().seconds(), entry.at().nanos(), entry.step()};
}

}  // namespace

int64_t Journal::NextId() {
  static std::atomic<int64_t> last{0};
  return ++last;
}

Journal::Chunk& Journal::OpenChunk() {
  if (chunks_.empty() || sealed_ || chunks_.back()->ends.size() >= kChunkLines) {
    const size_t expected = chunks_.empty() ? 0 : chunks_.back()->bytes.size();
    chunks_.push_back(std::make_shared<Chunk>());
    chunks_.back()->first = lines_ + 1;
    chunks_.back()->bytes.reserve(expected);
    chunks_.back()->ends.reserve(kChunkLines);
    sealed_ = false;
  }
  return *chunks_.back();
}

void Journal::DropOldest() {
  const Chunk& oldest = *chunks_.front();
  bytes_ -= oldest.bytes.size();
  dropped_ += static_cast<int64_t>(oldest.ends.size());
  chunks_.pop_front();
}

void Journal::Append(const JournalEntry& entry) {
  thread_local std::string line;
  entry.SerializeToString(&line);
  std::list<std::pair<int64_t, Waker>> woken;
  {
    absl::MutexLock lock(&mutex_);
    Chunk& chunk = OpenChunk();
    chunk.bytes.append(line);
    chunk.ends.push_back(static_cast<uint32_t>(chunk.bytes.size()));
    ++lines_;
    bytes_ += line.size();
    while (bytes_ > capacity_ && chunks_.size() > 1) DropOldest();
    woken.swap(wakers_);
  }
  for (auto& [ticket, wake] : woken) wake();
}

int64_t Journal::WakeAfter(int64_t seen, Waker wake) {
  {
    absl::MutexLock lock(&mutex_);
    if (lines_ <= seen) {
      wakers_.emplace_back(++tickets_, std::move(wake));
      return tickets_;
    }
  }
  wake();
  return 0;
}

void Journal::Forget(int64_t ticket) {
  absl::MutexLock lock(&mutex_);
  wakers_.remove_if([ticket](const auto& waker) { return waker.first == ticket; });
}

JournalEntry& Journal::Blank() {
  thread_local JournalEntry entry;
  entry.Clear();
  return entry;
}

Journal::Lines Journal::Copy(int64_t after_line, int max) const {
  absl::MutexLock lock(&mutex_);
  Lines lines;
  lines.dropped = dropped_;
  lines.first = std::max(after_line, dropped_) + 1;
  for (const auto& chunk : chunks_) {
    const int64_t count = static_cast<int64_t>(chunk->ends.size());
    for (int64_t i = std::max<int64_t>(lines.first - chunk->first, 0); i < count; ++i) {
      lines.more = static_cast<int>(lines.bytes.size()) == max;
      if (lines.more) return lines;
      const uint32_t begin = i == 0 ? 0 : chunk->ends[i - 1];
      lines.bytes.push_back(chunk->bytes.substr(begin, chunk->ends[i] - begin));
    }
  }
  return lines;
}

Journal::Stretch Journal::Read(int64_t after_line, int max) const {
  const Lines lines = Copy(after_line, max);
  Stretch stretch;
  stretch.more = lines.more;
  stretch.dropped = lines.dropped;
  int64_t number = lines.first;
  for (const std::string& bytes : lines.bytes) {
    JournalEntry& entry = stretch.entries.emplace_back();
    entry.ParseFromString(bytes);
    entry.set_line(number++);
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
