#include "services/base/store/sqlite/sqlite_writer.h"

#include <sqlite3.h>

#include <deque>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::store {
namespace {

// A group ends here, so that the first of it doesn't wait for ever.
constexpr size_t kMaxJobs = 256;
constexpr uint64_t kMaxRows = 4096;

// Pages of the write-ahead log (4 KiB each): from here on it is moved into the file when no job waits, from there on
// even when some do, and beyond that readers are waited for, so that the log can begin anew.
constexpr int kCheckpointPages = 1000;
constexpr int kUrgentPages = 4000;
constexpr int kBlockingPages = 16000;

// Tells a job's caller on another thread that it was answered.
class WaitedJob : public WriteJob {
 public:
  WaitedJob(std::unique_ptr<WriteJob> job, absl::Notification* answered) : job_(std::move(job)), answered_(answered) {}

  absl::Status Write(RowWriter& writer) override { return job_->Write(writer); }
  void Publish() override { job_->Publish(); }
  void Discard() override { job_->Discard(); }
  void Answer(const absl::Status& outcome) override {
    job_->Answer(outcome);
    job_.reset();
    answered_->Notify();
  }

 private:
  std::unique_ptr<WriteJob> job_;
  absl::Notification* const answered_;
};

}  // namespace

class SqliteWriter::Loop {
 public:
  Loop(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteConnection> connection, bool callers_write)
      : lock_(std::move(lock)),
        connection_(std::move(connection)),
        callers_write_(callers_write),
        begin_(connection_.get(), "BEGIN IMMEDIATE"),
        commit_(connection_.get(), "COMMIT"),
        writer_(connection_.get()) {
    sqlite3_wal_hook(connection_->handle(), &Loop::AfterCommit, this);
  }

  ~Loop() { CloseInGoodOrder(); }

  void Enqueue(std::unique_ptr<WriteJob> job) {
    switch (Admit(&job)) {
      case Admission::kRefused:
        job->Discard();
        job->Answer(Error(absl::StatusCode::kUnavailable, Reason::SERVER_STOPPING));
        return;
      case Admission::kAtOnce:
        RunAlone(std::move(job));
        EndWork();
        return;
      case Admission::kQueued:
        return;
    }
  }

  void Close() {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
    mutex_.Await(absl::Condition(this, &Loop::Quiet));
  }

  // Of the thread itself, which can't wait for itself.
  void RunBetween(std::unique_ptr<WriteJob> job) {
    TakeTurn();
    RunAlone(std::move(job));
  }

  void Stop() {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }

  void Work() {
    std::vector<std::unique_ptr<WriteJob>> group;
    while (TakeGroup(&group)) {
      if (group.empty()) {
        Checkpoint();
        EndTurn();
      } else {
        RunGroup(std::move(group));
        group.clear();
        EndWork();
      }
    }
  }

  absl::Status status() const {
    absl::MutexLock lock(&mutex_);
    return status_;
  }

  void AddFigures(DatabaseFigures* figures) const {
    absl::MutexLock lock(&mutex_);
    figures->transactions += transactions_;
    figures->failed_transactions += failed_;
    figures->rows += rows_;
    figures->bytes += bytes_;
    figures->checkpoints += checkpoints_;
    figures->log_pages += log_pages_;
    figures->queue_depth += queue_.size();
  }

 private:
  static int AfterCommit(void* loop, sqlite3*, const char*, int pages) {
    static_cast<Loop*>(loop)->pages_ = pages;
    return SQLITE_OK;
  }

  // Whoever has the turn uses the connection, and what is marked as its own below. Answers come after it.
  enum class Admission { kRefused, kAtOnce, kQueued };
  // A job to be queued is taken; one to be done at once has the turn, and counts as work until EndWork.
  Admission Admit(std::unique_ptr<WriteJob>* job) {
    absl::MutexLock lock(&mutex_);
    if (closed_) return Admission::kRefused;
    if (!callers_write_ || taken_ || !queue_.empty() || checkpoint_due_) {
      queue_.push_back(std::move(*job));
      return Admission::kQueued;
    }
    taken_ = true;
    ++working_;
    return Admission::kAtOnce;
  }

  void EndWork() {
    absl::MutexLock lock(&mutex_);
    --working_;
  }

  void TakeTurn() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Loop::IsFree));
    taken_ = true;
  }

  // The thread's turn: jobs, or no job and a checkpoint is due. False: it's over.
  bool TakeGroup(std::vector<std::unique_ptr<WriteJob>>* group) {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Loop::HasWork));
    while (!queue_.empty() && group->size() < kMaxJobs && !(checkpoint_due_ && pages_ >= kUrgentPages)) {
      group->push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    if (group->empty() && !checkpoint_due_) return false;
    if (!group->empty()) ++working_;
    return taken_ = true;
  }

  void EndTurn() {
    absl::MutexLock lock(&mutex_);
    taken_ = false;
    checkpoint_due_ = pages_ >= kCheckpointPages && pages_ >= retry_at_;
  }

  bool IsFree() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return !taken_; }
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return !taken_ && (stopping_ || checkpoint_due_ || !queue_.empty());
  }

  void RunAlone(std::unique_ptr<WriteJob> job) {
    std::vector<std::unique_ptr<WriteJob>> group;
    group.push_back(std::move(job));
    RunGroup(std::move(group));
  }

  void RunGroup(std::vector<std::unique_ptr<WriteJob>> group) {
    const absl::Status outcome = Transact(group);
    for (const auto& job : group) outcome.ok() ? job->Publish() : job->Discard();
    Count(outcome);
    EndTurn();
    for (auto& job : group) {
      job->Answer(outcome);
      auto rest = job->Rest();
      job.reset();
      if (rest != nullptr) EnqueueRest(std::move(rest));
    }
  }

  void EnqueueRest(std::unique_ptr<WriteJob> rest) {
    absl::MutexLock lock(&mutex_);
    if (!stopping_ && !closed_) queue_.push_back(std::move(rest));
  }

  bool Quiet() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return queue_.empty() && working_ == 0; }

  // What doesn't fit any more goes back to the front of the queue.
  absl::Status Transact(std::vector<std::unique_ptr<WriteJob>>& group) {
    // At once for writing: a reader may hold that lock for a moment too, and only here SQLite waits for it.
    RETURN_IF_ERROR(begin_.Run());
    const uint64_t limit = writer_.rows() + kMaxRows;
    absl::Status status;
    for (size_t i = 0; i < group.size() && status.ok(); ++i) {
      if (writer_.rows() >= limit) PutBack(group, i);
      if (i < group.size()) status = group[i]->Write(writer_);
    }
    if (status.ok()) status = commit_.Run();
    if (!status.ok() && connection_->InTransaction()) (void)connection_->Execute("ROLLBACK");
    return status;
  }

  void PutBack(std::vector<std::unique_ptr<WriteJob>>& group, size_t from) {
    absl::MutexLock lock(&mutex_);
    while (group.size() > from) {
      queue_.push_front(std::move(group.back()));
      group.pop_back();
    }
  }

  void Count(const absl::Status& outcome) {
    absl::MutexLock lock(&mutex_);
    ++(outcome.ok() ? transactions_ : failed_);
    if (outcome.ok()) {
      rows_ += writer_.rows() - counted_rows_;
      bytes_ += writer_.bytes() - counted_bytes_;
    }
    counted_rows_ = writer_.rows();
    counted_bytes_ = writer_.bytes();
    log_pages_ = pages_;
    if (status_ != outcome) status_ = outcome;
  }

  void Checkpoint() {
    const int mode = pages_ < kBlockingPages ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART;
    int pages = 0, moved = 0;
    const int code = sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, mode, &pages, &moved);
    // What a reader still needs stays in the log; no use in asking at every commit.
    const bool whole = code == SQLITE_OK && moved == pages;
    retry_at_ = whole ? 0 : pages_ + kCheckpointPages / 4;
    if (whole) pages_ = 0;
    absl::MutexLock lock(&mutex_);
    ++checkpoints_;
  }

  // A log left behind is a log to be read again; one that lacks the mark would be taken for lost if it went.
  void CloseInGoodOrder() {
    if (connection_->Execute("UPDATE meta SET value = '0' WHERE key = 'in_use'").ok()) return;
    sqlite3_db_config(connection_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }

  // In this order: the file is closed before the lock goes.
  const std::unique_ptr<FileLock> lock_;
  const std::unique_ptr<SqliteConnection> connection_;
  const bool callers_write_;

  // Of whoever has the turn.
  SqliteStatement begin_, commit_;
  RowWriter writer_;
  int pages_ = 0, retry_at_ = 0;
  uint64_t counted_rows_ = 0, counted_bytes_ = 0;

  mutable absl::Mutex mutex_;
  std::deque<std::unique_ptr<WriteJob>> queue_ ABSL_GUARDED_BY(mutex_);
  bool taken_ ABSL_GUARDED_BY(mutex_) = false;
  bool checkpoint_due_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  int working_ ABSL_GUARDED_BY(mutex_) = 0;  // groups being written or answered
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  uint64_t transactions_ ABSL_GUARDED_BY(mutex_) = 0, failed_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t rows_ ABSL_GUARDED_BY(mutex_) = 0, bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t checkpoints_ ABSL_GUARDED_BY(mutex_) = 0, log_pages_ ABSL_GUARDED_BY(mutex_) = 0;
};

SqliteWriter::SqliteWriter(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteConnection> connection,
                           bool callers_write)
    : loop_(std::make_shared<Loop>(std::move(lock), std::move(connection), callers_write)),
      thread_([loop = loop_] { loop->Work(); }) {}

SqliteWriter::~SqliteWriter() {
  loop_->Stop();
  if (thread_.get_id() == std::this_thread::get_id()) {
    thread_.detach();
  } else {
    thread_.join();
  }
}

void SqliteWriter::Close() { loop_->Close(); }

void SqliteWriter::Enqueue(std::unique_ptr<WriteJob> job) {
  const std::shared_ptr<Loop> loop = loop_;  // this may be gone before the job's answer returns
  loop->Enqueue(std::move(job));
}

void SqliteWriter::Run(std::unique_ptr<WriteJob> job) {
  const std::shared_ptr<Loop> loop = loop_;
  if (thread_.get_id() == std::this_thread::get_id()) return loop->RunBetween(std::move(job));
  absl::Notification answered;
  loop->Enqueue(std::make_unique<WaitedJob>(std::move(job), &answered));
  answered.WaitForNotification();
}

absl::Status SqliteWriter::status() const { return loop_->status(); }

void SqliteWriter::AddFigures(DatabaseFigures* figures) const { loop_->AddFigures(figures); }

}  // namespace lienthong::store
